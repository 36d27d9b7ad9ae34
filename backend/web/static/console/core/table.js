// A table with a name, in a frame that scrolls sideways on small screens.

import { h } from "../../widget/dom.js";

/**
 * @param {string} caption
 * @param {string[]} columns
 * @param {(Node|string|null)[][][]} rows cells are lists of what stands in them; the first is the row's name
 */
export function table(caption, columns, rows) {
  return h("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {},
      h("caption", { class: "visually-hidden" }, caption),
      h("thead", {}, h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows.map(row))));
}

function row([name, ...cells]) {
  return h("tr", {}, h("th", { scope: "row" }, ...name), ...cells.map((content) => h("td", {}, ...content)));
}
