// The tab's title: how many wait, what was written to me meanwhile; blinking after something new until somebody looks.

import { SHELL } from "../words/shell.js";
import { WORDS } from "../words/common.js";

const BLINK_MS = 1_000;

export class TitleSign {
  #view = "";
  #waiting = 0;
  #unread = 0;
  #timer = 0;
  #isLit = false;
  #call = "";
  #tag = "";

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
    this.#show();
  }

  /** @param {number} count messages in my conversations that I have not looked at */
  set unread(count) {
    this.#unread = count;
    this.#show();
  }

  /** @param {string} call what has happened, in words @param {string} tag by which it can be called off */
  blink(call, tag) {
    this.#call = call;
    this.#tag = tag;
    if (document.hasFocus() || this.#timer) return;
    this.#timer = setInterval(() => {
      this.#isLit = !this.#isLit;
      this.#show();
    }, BLINK_MS);
  }

  /** What it was about is dealt with, by whomever. */
  callOff(tag) {
    if (tag === this.#tag) this.#calm();
  }

  #calm() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#isLit = false;
    this.#show();
  }

  #show() {
    const signs = [this.#waiting && SHELL.waits(this.#waiting), this.#unread && SHELL.unread(this.#unread)];
    const name = `${this.#view}｜${WORDS.product}`;
    if (this.#isLit) document.title = `● ${this.#call}`;
    else document.title = [...signs.filter(Boolean), name].join("｜");
  }
}
