// Questions offered while typing: what the server finds, in a list that the keys of the field reach.
//
// An IME goes first. While it composes, the list may show what fits the kana so far, but it takes no key, says nothing,
// and chooses nothing.

import { SuggestionList } from "./suggestion-list.js";
import { isWorthAsking, SuggestionSource } from "./suggestion-source.js";

/**
 * @typedef {object} SuggestionHooks
 * @property {(text: string, signal: AbortSignal) => Promise<import("./api.js").Choice[]>} ask
 * @property {(suggestion: import("./api.js").Choice) => void} onTake
 * @property {() => import("./api.js").Message|undefined} lastHeard the newest message of the other side
 * @property {() => boolean} isForPerson whether what is written is for a person, who needs no questions of the list
 * @property {(act: () => void) => void} aroundResize does what makes the list taller or lower
 */

export class Suggestions {
  #input;
  #hooks;
  #list;
  #source;
  /** Whether an IME is at work in the field. */
  isComposing = false;

  /** @param {HTMLTextAreaElement} input @param {SuggestionHooks} hooks */
  constructor(input, hooks) {
    this.#input = input;
    this.#hooks = hooks;
    this.#list = new SuggestionList(input, hooks);
    this.#source = new SuggestionSource(hooks.ask, (found) => this.#list.show(found, !this.isComposing));
    this.element = this.#list.element;
    this.status = this.#list.status;
    input.addEventListener("compositionstart", () => (this.isComposing = true));
    input.addEventListener("compositionend", () => {
      this.isComposing = false;
      this.#list.announce();
    });
    input.addEventListener("input", () => this.#follow());
    input.addEventListener("blur", () => this.close());
  }

  close() {
    this.#source.stop();
    this.#list.close();
  }

  /** @returns {boolean} whether the key was for the list; the caller has ruled out that it is the IME's */
  takesKey(event) {
    if (!this.#list.isOpen || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    switch (event.key) {
      case "ArrowDown":
        this.#list.move(+1);
        return true;
      case "ArrowUp":
        this.#list.move(-1);
        return true;
      case "Escape":
        this.close();
        return true;
      case "Enter":
        if (!this.#list.chosen) return false;
        this.#hooks.onTake(this.#list.chosen);
        return true;
      case "ArrowLeft":
      case "ArrowRight":
      case "Home":
      case "End":
        this.#list.unmark(); // the caret moves: the text counts again
        return false;
      default:
        return false;
    }
  }

  #follow() {
    this.#list.unmark();
    const { isForPerson, lastHeard } = this.#hooks;
    if (!isForPerson() && isWorthAsking(this.#input.value, lastHeard())) this.#source.follow(this.#input.value);
    else this.close();
  }
}
