// The buttons under a message. What is pressed is said to whoever speaks at that moment: so they rest while a person is
// there, and for good once a person has spoken after them, for the bot remembers nothing from before.

import { h } from "./dom.js";
import { CHOICES_REST_WORDS, WORDS } from "./words.js";

/** @typedef {"person"|"past"} Rest why buttons can't be pressed: a person is there, or was there after them */

/** What each button that rests is described by; stands outside of the log, where new words are read out. */
export class RestReasons {
  constructor() {
    const reasons = Object.keys(CHOICES_REST_WORDS.standard);
    this.element = h("div", { hidden: true }, ...reasons.map((rest) => h("p", { id: idOf(rest) })));
  }

  /** @param {"standard"|"easy"} style that the conversation is in */
  set style(style) {
    for (const [rest, words] of Object.entries(CHOICES_REST_WORDS[style])) {
      this.element.querySelector(`#${idOf(rest)}`).textContent = words;
    }
  }
}

const idOf = (rest) => `choices-rest-${rest}`;

export class ChoiceList {
  #buttons;
  #whileWaiting = [];
  /** @type {Rest|null} */
  #rest = null;
  #words = "";

  /**
   * @param {import("./api.js").Choice[]} choices
   * @param {(choice: import("./api.js").Choice) => void} onChoice
   */
  constructor(choices, onChoice) {
    const items = choices.map((choice) => this.#item(choice, onChoice));
    this.list = h("ul", { class: "choices", "aria-label": WORDS.choices }, ...items);
    this.note = h("p", { class: "choices-note" });
    this.element = h("div", { class: "choices-holder" }, this.list);
    this.#buttons = Array.from(this.list.querySelectorAll("button"));
  }

  /**
   * @param {object} now
   * @param {Rest|null} now.rest
   * @param {boolean} now.isWaiting whether there is a call for a person to call off
   * @param {"standard"|"easy"} now.style
   */
  update({ rest, isWaiting, style }) {
    if (rest !== this.#rest) this.note.remove();
    this.#rest = rest;
    this.#words = rest && CHOICES_REST_WORDS[style][rest];
    for (const button of this.#buttons) setResting(button, rest);
    for (const item of this.#whileWaiting) item.hidden = !isWaiting;
    this.element.hidden = this.#whileWaiting.length === this.#buttons.length && !isWaiting;
  }

  #item(choice, onChoice) {
    const press = () => {
      if (this.#rest) this.#sayWhy();
      else onChoice(choice);
    };
    const item = h("li", {}, h("button", { type: "button", class: "choice", onclick: press }, choice.title));
    if (choice.calls_off) this.#whileWaiting.push(item);
    return item;
  }

  #sayWhy() {
    this.note.textContent = this.#words;
    this.element.append(this.note);
  }
}

function setResting(button, rest) {
  if (rest) {
    button.setAttribute("aria-disabled", "true");
    button.setAttribute("aria-describedby", idOf(rest));
  } else {
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-describedby");
  }
}
