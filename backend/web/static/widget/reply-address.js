// Where the answer to a ticket is to go, asked of who is not known: an address, which never becomes a message.

import { whileBusy } from "./busy-button.js";
import { h, icon } from "./dom.js";
import { ADDRESS_WORDS } from "./words.js";

let serial = 0;

export class ReplyAddress {
  #give;
  #onGiven;
  #words;
  /** @type {string} the key of what is said to be wrong; empty if nothing is */
  #problem = "";

  /**
   * @param {object} hooks
   * @param {(email: string) => Promise<void>} hooks.give
   * @param {boolean} hooks.isGiven
   * @param {() => void} hooks.onGiven
   * @param {"standard"|"easy"} hooks.style that the conversation is in
   */
  constructor({ give, isGiven, onGiven, style }) {
    this.#give = give;
    this.#onGiven = onGiven;
    const names = `reply-address-${++serial}`;
    this.error = h("p", { class: "card-error", role: "alert", id: `${names}-error` });
    this.input = h("input", {
      id: names, type: "email", name: "email", autocomplete: "email", inputmode: "email", maxlength: "254", required: true,
      autocapitalize: "none", spellcheck: "false", "aria-describedby": `${names}-error ${names}-hint`,
    });
    this.button = h("button", { type: "submit", class: "primary" });
    this.label = h("label", { for: names });
    this.hint = h("p", { class: "card-hint", id: `${names}-hint` });
    this.done = h("span");
    this.form = h("form", { novalidate: true }, this.label, this.input, this.hint, this.button);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.element = h("div", { class: "reply-address" }, this.error, this.form);
    this.style = style;
    if (isGiven) this.#finish();
  }

  /** @param {"standard"|"easy"} style that the conversation is in */
  set style(style) {
    this.#words = ADDRESS_WORDS[style];
    this.label.textContent = this.#words.label;
    this.hint.textContent = this.#words.hint;
    this.done.textContent = this.#words.done;
    if (!this.button.hasAttribute("aria-disabled")) this.button.textContent = this.#words.give;
    if (this.#problem) this.error.textContent = this.#words[this.#problem];
  }

  focus() {
    this.input.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** Whether it still waits for an address. */
  get isOpen() {
    return this.form.isConnected;
  }

  async #submit() {
    // As an IME leaves it, in full width, it is the same address.
    const email = this.input.value.normalize("NFKC").trim();
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
      this.#say(email ? "invalid" : "empty");
      return;
    }
    this.#say("");
    await whileBusy(this.button, this.#words.giving, async () => {
      try {
        await this.#give(email);
      } catch (error) {
        this.#say(problemOf(error));
        return;
      }
      this.#finish();
      this.#onGiven();
    });
  }

  #say(problem) {
    this.#problem = problem;
    this.error.textContent = problem && this.#words[problem];
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    if (problem) this.input.focus({ preventScroll: true });
  }

  #finish() {
    this.form.replaceWith(h("p", { class: "card-done" }, icon("check"), this.done));
  }
}

/** @returns {string} the key of what is said about it */
function problemOf(error) {
  if (error.status === 422) return "invalid";
  if (error.kind === "too_many") return "tooMany";
  return error.kind === "network" ? "network" : "failed";
}
