// Whether the member counts as identified, and a warning before that ends.

import { h, icon } from "./dom.js";
import { WORDS } from "./words.js";

export class IdentityBar {
  #identity;

  /**
   * @param {import("./identity.js").Identity} identity
   * @param {() => void} onAgain asks for another sign-in
   */
  constructor(identity, onAgain) {
    this.#identity = identity;
    this.words = h("span", { role: "status" });
    this.again = h("button", { type: "button", class: "quiet", onclick: onAgain }, WORDS.identity.again);
    this.icon = h("span", { class: "identity-icon" });
    this.element = h("div", { class: "identity", hidden: true }, this.icon, this.words, this.again);
    identity.addEventListener("change", () => this.#update());
    this.#update();
  }

  #update() {
    const { state } = this.#identity;
    this.element.dataset.state = state;
    this.element.hidden = state === "none";
    this.again.hidden = state !== "lapsed";
    this.icon.replaceChildren(icon(state === "verified" ? "check" : "warning"));
    this.words.textContent = this.#wordsFor(state);
  }

  #wordsFor(state) {
    const { verified, expiringIdle, expiringTotal, lapsed } = WORDS.identity;
    const expiring = this.#identity.final ? expiringTotal : expiringIdle;
    return { none: "", verified, expiring, lapsed }[state];
  }
}
