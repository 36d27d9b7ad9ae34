// The switch between the usual style and やさしい日本語, always in sight: who needs it cannot read a menu.

import { h } from "./dom.js";
import { WORDS } from "./words.js";

export class StyleToggle {
  #conversation;
  #onFailed;
  #isBusy = false;

  /**
   * @param {import("./conversation.js").Conversation} conversation
   * @param {() => void} onFailed tells the member that the style stayed as it was
   */
  constructor(conversation, onFailed) {
    this.#conversation = conversation;
    this.#onFailed = onFailed;
    const lines = WORDS.easyLines.map((line) => h("span", {}, line));
    const properties = { type: "button", class: "style-toggle", "aria-label": WORDS.easy, onclick: () => this.#switch() };
    this.element = h("button", properties, ...lines);
    conversation.addEventListener("style", () => this.#update());
    this.#update();
  }

  #update() {
    this.element.setAttribute("aria-pressed", String(this.#conversation.style === "easy"));
  }

  async #switch() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.#conversation.changeStyle(this.#conversation.style === "easy" ? "standard" : "easy");
    } catch (error) {
      if (error.kind !== "gone") this.#onFailed();
    } finally {
      this.#isBusy = false;
    }
  }
}
