// What language a text is in, so that a screen reader speaks it in the right voice: the widget's own is Japanese.

import { h } from "./dom.js";

const LABEL = /[「『][^」』]*[」』]/g;
const JAPANESE = /[ぁ-ヿ々一-鿿]/g;
const LATIN = /[A-Za-z]/g;
const WORD = /(?<![^\s("'])[A-Za-z][A-Za-z'’-]*(?=[\s.,;:!?)"']|$)/g;
// A label of the page or a name within an English sentence, with its brackets.
const JAPANESE_RUN = /([「『]?[ぁ-ヿ々一-鿿](?:[　-ヿ々一-鿿（）・]*[ぁ-ヿ々一-鿿）」』])?)/;
const LEAST_WORDS = 3;

const count = (text, pattern) => text.match(pattern)?.length ?? 0;

/** Whether a paragraph is English; what it quotes of the page in 「」 does not count. */
export function isEnglish(paragraph) {
  const own = paragraph.replace(LABEL, " ");
  return count(own, WORD) >= LEAST_WORDS && count(own, LATIN) > count(own, JAPANESE);
}

/**
 * A text as nodes: its English paragraphs marked as such, and the Japanese within them as Japanese.
 * @param {string} text paragraphs with blank lines between them
 * @param {(plain: string) => Array<Node|string>} nodes makes nodes of text of one language
 * @returns {Array<Node|string>}
 */
export function inLanguages(text, nodes) {
  return text.split(/(\n{2,})/).flatMap((part) => (isEnglish(part) ? [english(part, nodes)] : nodes(part)));
}

function english(paragraph, nodes) {
  const parts = paragraph.split(JAPANESE_RUN).map((part, at) => (at % 2 ? [h("span", { lang: "ja" }, part)] : nodes(part)));
  return h("span", { lang: "en" }, ...parts.flat());
}
