// While somebody waits for a person: their place, how long it took others lately, and the two ways out.

import { h, icon } from "./dom.js";
import { WAITING_NAME, WAITING_WORDS } from "./words.js";

// A queue may move every few seconds; who listens to it is told no oftener than this.
const SPEAK_EVERY_MS = 30_000;

export class WaitingBanner {
  #handoff;
  #words = WAITING_WORDS.standard;
  #aroundResize;
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
    this.calling = h("span");
    this.meanwhile = h("p", { class: "waiting-meanwhile" });
    this.callBack = this.#way(onCallBack);
    this.callOff = this.#way(onCallOff);
    this.error = h("p", { class: "waiting-error", role: "alert" });
    this.status = h("p", { class: "visually-hidden", role: "status" });
    this.element = h(
      "div",
      { class: "waiting", role: "group", "aria-label": WAITING_NAME, hidden: true },
      h("p", { class: "waiting-line" }, icon("person"), this.calling, this.place, this.estimate),
      this.meanwhile,
      this.error,
      h("div", { class: "waiting-ways" }, this.callBack, this.callOff),
    );
    this.#aroundResize = aroundResize;
    handoff.addEventListener("change", () => aroundResize(() => this.#update()));
    this.#update();
  }

  /** @param {"standard"|"easy"} style that the conversation is in */
  set style(style) {
    this.#words = WAITING_WORDS[style];
    this.#aroundResize(() => this.#update());
  }

  #way(act) {
    const button = h("button", { type: "button", class: "way" });
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
      this.error.textContent = this.#words.wayFailed;
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
    const words = this.#words;
    for (const part of ["calling", "meanwhile", "callBack", "callOff"]) this[part].textContent = words[part];
    this.place.textContent = told.position ? words.place(told.position) : "";
    this.estimate.textContent = estimateWords(words, told.estimate);
    this.#speak();
  }

  /** The first place is told by the message that says who is being called: only what changes is told here. */
  #speak() {
    const { position } = this.#handoff.told;
    if (this.#spokenPlace === null) this.#spokenPlace = position;
    if (this.#mayNotSpeak || position === this.#spokenPlace) return;
    this.#spokenPlace = position;
    this.status.textContent = this.#words.placeNow(position);
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

function estimateWords(words, estimate) {
  if (!estimate) return words.unknownWait;
  const { low_minutes: low, high_minutes: high } = estimate;
  if (low === high) return words.aboutMinutes(high);
  return low ? words.minutes(low, high) : words.upToMinutes(high);
}
