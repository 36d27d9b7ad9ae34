// A ticket in one line, beside other things.

import { addressOf } from "../core/router.js";
import { h } from "../../widget/dom.js";

/** @param {{number: string, subject: string, kind_label: string, status: string, status_label: string, is_overdue: boolean}} ticket */
export function ticketLine(ticket) {
  return h("li", {},
    h("a", { class: "record-title", href: addressOf("tickets", "open", ticket.number) }, ticket.subject || ticket.kind_label),
    h("span", { class: ticket.is_overdue ? "chip bad" : "chip", "data-status": ticket.status }, ticket.status_label),
    h("span", { class: "soft" }, `${ticket.number}・${ticket.kind_label}`));
}
