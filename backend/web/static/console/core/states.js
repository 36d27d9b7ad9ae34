// What a place shows while it has nothing to show: loading, empty, not working.

import { h } from "../../widget/dom.js";
import { icon } from "./icons.js";
import { WORDS } from "../words/common.js";
import { problemWords } from "../words/problems.js";

/** Grey lines in the shape of what is coming. */
export function skeleton(rows = 4) {
  const lines = Array.from({ length: rows }, () => h("div", { class: "skeleton-row", "aria-hidden": "true" }, h("i"), h("i")));
  return h("div", { class: "skeleton", role: "status" }, h("span", { class: "visually-hidden" }, WORDS.loading), ...lines);
}

/** @param {import("./icons.js").icon extends (name: infer N) => unknown ? N : string} name of an icon */
export function emptyState(name, title, text = "") {
  return h("div", { class: "empty-state" }, h("span", { class: "empty-mark" }, icon(name)), h("p", { class: "empty-title" }, title), text && h("p", {}, text));
}

export function errorState(error, retry) {
  return h("div", { class: "empty-state error-state", role: "alert" },
    h("span", { class: "empty-mark" }, icon("warning")),
    h("p", { class: "empty-title" }, WORDS.notLoaded),
    h("p", {}, problemWords(error)),
    h("button", { type: "button", class: "button", onclick: retry }, WORDS.tryAgain),
  );
}

/**
 * Fill a place with what is fetched: skeleton, then content, or the error with a way to try again.
 * @template T
 * @param {HTMLElement} place
 * @param {() => Promise<T>} fetch
 * @param {(found: T) => (Node|string)[]} show
 */
export async function fill(place, fetch, show, rows = 4) {
  const turn = (place.dataset.turn = String(Number(place.dataset.turn ?? 0) + 1));
  place.replaceChildren(skeleton(rows));
  let children;
  try {
    children = show(await fetch());
  } catch (error) {
    if (!error.kind) throw error;
    children = [errorState(error, () => fill(place, fetch, show, rows))];
  }
  // Meanwhile something else may have been asked for here.
  if (place.dataset.turn === turn) place.replaceChildren(...children);
}
