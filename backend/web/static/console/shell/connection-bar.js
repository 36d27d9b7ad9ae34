// A calm line while the stream is down, and the way back in when the sign-in has run out.

import { h } from "../../widget/dom.js";
import { politely } from "../core/announcer.js";
import { SHELL } from "../words/shell.js";

// A blink of the line is nobody's business.
const PATIENCE_MS = 1_500;

export class ConnectionBar {
  #timer = 0;
  #isSignedOut = false;

  /** @param {import("../core/live.js").Live} live */
  constructor(live) {
    this.element = h("div", { class: "connection-bar", hidden: true });
    live.on("state", ({ isOpen }) => (isOpen ? this.#back() : this.#lost()));
  }

  signedOut() {
    if (this.#isSignedOut) return;
    this.#isSignedOut = true;
    clearTimeout(this.#timer);
    this.element.dataset.kind = "signed-out";
    this.element.setAttribute("role", "alert");
    this.element.replaceChildren(h("p", {}, SHELL.signedOut), h("a", { class: "button", href: "/console/sign-in" }, SHELL.signInAgain));
    this.element.hidden = false;
  }

  #lost() {
    if (this.#isSignedOut) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const words = navigator.onLine ? SHELL.reconnecting : SHELL.offline;
      this.element.replaceChildren(h("p", {}, words));
      this.element.hidden = false;
      politely(words);
    }, PATIENCE_MS);
  }

  #back() {
    clearTimeout(this.#timer);
    if (this.#isSignedOut || this.element.hidden) return;
    this.element.hidden = true;
    politely(SHELL.reconnected);
  }
}
