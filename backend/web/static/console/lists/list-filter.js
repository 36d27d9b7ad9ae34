// Narrowing a list down: by words, and in the list of all by who speaks.

import { composes } from "../shell/shortcuts.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { LIST } from "../words/conversation.js";

const PAUSE_MS = 250;

export class ListFilter {
  #onChange;
  #timer = 0;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    this.input = h("input", { type: "search", "aria-label": LIST.filter, placeholder: LIST.filter, autocomplete: "off" });
    this.input.addEventListener("input", (event) => !event.isComposing && this.#soon());
    this.input.addEventListener("compositionend", () => this.#soon());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !composes(event)) this.#now();
    });
    this.scopes = h("div", { class: "segments", role: "group", "aria-label": LIST.scope }, ...Object.entries(LIST.scopes).map(([scope, name]) =>
      h("button", { type: "button", "data-scope": scope, onclick: () => this.#choose(scope) }, name)));
    this.element = h("div", { class: "list-filter" }, h("div", { class: "search-field" }, icon("search"), this.input), this.scopes);
    this.#mark("all");
  }

  get words() {
    return this.input.value.trim();
  }

  /** @param {string} view the list that is shown now */
  reset(view) {
    clearTimeout(this.#timer);
    this.input.value = "";
    this.scopes.hidden = view !== "all";
    this.#mark("all");
  }

  #choose(scope) {
    this.#mark(scope);
    this.#now();
  }

  #mark(scope) {
    this.scope = scope;
    for (const button of this.scopes.children) button.setAttribute("aria-pressed", String(button.dataset.scope === scope));
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), PAUSE_MS);
  }

  #now() {
    clearTimeout(this.#timer);
    this.#onChange();
  }
}
