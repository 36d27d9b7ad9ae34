// Short notes in the corner. What needs an answer stays until it is dealt with; the rest goes by itself.

import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { politely } from "../core/announcer.js";
import { SHELL } from "../words/shell.js";

const SHOWN_MS = 7_000;
const MOST = 3;

export class Toasts {
  #byTag = new Map();

  constructor() {
    this.element = h("section", { class: "toasts", "aria-label": SHELL.toasts });
  }

  /** @param {string} words */
  say(words) {
    this.#add({ words, lasts: SHOWN_MS });
    politely(words);
  }

  problem(words) {
    this.#add({ words, lasts: SHOWN_MS * 2, kind: "problem", mark: "warning" });
    politely(words);
  }

  /**
   * Something to be dealt with: stays until `withdraw(tag)` or until it is put away.
   * @param {{tag: string, words: string, detail?: string, actions: {name: string, act: () => void, isMain?: boolean}[]}} ask
   */
  ask({ tag, words, detail, actions }) {
    this.withdraw(tag);
    const buttons = actions.map(({ name, act, isMain }) =>
      h("button", {
        type: "button", class: isMain ? "button primary" : "button",
        onclick: () => {
          this.withdraw(tag);
          act();
        },
      }, name),
    );
    this.#byTag.set(tag, this.#add({ words, detail, buttons, kind: "call", mark: "bell" }));
  }

  withdraw(tag) {
    this.#byTag.get(tag)?.remove();
    this.#byTag.delete(tag);
  }

  #add({ words, detail, buttons = [], lasts, kind = "", mark = "check" }) {
    const toast = h("div", { class: `toast ${kind}` });
    const dismiss = h("button", { type: "button", class: "icon-button", "aria-label": SHELL.dismiss, onclick: () => toast.remove() }, icon("close"));
    toast.append(
      icon(mark),
      h("div", { class: "toast-text" }, h("p", {}, words), detail && h("p", { class: "toast-detail" }, detail), buttons.length > 0 && h("div", { class: "toast-actions" }, ...buttons)),
      dismiss,
    );
    this.element.append(toast);
    while (this.element.childElementCount > MOST) this.element.firstElementChild.remove();
    if (lasts) setTimeout(() => toast.remove(), lasts);
    return toast;
  }
}
