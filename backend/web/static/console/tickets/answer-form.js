// An answer by mail: written, looked at as it will arrive, then sent.

import { clientId } from "../../widget/client-id.js";
import { field, runForm, submitButton } from "../core/forms.js";
import { h } from "../../widget/dom.js";
import { openDialog } from "../core/dialog.js";
import { TICKETS } from "../words/tickets.js";

const LONGEST = 4000;

export class AnswerForm {
  #ticket;
  #send;
  // One letter, however often it is tried.
  #key = clientId();

  /** @param {(body: {text: string, close: boolean}, key: string) => Promise<void>} send */
  constructor(ticket, send) {
    this.#ticket = ticket;
    this.#send = send;
    this.text = h("textarea", { name: "text", rows: "6", maxlength: LONGEST, required: true });
    this.close = h("input", { type: "checkbox", name: "close" });
    this.element = ticket.answer_goes_to ? this.#form() : h("section", { class: "sheet" }, h("h3", {}, TICKETS.answerTitle), h("p", { class: "soft" }, TICKETS.noAddress));
  }

  #form() {
    const form = h("form", { class: "form sheet", oninput: () => form.setAttribute("data-touched", "") },
      h("h3", {}, TICKETS.answerTitle),
      h("p", { class: "soft" }, TICKETS.answerTo(this.#ticket.answer_goes_to)),
      field(TICKETS.answerText, this.text, TICKETS.answerBegins(this.#ticket.answer_addressee)),
      h("label", { class: "choice" }, this.close, TICKETS.answerClose),
      submitButton(TICKETS.preview));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.text.value.trim()) this.#preview();
    });
    return form;
  }

  #preview() {
    openDialog({ title: TICKETS.previewTitle, width: "wide", content: (close) => [this.#letter(), this.#sendForm(close)] });
  }

  #letter() {
    const { number, answer_goes_to: to, answer_addressee: addressee } = this.#ticket;
    return h("div", { class: "letter" },
      h("dl", { class: "facts" }, h("dt", {}, TICKETS.to), h("dd", {}, to), h("dt", {}, TICKETS.subject), h("dd", {}, TICKETS.subjectWords(number))),
      h("p", { class: "text" }, `${addressee}\n\n${TICKETS.opening(number)}\n\n${this.text.value.trim()}`),
      h("p", { class: "soft" }, TICKETS.closing));
  }

  #sendForm(close) {
    const edit = h("button", { type: "button", class: "button", onclick: close }, TICKETS.edit);
    const form = h("form", {}, h("div", { class: "dialog-actions" }, edit, submitButton(this.close.checked ? TICKETS.sendAndClose : TICKETS.sendMail, { "data-first": true })));
    runForm(form, async () => {
      await this.#send({ text: this.text.value.trim(), close: this.close.checked }, this.#key);
      close();
    });
    return form;
  }
}
