// Addresses of the web in a text that the shop wrote become links; a member's never do where staff read them, who could
// be led astray. What can't be read as a web address, or names a user before the host to look like another, stays text.

import { h } from "./dom.js";

// Behind an address there is often no space in Japanese: it ends with what no address holds unescaped.
const ADDRESS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;

/**
 * @param {string} text
 * @returns {(string|HTMLAnchorElement)[]}
 */
export function withLinks(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = trimmed(found[0]);
    if (!isAddress(address)) continue;
    if (found.index > end) nodes.push(text.slice(end, found.index));
    nodes.push(h("a", { class: "text-link", href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address));
    end = found.index + address.length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

/** Without what ends the sentence, and without a bracket that was opened before the address. */
function trimmed(found) {
  let address = found;
  for (;;) {
    const isUnpaired = address.endsWith(")") && address.split(")").length > address.split("(").length;
    if (!isUnpaired && !/[.,;:!?'\]]$/.test(address)) return address;
    address = address.slice(0, -1);
  }
}

function isAddress(text) {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === "" && url.password === "";
}
