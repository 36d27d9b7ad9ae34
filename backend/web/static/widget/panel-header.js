// Title, menu and the button that closes the panel.

import { h, icon } from "./dom.js";
import { WORDS } from "./words.js";

export class PanelHeader {
  /** @param {{onClose: () => void, styleToggle: HTMLElement, items: Array<{words: string, act: () => void, isShown: () => boolean}>}} hooks */
  constructor({ onClose, styleToggle, items }) {
    this.items = items.map((item) => ({ ...item, button: this.#itemButton(item) }));
    this.list = h("ul", { class: "menu", id: "menu", hidden: true });
    for (const { button } of this.items) this.list.append(h("li", {}, button));
    this.toggle = h("button", { type: "button", class: "icon-button", "aria-label": WORDS.menu, "aria-expanded": "false" });
    this.toggle.setAttribute("aria-controls", "menu");
    this.toggle.append(icon("menu"));
    this.toggle.addEventListener("click", () => this.#setOpen(this.list.hidden));
    const close = h("button", { type: "button", class: "icon-button close", "aria-label": WORDS.minimise, onclick: onClose });
    close.append(icon("close"));
    this.menu = h("div", { class: "menu-holder" }, this.toggle, this.list);
    this.menu.addEventListener("focusout", (event) => {
      if (!this.menu.contains(event.relatedTarget)) this.#setOpen(false);
    });
    this.element = h(
      "div", // in a dialog a header would be a second banner beside the page's own
      { class: "header" },
      h("div", { class: "header-mark", "aria-hidden": "true" }, icon("chat")),
      h("div", { class: "header-words" }, h("h2", {}, WORDS.title), h("p", {}, WORDS.subtitle)),
      styleToggle,
      this.menu,
      close,
    );
  }

  /** @returns {boolean} whether there was an open menu to close */
  closeMenu() {
    if (this.list.hidden) return false;
    this.#setOpen(false);
    this.toggle.focus();
    return true;
  }

  #itemButton({ words, act }) {
    const choose = () => {
      this.#setOpen(false);
      this.toggle.focus();
      act();
    };
    return h("button", { type: "button", onclick: choose }, words);
  }

  #setOpen(isOpen) {
    for (const { button, isShown } of this.items) button.parentElement.hidden = !isShown();
    this.list.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.items.find(({ isShown }) => isShown())?.button.focus();
  }
}
