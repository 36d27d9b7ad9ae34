// The listbox of suggestions above the field. The focus stays in the field; aria-activedescendant tells what is chosen.
//
// The field keeps the role textbox: HTML allows no combobox on a field of several lines (w3c/html-aria#543), and
// aria-expanded belongs to that role. What it would tell, the status says in words.

import { h, icon, spoken } from "./dom.js";
import { WORDS } from "./words.js";

const ID = "suggestions";

export class SuggestionList {
  #input;
  #hooks;
  #suggestions = [];
  #active = -1;

  /**
   * @param {HTMLTextAreaElement} input
   * @param {{onTake: (suggestion: import("./api.js").Choice) => void, aroundResize: (act: () => void) => void}} hooks
   */
  constructor(input, hooks) {
    this.#input = input;
    this.#hooks = hooks;
    this.element = h("ul", { id: ID, class: "suggestions", role: "listbox", "aria-label": WORDS.suggestions.name, hidden: true });
    this.status = spoken("");
    this.status.setAttribute("role", "status");
    for (const [name, value] of [["autocomplete", "list"], ["haspopup", "listbox"], ["controls", ID]]) {
      input.setAttribute(`aria-${name}`, value);
    }
    // Else pressing on the list would take the focus out of the field.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** What stands under the arrow keys' mark, if they have been used. */
  get chosen() {
    return this.#suggestions[this.#active];
  }

  /** @param {boolean} aloud whether a screen reader may say how many there are */
  show(suggestions, aloud) {
    this.#suggestions = suggestions;
    this.#hooks.aroundResize(() => {
      this.element.replaceChildren(...suggestions.map((suggestion, at) => this.#option(suggestion, at)));
      this.element.hidden = suggestions.length === 0;
    });
    this.element.scrollTop = 0;
    this.#mark(-1);
    if (aloud || !suggestions.length) this.announce();
  }

  announce() {
    const words = this.isOpen ? WORDS.suggestions.count(this.#suggestions.length) : "";
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  close() {
    if (this.isOpen) this.show([], false);
  }

  /** One down (+1) or up (-1); past either end nothing is chosen, and what was typed counts again. */
  move(step) {
    const places = this.#suggestions.length + 1;
    this.#mark(((this.#active + 1 + step + places) % places) - 1);
  }

  unmark() {
    this.#mark(-1);
  }

  #option(suggestion, at) {
    const attributes = { id: `suggestion-${at}`, role: "option", "aria-selected": "false" };
    return h("li", { ...attributes, onclick: () => this.#hooks.onTake(suggestion) }, icon("chat"), suggestion.title);
  }

  #mark(at) {
    this.#active = at;
    Array.from(this.element.children).forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === at));
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `suggestion-${at}`);
  }
}
