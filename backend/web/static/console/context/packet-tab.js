// What an agent needs to know to take over: why, what was asked and answered, who it is, what was found out.

import { at } from "../core/api.js";
import { fill } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { momentLabel, percentLabel } from "../core/format.js";
import { replyOffer } from "./reply-offer.js";
import { CONTEXT } from "../words/context.js";

export class PacketTab {
  #api;
  #personalData;
  #id;
  #onReply;
  #state = "";

  constructor({ api, personalData }, id, onReply) {
    this.#api = api;
    this.#personalData = personalData;
    this.#id = id;
    this.#onReply = onReply;
    this.element = h("div", { class: "panel" });
  }

  load() {
    return fill(this.element, () => this.#api.get(at("conversations", this.#id, "packet")), (packet) => this.#show(packet), 5);
  }

  /** What is handed over changes as the conversation changes hands. */
  follow(summary) {
    const state = `${summary.owner} ${summary.identified}`;
    if (this.#state && this.#state !== state) this.load();
    this.#state = state;
  }

  #show(packet) {
    return [
      part(CONTEXT.reason, packet.reason_label ? h("p", { class: "packet-reason" }, packet.reason_label) : nothing()),
      part(CONTEXT.identification, identification(packet.identification)),
      part(CONTEXT.asked, list(packet.asked.map((parts) => this.#personalData.nodes(parts)))),
      part(CONTEXT.answers, answers(packet.answers)),
      packet.looked_up.length > 0 && part(CONTEXT.lookedUp, list(packet.looked_up.map((line) => [line]))),
      packet.slots.length > 0 && part(CONTEXT.slots, this.#slots(packet.slots)),
      part(CONTEXT.replies, ...(packet.replies.length ? packet.replies.map((reply) => replyOffer(reply, this.#onReply)) : [nothing()])),
    ].filter(Boolean);
  }

  #slots(known) {
    const rows = known.map(({ label, parts }) => [h("dt", {}, label), h("dd", {}, ...this.#personalData.nodes(parts))]);
    return h("dl", { class: "facts" }, ...rows.flat());
  }
}

const part = (title, ...content) => h("section", { class: "panel-part" }, h("h3", {}, title), ...content);
const nothing = () => h("p", { class: "soft" }, CONTEXT.nothing);

function list(lines) {
  if (!lines.length) return nothing();
  return h("ul", { class: "plain-list" }, ...lines.map((line) => h("li", { class: "text" }, ...line)));
}

function answers(given) {
  if (!given.length) return nothing();
  return h("ul", { class: "plain-list" }, ...given.map(({ title, confidence, rejected }) =>
    h("li", { "data-rejected": rejected },
      h("span", {}, title ?? ""),
      confidence !== null && h("span", { class: "chip" }, percentLabel(confidence)),
      rejected && h("span", { class: "chip bad" }, icon("close"), CONTEXT.rejected))));
}

function identification(found) {
  if (!found) return h("p", { class: "soft" }, CONTEXT.notIdentified);
  const until = found.until && CONTEXT.proofUntil(momentLabel(found.until));
  return h("p", { class: "identified-line" }, icon("shield"), h("span", {}, found.proof_label, until && h("small", {}, until)));
}
