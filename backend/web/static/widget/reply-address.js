// Where the answer to a ticket is to go, asked of who is not known: an address, which never becomes a message.

import { whileBusy } from "./busy-button.js";
import { h, icon } from "./dom.js";
import { ADDRESS_WORDS as WORDS } from "./words.js";

let serial = 0;

export class ReplyAddress {
  #give;
  #onGiven;

  /**
   * @param {object} hooks
   * @param {(email: string) => Promise<void>} hooks.give
   * @param {boolean} hooks.isGiven
   * @param {() => void} hooks.onGiven
   */
  constructor({ give, isGiven, onGiven }) {
    this.#give = give;
    this.#onGiven = onGiven;
    const names = `reply-address-${++serial}`;
    this.error = h("p", { class: "card-error", role: "alert", id: `${names}-error` });
    this.input = h("input", {
      id: names, type: "email", name: "email", autocomplete: "email", inputmode: "email", maxlength: "254", required: true,
      autocapitalize: "none", spellcheck: "false", "aria-describedby": `${names}-error ${names}-hint`,
    });
    this.button = h("button", { type: "submit", class: "primary" }, WORDS.give);
    this.form = h(
      "form",
      { novalidate: true },
      h("label", { for: names }, WORDS.label),
      this.input,
      h("p", { class: "card-hint", id: `${names}-hint` }, WORDS.hint),
      this.button,
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.element = h("div", { class: "reply-address" }, this.error, this.form);
    if (isGiven) this.#finish();
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
      this.#say(email ? WORDS.invalid : WORDS.empty);
      return;
    }
    this.#say("");
    await whileBusy(this.button, WORDS.giving, async () => {
      try {
        await this.#give(email);
      } catch (error) {
        this.#say(wordsFor(error));
        return;
      }
      this.#finish();
      this.#onGiven();
    });
  }

  #say(words) {
    this.error.textContent = words;
    this.input.setAttribute("aria-invalid", String(Boolean(words)));
    if (words) this.input.focus({ preventScroll: true });
  }

  #finish() {
    this.form.replaceWith(h("p", { class: "card-done" }, icon("check"), WORDS.done));
  }
}

function wordsFor(error) {
  if (error.status === 422) return WORDS.invalid;
  if (error.kind === "too_many") return WORDS.tooMany;
  return error.kind === "network" ? WORDS.network : WORDS.failed;
}
