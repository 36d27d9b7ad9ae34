// While somebody waits for a person: their place, how long it took others lately, and the two ways out.

import { h, icon } from "./dom.js";
import { HANDOFF_WORDS as WORDS } from "./words.js";

// A queue may move every few seconds; who listens to it is told no oftener than this.
const SPEAK_EVERY_MS = 30_000;

export class WaitingBanner {
  #handoff;
  #busy = false;
  #spokenPlace = null;
  #mayNotSpeak = null;

  /**
   * @param {import("./handoff.js").Handoff} handoff
   * @param {object} hooks
   * @param {() => Promise<void>} hooks.onCallBack
   * @param {() => Promise<void>} hooks.onCallOff
   * @param {(act: () => void) => void} hooks.aroundResize does what makes the log taller or lower
   */
  constructor(handoff, { onCallBack, onCallOff, aroundResize }) {
    this.#handoff = handoff;
    this.place = h("strong", { class: "waiting-place" });
    this.estimate = h("span", { class: "waiting-estimate" });
    this.error = h("p", { class: "waiting-error", role: "alert" });
    this.status = h("p", { class: "visually-hidden", role: "status" });
    this.element = h(
      "div",
      { class: "waiting", role: "group", "aria-label": WORDS.waitingName, hidden: true },
      h("p", { class: "waiting-line" }, icon("person"), h("span", {}, WORDS.calling), this.place, this.estimate),
      h("p", { class: "waiting-meanwhile" }, WORDS.meanwhile),
      this.error,
      h("div", { class: "waiting-ways" }, this.#way(WORDS.callBack, onCallBack), this.#way(WORDS.callOff, onCallOff)),
    );
    handoff.addEventListener("change", () => aroundResize(() => this.#update()));
    this.#update();
  }

  #way(words, act) {
    const button = h("button", { type: "button", class: "way" }, words);
    button.addEventListener("click", () => this.#take(button, act));
    return button;
  }

  async #take(button, act) {
    if (this.#busy) return;
    this.#busy = true;
    this.error.textContent = "";
    button.setAttribute("aria-disabled", "true");
    try {
      await act();
    } catch {
      this.error.textContent = WORDS.wayFailed;
    } finally {
      this.#busy = false;
      button.removeAttribute("aria-disabled");
    }
  }

  #update() {
    const { isWaiting, told } = this.#handoff;
    this.element.hidden = !isWaiting;
    if (!isWaiting) {
      this.#rest();
      return;
    }
    this.place.textContent = told.position ? WORDS.place(told.position) : "";
    this.estimate.textContent = estimateWords(told.estimate);
    this.#speak();
  }

  /** The first place is told by the message that says who is being called: only what changes is told here. */
  #speak() {
    const { position } = this.#handoff.told;
    if (this.#spokenPlace === null) this.#spokenPlace = position;
    if (this.#mayNotSpeak || position === this.#spokenPlace) return;
    this.#spokenPlace = position;
    this.status.textContent = WORDS.placeNow(position);
    this.#mayNotSpeak = setTimeout(() => {
      this.#mayNotSpeak = null;
      this.#speak();
    }, SPEAK_EVERY_MS);
  }

  #rest() {
    clearTimeout(this.#mayNotSpeak);
    this.#mayNotSpeak = null;
    this.#spokenPlace = null;
    this.status.textContent = "";
    this.error.textContent = "";
  }
}

function estimateWords(estimate) {
  if (!estimate) return WORDS.unknownWait;
  const { low_minutes: low, high_minutes: high } = estimate;
  if (low === high) return WORDS.aboutMinutes(high);
  return low ? WORDS.minutes(low, high) : WORDS.upToMinutes(high);
}
