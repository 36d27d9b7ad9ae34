import { dayLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { facts, heading, listCard } from "./parts.js";

export function ticketsCard({ tickets }) {
  return listCard("tickets", CARD_WORDS.tickets, tickets, (ticket) => [
    heading(ticket.kind_label, ticket),
    facts([
      [CARD_WORDS.ticketNumber, ticket.number],
      [CARD_WORDS.openedOn, ticket.created_on && dayLabel(ticket.created_on)],
    ]),
  ]);
}
