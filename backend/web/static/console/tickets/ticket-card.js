// A ticket in the list: what it is, whose turn it is, how long there is.

import { addressOf } from "../core/router.js";
import { h } from "../../widget/dom.js";
import { momentLabel } from "../core/format.js";
import { plainText } from "../core/parts.js";
import { TICKETS } from "../words/tickets.js";

/** @param {object} ticket @param {string} view @param {boolean} isOpen */
export function ticketCard(ticket, view, isOpen) {
  const link = h("a", { class: "card-link", href: addressOf("tickets", view, ticket.number), "aria-current": isOpen && "true" },
    h("span", { class: "card-head" },
      h("strong", { class: "card-name" }, ticket.subject),
      h("span", { class: "card-time" }, ticket.number)),
    h("span", { class: "card-words" }, plainText(ticket.about)),
    h("span", { class: "card-of" }, [ticket.kind_label, ticket.member?.name].filter(Boolean).join("・")),
    h("span", { class: "card-foot" },
      h("span", { class: "chip", "data-status": ticket.status }, ticket.status_label),
      ticket.awaits_approval && h("span", { class: "chip warn" }, TICKETS.awaitsApproval),
      h("span", { class: "chip" }, ticket.assignee?.name ?? TICKETS.unassigned),
      time(ticket)));
  return h("li", { class: "conversation-card ticket-card", "data-overdue": ticket.is_overdue }, link);
}

function time(ticket) {
  if (ticket.closed_at) return h("span", { class: "chip" }, TICKETS.closedAt(momentLabel(ticket.closed_at)));
  if (!ticket.due_at) return null;
  const words = ticket.is_overdue ? TICKETS.overdue : TICKETS.due;
  return h("span", { class: ticket.is_overdue ? "chip bad" : "chip" }, words(momentLabel(ticket.due_at)));
}
