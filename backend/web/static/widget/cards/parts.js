// What the cards are put together from.

import { h } from "../dom.js";
import { CARD_WORDS } from "../words.js";

/** A named group, no landmark: one conversation can show the same card many times. @param {Array<Node|null>} content */
export function card(kind, title, content) {
  const attributes = { class: `card ${kind}`, role: "group", "aria-label": title };
  return h("div", attributes, h("h3", { class: "card-title" }, title), ...content);
}

// Of a longer list, so many are in sight at first.
const FIRST = 3;

/** A card that lists things; none if there is nothing to list. */
export function listCard(kind, title, things, itemOf) {
  if (!things.length) return null;
  const items = things.map((thing) => h("li", { class: "card-item" }, ...itemOf(thing)));
  const rest = items.length > FIRST + 1 ? items.splice(FIRST) : [];
  return card(kind, title, [list(items), rest.length ? more(rest) : null]);
}

const list = (items) => h("ul", { class: "card-items" }, ...items);

const more = (items) =>
  h("details", { class: "more" }, h("summary", {}, CARD_WORDS.more(items.length)), list(items));

/** What an order, contract, invoice … is called, and how it stands. */
export function heading(name, { status_label: status, is_trial: isTrial }) {
  return h(
    "div",
    { class: "item-head" },
    h("span", { class: "item-name" }, name),
    h(
      "span",
      { class: "tags" },
      isTrial && h("span", { class: "tag" }, CARD_WORDS.trial),
      status && h("span", { class: "status" }, status),
    ),
  );
}

/** @param {Array<[string, string|null|undefined]>} rows those without a value are left out; none left is no list */
export function facts(rows) {
  const pairs = rows.filter(([, value]) => value);
  if (!pairs.length) return null;
  const nodes = pairs.map(([name, value]) => h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, ...breakable(value))));
  return h("dl", { class: "facts" }, ...nodes);
}

/** A period breaks after its ～ and nowhere else. */
function breakable(value) {
  const [start, end] = value.split("～");
  return end ? [`${start}～`, h("wbr"), end] : [value];
}
