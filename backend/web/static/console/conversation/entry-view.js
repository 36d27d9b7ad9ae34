// One line of the timeline: a message, a note of ours, or a step of the handoff.

import { clockLabel, dayLabel, fullLabel, isSameDay, percentLabel } from "../core/format.js";
import { h, spoken } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { problemWords } from "../words/problems.js";
import { TALK } from "../words/conversation.js";
import { withLinks } from "../../widget/links.js";

// What one person says in a row within this stands under one name.
const SAME_BREATH_MS = 3 * 60_000;

export class EntryView {
  /**
   * @param {import("./thread.js").Item} item
   * @param {object} context
   * @param {string} context.memberName
   * @param {string} context.myName
   * @param {import("../core/parts.js").PersonalData} context.personalData
   * @param {(item: import("./thread.js").Item) => void} context.onResend
   */
  constructor(item, context) {
    this.item = item;
    this.context = context;
    this.day = h("p", { class: "day", hidden: true });
    this.body = h("div", { class: "entry-body" });
    this.element = h("div", { class: "entry" }, this.day, this.body);
    this.update();
  }

  get at() {
    return this.item.entry?.at ?? new Date().toISOString();
  }

  get speaker() {
    const { entry } = this.item;
    if (!entry) return `agent:${this.context.myName}`;
    return entry.kind === "message" ? `${entry.author}:${entry.staff_name ?? ""}` : entry.kind;
  }

  update() {
    const { entry } = this.item;
    this.element.dataset.kind = entry?.kind ?? "message";
    if (!entry || entry.kind === "message") this.element.dataset.author = entry?.author ?? "agent";
    this.element.dataset.delivery = this.item.delivery;
    if (entry?.kind === "event") this.body.replaceChildren(...event(entry));
    else if (entry?.kind === "note") this.body.replaceChildren(...note(entry, this.context));
    else this.body.replaceChildren(...message(this.item, this.context));
  }

  /** Say the day and the name only where they change. @param {EntryView|undefined} previous */
  follow(previous) {
    const isNewDay = !previous || !isSameDay(previous.at, this.at);
    this.day.hidden = !isNewDay;
    const day = isNewDay ? dayLabel(this.at) : "";
    if (this.day.textContent !== day) this.day.textContent = day; // what stays the same isn't spoken again
    const isSoon = previous && new Date(this.at) - new Date(previous.at) < SAME_BREATH_MS;
    const isChip = this.item.entry?.kind === "event";
    this.element.toggleAttribute("data-continued", Boolean(!isNewDay && isSoon && !isChip && previous.speaker === this.speaker));
  }
}

const timeOf = (instant) => h("time", { datetime: instant, title: fullLabel(instant) }, clockLabel(instant));

const event = (entry) => [h("p", { class: "event-line" }, h("span", {}, entry.text), timeOf(entry.at))];

function note(entry, { personalData }) {
  return [
    h("div", { class: "note" },
      h("p", { class: "note-head" }, icon("note"), h("strong", {}, TALK.note), h("span", {}, TALK.noteHint), h("span", { class: "note-by" }, entry.staff_name), timeOf(entry.at)),
      h("p", { class: "text" }, ...personalData.nodes(entry.parts))),
  ];
}

function message(item, context) {
  const { entry } = item;
  const author = entry?.author ?? "agent";
  const name = nameOf(entry, context);
  const plain = entry ? context.personalData.nodes(entry.parts) : [item.text];
  // What a member writes stays text: nobody at the desk is to be led astray by a click.
  const text = author === "member" ? plain : plain.flatMap((node) => (typeof node === "string" ? withLinks(node) : node));
  if (author === "system") return [h("p", { class: "system-line text" }, spoken(`${name}：`), ...text, timeOf(entry.at))];
  return [
    h("p", { class: "who" }, h("span", { class: "who-name" }, name), entry && timeOf(entry.at), spoken("：")),
    h("div", { class: "bubble" }, h("p", { class: "text" }, ...text), entry && extras(entry)),
    entry ? marks(entry) : delivery(item, context),
  ].filter(Boolean);
}

function nameOf(entry, { memberName, myName }) {
  if (!entry) return myName;
  if (entry.author === "member") return memberName;
  return entry.staff_name ?? TALK.authors[entry.author];
}

function extras(entry) {
  const lines = [];
  if (entry.card_type) lines.push(h("li", {}, `${TALK.card}：${TALK.cards[entry.card_type] ?? entry.card_type}`));
  if (entry.choices.length) lines.push(h("li", {}, `${TALK.choices}：`, ...entry.choices.map((title) => h("span", { class: "choice-chip" }, title))));
  return lines.length > 0 && h("ul", { class: "extras" }, ...lines);
}

/** What staff need to know about an answer and the member never sees. */
function marks(entry) {
  const chips = [];
  if (entry.topic_title) chips.push(h("span", { class: "chip topic" }, entry.topic_title));
  if (entry.confidence !== null) chips.push(h("span", { class: "chip" }, `${TALK.confidence} ${percentLabel(entry.confidence)}`));
  if (entry.rejected) chips.push(h("span", { class: "chip bad" }, icon("close"), TALK.rejected));
  if (entry.feedback) chips.push(thumb(entry.feedback));
  if (entry.receipt) chips.push(h("span", { class: "chip receipt" }, icon("receipt"), `${TALK.receipt}：${entry.receipt}`));
  return chips.length > 0 && h("p", { class: "marks" }, ...chips);
}

function thumb({ helpful, reason_label: reason, comment }) {
  const words = [helpful ? TALK.helpful : TALK.unhelpful, reason, comment].filter(Boolean).join("・");
  return h("span", { class: helpful ? "chip good" : "chip bad" }, icon(helpful ? "thumbUp" : "thumbDown"), words);
}

function delivery(item, { onResend }) {
  const words = { sending: TALK.sending, retrying: TALK.retrying, waiting_online: TALK.waitingOnline }[item.delivery];
  if (words) return h("p", { class: "delivery" }, words);
  return h("p", { class: "delivery failed" }, icon("warning"), TALK.notSent, problemWords(item.failure),
    h("button", { type: "button", class: "text-button", onclick: () => onResend(item) }, TALK.resend));
}
