// Where the member writes. Enter sends, but never the Enter that only accepts an IME's proposal.

import { h, icon } from "./dom.js";
import { Suggestions } from "./suggestions.js";
import { WORDS } from "./words.js";

// The server's own limit, in characters (code points).
const LONGEST = 4000;
const SHOW_REMAINING_BELOW = 300;

export class Composer {
  #onSend;

  /**
   * @param {(text: string) => void} onSend
   * @param {import("./suggestions.js").SuggestionHooks} suggesting
   */
  constructor(onSend, suggesting) {
    this.#onSend = onSend;
    this.input = h("textarea", {
      id: "message", rows: "1", placeholder: WORDS.placeholder, enterkeyhint: "send", autocomplete: "off",
      "aria-describedby": "keys counter",
    });
    this.button = h("button", { type: "submit", class: "send", "aria-label": WORDS.send }, icon("send"));
    this.counter = h("p", { id: "counter", class: "counter" });
    this.status = h("span", { class: "visually-hidden", role: "status" });
    this.suggestions = new Suggestions(this.input, {
      ...suggesting,
      onTake: (suggestion) => this.#take(suggestion, suggesting.onTake),
    });
    this.element = h(
      "form",
      { class: "composer" },
      h("label", { for: "message", class: "visually-hidden" }, WORDS.composer),
      h("div", { class: "composer-field" }, this.input, this.button),
      this.counter,
      this.status,
      this.suggestions.status,
      h("span", { id: "keys", class: "visually-hidden" }, WORDS.keys),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
    this.input.addEventListener("input", () => this.#changed());
    this.#changed();
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  /** Put back what could not be sent, unless something new is being written. */
  offer(text) {
    if (this.input.value) return;
    this.input.value = text;
    this.#changed();
  }

  set isReady(ready) {
    this.element.toggleAttribute("data-waiting", !ready);
    if (!ready) this.suggestions.close();
    this.#changed();
  }

  #pressed(event) {
    // 229: Safari ends the composition before the key event that ended it.
    const composes = event.isComposing || event.keyCode === 229;
    if (composes) return;
    if (this.suggestions.takesKey(event)) {
      event.preventDefault();
      event.stopPropagation(); // Escape closes the list, not the panel
      return;
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.input.value.trim();
    if (!this.#isSendable()) return;
    this.#clear();
    this.#onSend(text);
    this.focus();
  }

  #take(suggestion, onTake) {
    // Leaving the field ends a composition; else the IME would write its text once more.
    if (this.suggestions.isComposing) this.input.blur();
    this.#clear();
    onTake(suggestion);
    this.focus();
  }

  #clear() {
    this.input.value = "";
    this.suggestions.close();
    this.#changed();
  }

  #isSendable() {
    const isReady = !this.element.hasAttribute("data-waiting");
    return isReady && this.input.value.trim() !== "" && this.#remaining() >= 0;
  }

  #remaining() {
    return LONGEST - Array.from(this.input.value.trim()).length;
  }

  #changed() {
    const remaining = this.#remaining();
    // aria-disabled keeps the button in the tab order, so that the focus isn't lost on sending.
    this.button.setAttribute("aria-disabled", String(!this.#isSendable()));
    const words = remainingWords(remaining);
    this.counter.textContent = words;
    this.input.setAttribute("aria-invalid", String(remaining < 0));
    const stage = remaining < 0 ? "over" : words && "near";
    if (this.counter.dataset.stage !== stage) this.status.textContent = words; // spoken once, not for every letter
    this.counter.dataset.stage = stage;
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }
}

function remainingWords(remaining) {
  if (remaining < 0) return WORDS.tooLong(-remaining);
  return remaining < SHOW_REMAINING_BELOW ? WORDS.remaining(remaining) : "";
}
