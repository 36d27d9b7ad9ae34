import { h } from "../dom.js";
import { yenLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { facts, heading, listCard } from "./parts.js";

export function invoicesCard({ invoices }) {
  return listCard("invoices", CARD_WORDS.invoices, invoices, (invoice) => [
    heading(invoice.service_label, invoice),
    h("p", { class: "amount" }, yenLabel(invoice.amount)),
    facts([
      [CARD_WORDS.due, invoice.due_label],
      [CARD_WORDS.usagePeriod, invoice.usage_period_label],
      [CARD_WORDS.confirmed, invoice.confirmed_label],
      [CARD_WORDS.invoiceNumber, invoice.number],
    ]),
  ]);
}
