// When a usage month has to be paid, with the steps that lead there.

import { h } from "../dom.js";
import { monthLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { card } from "./parts.js";

export function dueDateCard({ results, payment_method: method }) {
  const nodes = results.map((result) => serviceNode(result, method));
  return card("due-date", CARD_WORDS.dueDates, nodes);
}

function serviceNode(result, method) {
  const shared = [
    [CARD_WORDS.usageMonth, monthLabel(result.usage_month)],
    [CARD_WORDS.confirmed, result.confirmed_label],
  ];
  const closings = result.by_closing ?? [];
  const nodes = closings.length
    ? [steps(shared), ...closings.map((closing) => closingNode(closing, method))]
    : [steps([...shared, ...ending(result, method)])];
  const name = h("p", { class: "item-name" }, result.service_label);
  const hint = !method && h("p", { class: "card-hint" }, CARD_WORDS.debitToo);
  return h("div", { class: "card-item" }, name, ...nodes, hint);
}

/** The closing is not known: what follows for each. */
function closingNode(closing, method) {
  const name = h("p", { class: "closing-name" }, closing.closing_label);
  return h("div", { class: "closing" }, name, steps(ending(closing, method)));
}

/** An invoice is sent for a bank transfer only; a direct debit has its own day instead. */
function ending({ invoice_sent_label: sent, due_label: due }, method) {
  if (method === "direct_debit") return [[CARD_WORDS.debit, due, true]];
  return [
    [CARD_WORDS.invoiceSent, sent && !method ? CARD_WORDS.forTransfer(sent) : sent],
    [CARD_WORDS.due, due, true],
  ];
}

function steps(rows) {
  const items = rows
    .filter(([, value]) => value)
    .map(([name, value, isGoal]) =>
      h("li", { class: isGoal ? "step goal" : "step" }, h("span", { class: "step-name" }, name), h("span", { class: "step-value" }, value)),
    );
  return h("ol", { class: "steps" }, ...items);
}
