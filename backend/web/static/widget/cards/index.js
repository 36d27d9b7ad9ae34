// Structured content beside a message. An unknown type, or one with fields that don't fit, leaves the text alone: it
// says it all too.

import { h, icon } from "../dom.js";
import { contractsCard } from "./contracts.js";
import { dueDateCard } from "./due-date.js";
import { invoicesCard } from "./invoices.js";
import { ordersCard } from "./orders.js";
import { paidScreeningCard } from "./paid-screening.js";
import { passwordResetCard } from "./password-reset.js";
import { ticketCard } from "./ticket.js";
import { ticketsCard } from "./tickets.js";

const CARDS = {
  orders: ordersCard,
  contracts: contractsCard,
  invoices: invoicesCard,
  paid_screening: paidScreeningCard,
  ticket: ticketCard,
  tickets: ticketsCard,
  due_date: dueDateCard,
  password_reset: passwordResetCard,
  sign_in: (card, hooks) => hooks.signIn(card),
};

// These show everything that their text lists.
const LISTS = new Set(["orders", "contracts", "invoices", "tickets", "paid_screening", "due_date"]);
const LISTED = /^[・　【［]/;

/** What to say beside a card that is shown: beside a list, only what stands around it (docs/architecture.md). */
export function textBeside(card, text) {
  const isLookedUp = card.type === "ticket" && card.created_on; // beside one just opened, the text lists what is next
  if (!LISTS.has(card.type) && !isLookedUp) return text;
  const around = text.split("\n").filter((line) => !LISTED.test(line));
  return around.join("\n").replace(/\n{3,}/g, "\n\n").trim() || text;
}

/** What was shown of the member's own, and how they had proven who they are. */
const receipt = (words) => h("p", { class: "receipt" }, icon("lock"), words);

/** @returns {Node|null} */
export function cardNode(card, hooks) {
  if (!Object.hasOwn(CARDS, card.type)) return null;
  try {
    const node = CARDS[card.type](card, hooks);
    if (card.receipt) node?.append(receipt(card.receipt));
    return node;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
