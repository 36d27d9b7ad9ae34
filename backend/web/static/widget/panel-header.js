// Title, menu and the button that closes the panel.

import { h, icon } from "./dom.js";
import { WORDS } from "./words.js";

export class PanelHeader {
  /**
   * @param {object} hooks
   * @param {() => void} hooks.onClose
   * @param {HTMLElement} hooks.styleToggle
   * @param {import("./handoff.js").Handoff} hooks.handoff
   * @param {Array<{words: string, act: () => void, isShown: () => boolean}>} hooks.items
   */
  constructor({ onClose, styleToggle, handoff, items }) {
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
    this.mark = h("div", { class: "header-mark", "aria-hidden": "true" });
    this.who = h("p", { class: "header-who" });
    handoff.addEventListener("change", () => this.#showWho(handoff));
    this.#showWho(handoff);
    this.element = h(
      "div", // in a dialog a header would be a second banner beside the page's own
      { class: "header" },
      this.mark,
      h("div", { class: "header-words" }, h("h2", {}, WORDS.title), this.who),
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

  /** The bot, or the person who has taken over. */
  #showWho({ hasPerson, personName }) {
    const sign = hasPerson ? "person" : "chat";
    this.mark.replaceChildren(icon(sign));
    this.who.replaceChildren(...(hasPerson ? [icon(sign), h("span", {}, WORDS.person(personName))] : [WORDS.subtitle]));
    this.who.classList.toggle("is-person", hasPerson);
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
