// Tickets of this conversation, and making one for what is to be done later.

import { at } from "../core/api.js";
import { emptyState, fill } from "../core/states.js";
import { field, runForm, select, submitButton } from "../core/forms.js";
import { h } from "../../widget/dom.js";
import { openDialog } from "../core/dialog.js";
import { ticketLine } from "../tickets/ticket-line.js";
import { CONTEXT } from "../words/context.js";
import { TICKETS } from "../words/tickets.js";
import { WORDS } from "../words/common.js";

const LONGEST_BODY = 4000;
// Of these somebody has to say whose account it is about.
const ABOUT_AN_ACCOUNT = ["unlock", "reset_help"];

export class TicketsTab {
  #services;
  #id;

  constructor(services, id) {
    this.#services = services;
    this.#id = id;
    this.list = h("div");
    const make = h("button", { type: "button", class: "button", onclick: () => this.#openForm() }, CONTEXT.newTicket);
    this.element = h("div", { class: "panel" }, this.list, make);
  }

  open() {
    const { api } = this.#services;
    return fill(this.list, () => api.get(at("tickets"), { view: "all", conversation: this.#id }), ({ tickets }) =>
      tickets.length ? [h("ul", { class: "record-list" }, ...tickets.map(ticketLine))] : [emptyState("tickets", ...CONTEXT.noTickets)],
    );
  }

  #openForm() {
    openDialog({ title: CONTEXT.newTicket, content: (close) => [this.#form(close)] });
  }

  #form(close) {
    const kind = select("kind", Object.entries(TICKETS.kinds), "contact");
    const body = h("textarea", { name: "body", rows: "6", maxlength: LONGEST_BODY, required: true, "data-first": true });
    const login = h("input", { type: "text", name: "login_id", maxlength: "254", autocomplete: "off" });
    const loginRow = field(CONTEXT.ticketLogin, login);
    const isAboutAccount = () => ABOUT_AN_ACCOUNT.includes(kind.value);
    const follow = () => (loginRow.hidden = !isAboutAccount());
    kind.addEventListener("change", follow);
    follow();
    const form = h("form", { class: "form" }, field(CONTEXT.ticketKind, kind), loginRow, field(CONTEXT.ticketBody, body),
      h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", onclick: close }, WORDS.cancel), submitButton(CONTEXT.create)));
    runForm(form, async () => {
      const { api, toasts } = this.#services;
      const asked = { kind: kind.value, body: body.value.trim() };
      if (isAboutAccount() && login.value.trim()) asked.login_id = login.value.trim();
      const ticket = await api.post(at("conversations", this.#id, "tickets"), asked);
      close();
      toasts.say(CONTEXT.ticketMade(ticket.number));
      await this.open();
    });
    return form;
  }
}
