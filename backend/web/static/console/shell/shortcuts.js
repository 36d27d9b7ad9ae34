// Keys for those who sit here all day. Single letters never act while somebody types, an IME composes or a dialog is open.

import { goTo } from "../core/router.js";

const SEQUENCE_MS = 1_200;
const VIEWS = { q: "queue", m: "mine", a: "all", t: "tickets", f: "feedback" };
const PAGE_KEYS = { j: "next", k: "previous", c: "claim", r: "reply", n: "note", Escape: "leave" };

export class Shortcuts {
  #pageOf;
  #onHelp;
  #sequenceEnds = 0;

  /**
   * @param {object} hooks
   * @param {() => {act?: (name: string) => boolean}|null} hooks.pageOf the screen that is shown; `act` answers whether it knew what to do
   * @param {() => void} hooks.onHelp
   */
  constructor({ pageOf, onHelp }) {
    this.#pageOf = pageOf;
    this.#onHelp = onHelp;
    addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (event.defaultPrevented || composes(event) || document.querySelector("dialog[open]")) return;
    if (event.altKey && /^Digit[123]$/.test(event.code)) {
      this.#act(event, `suggestion-${event.code.at(-1)}`);
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (!isTyping(event.target)) this.#letter(event);
    else if (event.key === "Escape") this.#leaveField(event);
  }

  /** The first Escape only ends the writing; what was written stays. */
  #leaveField(event) {
    event.target.blur();
    this.#act(event, "rest");
  }

  #letter(event) {
    const isSecond = performance.now() < this.#sequenceEnds;
    this.#sequenceEnds = 0;
    if (isSecond && VIEWS[event.key]) this.#take(event, () => goTo(VIEWS[event.key]));
    else if (event.key === "g") this.#sequenceEnds = performance.now() + SEQUENCE_MS;
    else if (event.key === "?" || event.key === "？") this.#take(event, this.#onHelp);
    else if (event.key === "s") this.#take(event, () => goTo("search"));
    else if (PAGE_KEYS[event.key]) this.#act(event, PAGE_KEYS[event.key]);
  }

  #act(event, name) {
    if (this.#pageOf()?.act?.(name)) event.preventDefault();
  }

  #take(event, act) {
    event.preventDefault();
    act();
  }
}

/** Whether a key belongs to an IME; 229: Safari ends the composition before the key event that ended it. */
export const composes = (event) => event.isComposing || event.keyCode === 229;

const isTyping = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
