// Three dots while a reply is awaited. Most replies are there at once: the sign waits a moment, so as not to flicker.

import { h } from "./dom.js";
import { WORDS } from "./words.js";

const SHOW_AFTER_MS = 250;
const SPEAK_AFTER_MS = 3_000;

export class TypingSign {
  #author = null;
  #timers = [];

  constructor() {
    const dots = h("span", { class: "dots" }, h("i"), h("i"), h("i"));
    this.words = h("span", { class: "typing-words" });
    // Hidden from the log, which would speak it each time; `status` says it once if it takes long.
    this.element = h("div", { class: "typing", "aria-hidden": "true", hidden: true }, dots, this.words);
    this.status = h("p", { class: "visually-hidden", role: "status" });
  }

  /** @param {"bot"|"agent"|null} author who is writing */
  show(author) {
    if (author === this.#author) return;
    this.#author = author;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.status.textContent = "";
    if (!author) {
      this.element.hidden = true;
      return;
    }
    const words = WORDS.typing[author] ?? WORDS.typing.bot;
    this.words.textContent = words;
    this.#timers = [
      setTimeout(() => {
        this.element.hidden = false;
        this.element.scrollIntoView?.({ block: "nearest" });
      }, SHOW_AFTER_MS),
      setTimeout(() => {
        this.status.textContent = words;
      }, SPEAK_AFTER_MS),
    ];
  }
}
