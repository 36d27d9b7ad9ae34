// Unlocking is a piece of work: what was asked, what matched. The server decides whether that is enough.

import { at } from "../core/api.js";
import { clientId } from "../../widget/client-id.js";
import { fill } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { runForm, submitButton } from "../core/forms.js";
import { TICKETS } from "../words/tickets.js";

const LONGEST_NOTE = 200;

export class UnlockForm {
  #services;
  #ticket;
  #rows;

  /** @param {(body: {checks: object[]}, key: string) => Promise<void>} unlock */
  constructor(services, ticket, unlock) {
    this.#services = services;
    this.#ticket = ticket;
    this.#rows = ticket.checklist.map((item) => new CheckRow(item));
    this.nothing = h("p", { class: "form-problem", role: "alert" });
    this.element = h("form", { class: "form sheet unlock", oninput: () => this.element.setAttribute("data-touched", "") },
      h("h3", {}, TICKETS.unlockTitle),
      h("p", {}, lead(ticket)),
      this.#register(),
      ...this.#rows.map((row) => row.element),
      this.nothing,
      submitButton(ticket.unlock_needs_approval ? TICKETS.unlockAsk : TICKETS.unlock));
    runForm(this.element, () => this.#send(unlock));
  }

  async #send(unlock) {
    const checks = this.#rows.map((row) => row.value);
    this.nothing.textContent = checks.some((check) => check.asked) ? "" : TICKETS.unlockEmpty;
    // Another try may say something else: only the same answers are the same act.
    if (!this.nothing.textContent) await unlock({ checks }, clientId());
  }

  /** What the register says, beside the questions; opening it is in the audit log. */
  #register() {
    const { member } = this.#ticket.requested ?? {};
    if (!member) return h("p", { class: "soft" }, TICKETS.requestedUnknown);
    const place = h("div", { class: "register" });
    const open = () => fill(place, () => this.#services.api.get(at("members", member.id)), (card) => this.#compare(card), 2);
    place.append(h("button", { type: "button", class: "button", onclick: open }, icon("eye"), TICKETS.compare), h("p", { class: "soft" }, TICKETS.compareLead));
    return place;
  }

  #compare(card) {
    for (const row of this.#rows) row.compareWith(card, this.#services.personalData);
    return [];
  }
}

function lead({ awaits_approval: isAsked, unlock_needs_approval: isForTwo }) {
  if (isAsked) return TICKETS.unlockAgainLead;
  return isForTwo ? TICKETS.unlockAskLead : TICKETS.unlockLead;
}

class CheckRow {
  #key;

  constructor({ key, label, question }) {
    this.#key = key;
    this.register = h("p", { class: "check-register", hidden: true });
    this.note = h("input", { type: "text", maxlength: LONGEST_NOTE, autocomplete: "off", placeholder: TICKETS.checkNote, "aria-label": `${label}：${TICKETS.checkNote}` });
    const results = Object.entries(TICKETS.results).map(([value, words]) =>
      h("label", { class: `choice result-${value}` }, h("input", { type: "radio", name: `check-${key}`, value, checked: value === "none" }), words));
    this.results = h("div", { class: "check-results" }, ...results);
    this.element = h("fieldset", { class: "check" }, h("legend", {}, label), h("p", { class: "soft" }, question), this.register, this.results, this.note);
  }

  get value() {
    const result = this.results.querySelector("input:checked").value;
    return { key: this.#key, asked: result !== "none", matched: result === "yes", note: this.note.value.trim() };
  }

  compareWith(card, personalData) {
    const content = this.#key === "account" ? [...card.contracts, ...card.orders].map(({ service_label: name }) => name).join("・") : card[this.#key];
    if (!content?.length) return;
    const nodes = Array.isArray(content) ? personalData.nodes(content) : [content];
    this.register.replaceChildren(h("span", { class: "soft" }, `${TICKETS.registered}：`), ...nodes);
    this.register.hidden = false;
  }
}
