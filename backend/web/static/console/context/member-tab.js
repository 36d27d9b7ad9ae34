// The member's card. Opening it is written to the audit log, so it opens when somebody asks for it, not by itself.

import { addressOf } from "../core/router.js";
import { at } from "../core/api.js";
import { dayLabel, yenLabel } from "../../widget/format.js";
import { emptyState, fill } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { momentLabel } from "../core/format.js";
import { ticketLine } from "../tickets/ticket-line.js";
import { CONTEXT } from "../words/context.js";
import { WORDS } from "../words/common.js";

export class MemberTab {
  #services;
  #shownId;

  constructor(services) {
    this.#services = services;
    this.element = h("div", { class: "panel" });
  }

  /** @param {{id: number, name: string, login_id: string}|null} member whoever proved to be behind the conversation */
  show(member) {
    const id = member?.id ?? null;
    if (id === this.#shownId) return;
    this.#shownId = id;
    if (!member) {
      this.element.replaceChildren(emptyState("mine", ...CONTEXT.noMember));
      return;
    }
    const open = () => this.#open(id);
    this.element.replaceChildren(
      h("p", { class: "member-name" }, h("strong", {}, member.name), h("span", { class: "soft" }, member.login_id)),
      h("p", { class: "soft" }, CONTEXT.memberLogged),
      h("button", { type: "button", class: "button primary", onclick: open }, icon("mine"), CONTEXT.openMember),
    );
  }

  async #open(id) {
    await fill(this.element, () => this.#services.api.get(at("members", id)), (card) => this.#card(card), 6);
    this.element.focus();
  }

  #card(card) {
    return [
      h("p", { class: "member-name" }, h("strong", {}, card.name), ...badges(card)),
      this.#facts(card),
      part(CONTEXT.orders, card.orders.map((order) => record(order.number, order.service_label, order.status_label, dayLabel(order.ordered_on)))),
      part(CONTEXT.contracts, card.contracts.map((contract) => record(contract.number, contract.service_label, contract.status_label))),
      part(CONTEXT.invoices, card.invoices.map((invoice) => record(invoice.number, invoice.service_label, invoice.status_label, yenLabel(invoice.amount), invoice.due_label))),
      part(CONTEXT.tickets, card.tickets.map((ticket) => ticketLine(ticket))),
      part(CONTEXT.earlier, card.conversations.map(conversationLine)),
    ];
  }

  #facts(card) {
    const hidden = (field) => this.#services.personalData.nodes(card[field]);
    const rows = [
      [CONTEXT.loginId, [card.login_id]],
      [CONTEXT.company, [card.company]],
      [CONTEXT.email, hidden("email")],
      [CONTEXT.phone, hidden("phone")],
      [CONTEXT.address, hidden("address")],
      [CONTEXT.registered, [card.registered_on && dayLabel(card.registered_on)]],
      [CONTEXT.paid, [card.paid?.status_label]],
    ];
    const shown = rows.filter(([, content]) => content.some(Boolean));
    return h("dl", { class: "facts" }, ...shown.flatMap(([name, content]) => [h("dt", {}, name), h("dd", {}, ...content)]));
  }
}

function badges(card) {
  const locked = card.is_locked && [CONTEXT.locked, card.locked_on && CONTEXT.lockedOn(dayLabel(card.locked_on))].filter(Boolean).join("・");
  return [
    locked && h("span", { class: "chip bad" }, icon("lock"), locked),
    card.is_withdrawn && h("span", { class: "chip bad" }, CONTEXT.withdrawn),
  ].filter(Boolean);
}

function part(title, rows) {
  const content = rows.length ? h("ul", { class: "record-list" }, ...rows) : h("p", { class: "soft" }, CONTEXT.none);
  const count = h("span", { class: "count" }, String(rows.length));
  return h("details", { class: "panel-part", open: rows.length > 0 && rows.length <= 5 }, h("summary", {}, h("h3", {}, title), count), content);
}

function record(number, ...rest) {
  const [title, status, ...details] = rest.filter(Boolean);
  return h("li", {}, h("span", { class: "record-title" }, title), h("span", { class: "chip" }, status), h("span", { class: "soft" }, [number, ...details].join("・")));
}

function conversationLine(summary) {
  const state = summary.ended_at ? WORDS.ended : WORDS.owners[summary.owner];
  return h("li", {}, h("a", { href: addressOf("all", summary.id) }, momentLabel(summary.created_at)), h("span", { class: "chip" }, state), summary.reason_label && h("span", { class: "soft" }, summary.reason_label));
}
