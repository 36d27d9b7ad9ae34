// The tab's title: how many wait, blinking after a new one until somebody looks.

import { SHELL } from "../words/shell.js";
import { WORDS } from "../words/common.js";

const BLINK_MS = 1_000;

export class TitleSign {
  #view = "";
  #waiting = 0;
  #timer = 0;
  #isLit = false;
  #call = "";

  constructor() {
    addEventListener("focus", () => this.#calm());
  }

  /** @param {string} view the name of the screen */
  set view(view) {
    this.#view = view;
    this.#show();
  }

  set waiting(count) {
    this.#waiting = count;
    if (!count) this.#calm();
    this.#show();
  }

  /** @param {string} call what has happened, in words */
  blink(call) {
    this.#call = call;
    if (document.hasFocus() || this.#timer) return;
    this.#timer = setInterval(() => {
      this.#isLit = !this.#isLit;
      this.#show();
    }, BLINK_MS);
  }

  #calm() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#isLit = false;
    this.#show();
  }

  #show() {
    const waits = SHELL.waits(this.#waiting);
    const name = `${this.#view}｜${WORDS.product}`;
    if (this.#isLit) document.title = `● ${this.#call}`;
    else document.title = this.#waiting ? `${waits}｜${name}` : name;
  }
}
