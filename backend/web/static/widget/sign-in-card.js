// Proving who one is: login id, then the code that was sent. Neither ever becomes a message.

import { h, icon } from "./dom.js";
import { SIGN_IN_WORDS as WORDS } from "./words.js";

let serial = 0;

export class SignInCard {
  #start;
  #confirm;
  #onSignedIn;
  #demoMailbox;
  #loginId = "";
  #busy = false;
  #isOver = false;
  #names = `sign-in-${++serial}`;

  /**
   * @param {object} hooks
   * @param {"login_id"|"code"} hooks.step
   * @param {(loginId: string) => Promise<void>} hooks.start
   * @param {(code: string) => Promise<void>} hooks.confirm
   * @param {() => void} hooks.onSignedIn
   * @param {string|null} hooks.demoMailbox
   */
  constructor({ step, start, confirm, onSignedIn, demoMailbox }) {
    this.#start = start;
    this.#confirm = confirm;
    this.#onSignedIn = onSignedIn;
    this.#demoMailbox = demoMailbox;
    this.content = h("div", { class: "sign-in-step" });
    this.error = h("p", { class: "card-error", role: "alert", id: `${this.#names}-error` });
    this.element = h("div", { class: "card sign-in", role: "group", "aria-label": WORDS.title });
    this.element.append(h("h3", { class: "card-title" }, icon("lock"), WORDS.title), this.error, this.content);
    // Not for buttons: one that moves away under the pointer is missed.
    this.element.addEventListener("focusin", ({ target }) => target.matches("input") && this.#keepInSight(target));
    if (step === "code") this.#showCode("");
    else this.#showLoginId();
  }

  complete() {
    this.#finish("done", h("p", { class: "card-done" }, icon("check"), WORDS.done));
  }

  /** Another card has taken over, or the conversation is over. */
  retire() {
    this.#finish("retired", h("p", { class: "card-note" }, WORDS.retired));
  }

  #finish(state, node) {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#loginId = "";
    this.element.dataset.state = state;
    this.content.replaceChildren(node);
    this.#say("");
  }

  #showLoginId() {
    this.element.dataset.state = "login_id";
    const field = this.#field(WORDS.loginId, {
      name: "username", autocomplete: "username", autocapitalize: "none", spellcheck: "false", maxlength: "254",
      value: this.#loginId,
    });
    const submit = h("button", { type: "submit", class: "primary" }, WORDS.sendCode);
    this.#show(this.#form([field.label, field.input, submit], () => this.#sendCode(field.input, submit, WORDS.sent)));
    return field.input;
  }

  #showCode(notice) {
    this.element.dataset.state = "code";
    const field = this.#field(WORDS.code, {
      name: "one-time-code", autocomplete: "one-time-code", inputmode: "numeric", maxlength: "12", class: "code",
    });
    const submit = h("button", { type: "submit", class: "primary" }, WORDS.confirm);
    const form = this.#form(
      [
        h("p", { class: "card-note", role: "status" }, notice),
        field.label,
        field.input,
        h("p", { class: "card-hint" }, WORDS.codeHint),
        submit,
      ],
      () => this.#sendConfirmation(field.input, submit),
    );
    this.#show(form, this.#otherWays());
    return field.input;
  }

  #otherWays() {
    const resend = h("button", { type: "button", class: "quiet" }, WORDS.resend);
    resend.addEventListener("click", () => this.#sendCode(null, resend, WORDS.resent));
    const back = h("button", { type: "button", class: "quiet" }, WORDS.changeId);
    back.addEventListener("click", () => this.#busy || this.#focus(this.#showLoginId()));
    const mailbox =
      this.#demoMailbox && h("a", { href: this.#demoMailbox, target: "_blank", rel: "noopener" }, WORDS.mailbox);
    // Which login id it was is not kept over a reload: then it has to be typed again.
    return h("div", { class: "card-ways" }, this.#loginId && resend, back, mailbox);
  }

  async #sendCode(input, button, notice) {
    const loginId = input ? input.value.trim() : this.#loginId;
    if (!loginId) {
      this.#say(WORDS.emptyId, input);
      return;
    }
    await this.#while(button, WORDS.sendingCode, async () => {
      try {
        await this.#start(loginId);
      } catch (error) {
        this.#say(error.kind === "too_many" ? WORDS.tooManyCodes : this.#trouble(error), input);
        return;
      }
      this.#loginId = loginId;
      if (!this.#isOver) this.#focus(this.#showCode(notice));
    });
  }

  async #sendConfirmation(input, button) {
    const code = input.value.normalize("NFKC").replace(/[^0-9]/g, "");
    if (!code) {
      this.#say(WORDS.emptyCode, input);
      return;
    }
    await this.#while(button, WORDS.confirming, async () => {
      try {
        await this.#confirm(code);
      } catch (error) {
        input.value = "";
        const words = { 422: WORDS.wrong, 429: WORDS.tooManyTries }[error.status];
        this.#say(words ?? this.#trouble(error), input);
        return;
      }
      this.complete();
      this.#onSignedIn();
    });
  }

  #trouble(error) {
    return error.kind === "network" ? WORDS.network : WORDS.server;
  }

  async #while(button, words, act) {
    if (this.#busy) return;
    this.#busy = true;
    const before = button.textContent;
    button.textContent = words;
    button.setAttribute("aria-disabled", "true"); // not `disabled`: that would throw the focus away
    this.#say("");
    try {
      await act();
    } finally {
      this.#busy = false;
      button.textContent = before;
      button.removeAttribute("aria-disabled");
    }
  }

  #field(words, attributes) {
    const id = `${this.#names}-${attributes.name}`;
    const described = { "aria-describedby": this.error.id };
    const input = h("input", { id, type: "text", required: true, ...described, ...attributes });
    return { label: h("label", { for: id }, words), input };
  }

  #form(children, onSubmit) {
    const form = h("form", { novalidate: true }, ...children);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      onSubmit();
    });
    return form;
  }

  #show(...children) {
    this.#say("");
    this.content.replaceChildren(...children);
  }

  #focus(input) {
    input.focus({ preventScroll: true });
    this.#keepInSight(input);
  }

  /** As much of the card as fits: the button and an error belong to the field. */
  #keepInSight(input) {
    const room = this.element.closest(".log")?.clientHeight ?? 0;
    const shown = this.element.offsetHeight <= room ? this.element : input;
    shown.scrollIntoView({ block: "nearest" });
  }

  #say(words, input) {
    this.error.textContent = words;
    for (const field of this.content.querySelectorAll("input")) field.removeAttribute("aria-invalid");
    if (!words || !input) return;
    input.setAttribute("aria-invalid", "true");
    this.#focus(input);
  }
}
