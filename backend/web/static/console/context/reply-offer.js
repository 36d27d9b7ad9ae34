// An answer that can be taken into the reply as it is.

import { h, spoken } from "../../widget/dom.js";
import { percentLabel } from "../core/format.js";
import { CONTEXT } from "../words/context.js";

/**
 * @param {{topic: string, title: string, text: string, confidence?: number}} reply
 * @param {(text: string) => void} onUse
 * @param {number} [number] the digit of its key
 */
export function replyOffer(reply, onUse, number) {
  return h("article", { class: "reply-offer" },
    h("div", { class: "reply-head" },
      number && h("kbd", {}, `Alt+${number}`),
      h("h4", {}, reply.title),
      typeof reply.confidence === "number" && h("span", { class: "chip" }, percentLabel(reply.confidence))),
    h("p", { class: "text reply-text" }, reply.text),
    h("button", { type: "button", class: "button small", onclick: () => onUse(reply.text) }, CONTEXT.use, spoken(`：${reply.title}`)));
}
