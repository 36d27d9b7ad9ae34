import { h } from "../dom.js";
import { dayLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { card, facts } from "./parts.js";

/** @param {{replyAddress: (ticket: object) => Node}} hooks */
export function ticketCard(ticket, hooks) {
  return card("ticket", CARD_WORDS.ticket, [
    h("p", { class: "ticket-number" }, h("span", {}, CARD_WORDS.ticketNumber), h("strong", {}, ticket.number)),
    facts([
      [CARD_WORDS.ticketKind, ticket.kind_label],
      [CARD_WORDS.ticketStatus, ticket.status_label],
      [CARD_WORDS.openedOn, ticket.created_on && dayLabel(ticket.created_on)],
    ]),
    ...(ticket.asks_for_address ? [hooks.replyAddress(ticket)] : []),
  ]);
}
