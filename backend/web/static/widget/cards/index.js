// Structured content beside a message. An unknown type, or one with fields that don't fit, leaves the text alone: it
// says it all too.

import { contractsCard } from "./contracts.js";
import { dueDateCard } from "./due-date.js";
import { invoicesCard } from "./invoices.js";
import { ordersCard } from "./orders.js";
import { passwordResetCard } from "./password-reset.js";
import { ticketCard } from "./ticket.js";

const CARDS = {
  orders: ordersCard,
  contracts: contractsCard,
  invoices: invoicesCard,
  ticket: ticketCard,
  due_date: dueDateCard,
  password_reset: passwordResetCard,
  sign_in: (card, hooks) => hooks.signIn(card),
};

/** @returns {Node|null} */
export function cardNode(card, hooks) {
  if (!Object.hasOwn(CARDS, card.type)) return null;
  try {
    return CARDS[card.type](card, hooks);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
