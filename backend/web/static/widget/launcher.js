// The button at the corner of the page, with the number of messages not seen yet.

import { h, icon, spoken } from "./dom.js";
import { WORDS } from "./words.js";

export class Launcher {
  #unread = 0;

  constructor(onPress) {
    this.words = h("span", { class: "launcher-words" }, WORDS.launcher);
    this.badge = h("span", { class: "badge", hidden: true });
    this.element = h("button", { type: "button", class: "launcher", lang: "ja", "aria-expanded": "false", onclick: onPress });
    this.element.setAttribute("aria-controls", "panel");
    this.element.append(icon("chat"), this.words, this.badge);
  }

  set isOpen(open) {
    this.element.setAttribute("aria-expanded", String(open));
    if (open) this.#show(0);
  }

  addUnread() {
    this.#show(this.#unread + 1);
  }

  #show(count) {
    this.#unread = count;
    this.badge.hidden = count === 0;
    this.badge.replaceChildren(spoken(WORDS.unread(count)), h("span", { "aria-hidden": "true" }, String(count)));
  }
}
