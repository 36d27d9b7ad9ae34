// When a usage month has to be paid, with the steps that lead there.

import { h } from "../dom.js";
import { monthLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { card } from "./parts.js";

export function dueDateCard({ results }) {
  return card("due-date", CARD_WORDS.dueDates, results.map(serviceNode));
}

function serviceNode(result) {
  const shared = [
    [CARD_WORDS.usageMonth, monthLabel(result.usage_month)],
    [CARD_WORDS.confirmed, result.confirmed_label],
  ];
  const closings = result.by_closing ?? [];
  const nodes = closings.length
    ? [steps(shared), ...closings.map(closingNode)]
    : [steps([...shared, ...ending(result)])];
  return h("div", { class: "card-item" }, h("p", { class: "item-name" }, result.service_label), ...nodes);
}

/** The closing is not known: what follows for each. */
function closingNode(closing) {
  return h("div", { class: "closing" }, h("p", { class: "closing-name" }, closing.closing_label), steps(ending(closing)));
}

const ending = ({ invoice_sent_label: sent, due_label: due }) => [
  [CARD_WORDS.invoiceSent, sent],
  [CARD_WORDS.due, due, true],
];

function steps(rows) {
  const items = rows
    .filter(([, value]) => value)
    .map(([name, value, isGoal]) =>
      h("li", { class: isGoal ? "step goal" : "step" }, h("span", { class: "step-name" }, name), h("span", { class: "step-value" }, value)),
    );
  return h("ol", { class: "steps" }, ...items);
}
