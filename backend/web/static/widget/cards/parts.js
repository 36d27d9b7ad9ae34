// What the cards are put together from.

import { h } from "../dom.js";
import { CARD_WORDS } from "../words.js";

/** @param {Node[]} content */
export function card(kind, title, content) {
  return h("section", { class: `card ${kind}`, "aria-label": title }, h("h3", { class: "card-title" }, title), ...content);
}

/** A card that lists things; none if there is nothing to list. */
export function listCard(kind, title, things, itemOf) {
  if (!things.length) return null;
  const items = things.map((thing) => h("li", { class: "card-item" }, ...itemOf(thing)));
  return card(kind, title, [h("ul", { class: "card-items" }, ...items)]);
}

/** Name and status of an order, contract or invoice. */
export function heading({ service_label: service, status_label: status, is_trial: isTrial }) {
  return h(
    "div",
    { class: "item-head" },
    h("span", { class: "item-name" }, service),
    h(
      "span",
      { class: "tags" },
      isTrial && h("span", { class: "tag" }, CARD_WORDS.trial),
      status && h("span", { class: "status" }, status),
    ),
  );
}

/** @param {Array<[string, string|null|undefined]>} rows those without a value are left out */
export function facts(rows, classes = "") {
  const pairs = rows.filter(([, value]) => value);
  const nodes = pairs.map(([name, value]) => h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, value)));
  return h("dl", { class: `facts ${classes}` }, ...nodes);
}
