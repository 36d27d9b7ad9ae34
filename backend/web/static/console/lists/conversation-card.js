// One conversation in a list: who, why, how long, the last words, whether somebody waits for an answer.

import { h, spoken } from "../../widget/dom.js";
import { addressOf } from "../core/router.js";
import { countUp } from "../core/ticker.js";
import { icon } from "../core/icons.js";
import { momentLabel } from "../core/format.js";
import { plainText } from "../core/parts.js";
import { LIST, TALK } from "../words/conversation.js";
import { WORDS } from "../words/common.js";

export class ConversationCard {
  #view;
  #isMine;

  /**
   * @param {import("../core/desk.js").Summary} summary
   * @param {string} view the list it stands in
   * @param {(summary: import("../core/desk.js").Summary) => boolean} isMine
   */
  constructor(summary, view, isMine) {
    this.#view = view;
    this.#isMine = isMine;
    this.link = h("a", { class: "card-link" });
    this.element = h("li", { class: "conversation-card" }, this.link);
    this.show(summary);
  }

  show(summary) {
    this.summary = summary;
    this.link.href = addressOf(this.#view, summary.id);
    this.element.dataset.owner = summary.ended_at ? "ended" : summary.owner;
    this.element.toggleAttribute("data-unanswered", summary.unanswered > 0);
    this.link.replaceChildren(head(summary), lastWords(summary), foot(summary, this.#isMine(summary)));
  }

  set isOpen(isOpen) {
    if (isOpen) this.link.setAttribute("aria-current", "true");
    else this.link.removeAttribute("aria-current");
  }
}

function head(summary) {
  const presence = h("i", { class: "presence", "data-present": summary.is_present });
  if (summary.is_present) presence.append(spoken(`${LIST.present}。`));
  return h("span", { class: "card-head" },
    presence,
    h("strong", { class: "card-name" }, summary.title),
    summary.identified && h("span", { class: "identified", title: LIST.identified }, icon("shield"), spoken(LIST.identified)),
    timeOf(summary),
  );
}

function timeOf(summary) {
  const time = h("span", { class: "card-time" });
  if (summary.owner === "queue" && summary.waiting_since) countUp(time, summary.waiting_since, LIST.waiting);
  else time.textContent = momentLabel(summary.last?.at ?? summary.created_at);
  return time;
}

function lastWords({ last }) {
  if (!last) return h("span", { class: "card-words soft" }, LIST.nothingSaid);
  return h("span", { class: "card-words" }, LIST.lastBy[last.author] ?? "", plainText(last.parts).replace(/\s+/g, " "));
}

function foot(summary, isMine) {
  const owner = summary.ended_at ? WORDS.ended : WORDS.owners[summary.owner];
  const isAgents = summary.owner === "agent" && !summary.ended_at && summary.agent;
  const state = isMine ? TALK.withMe : isAgents ? TALK.with(summary.agent.name) : owner;
  return h("span", { class: "card-foot" },
    h("span", { class: "chip owner-chip" }, state),
    summary.reason_label && !summary.ended_at && h("span", { class: "chip" }, summary.reason_label),
    summary.unanswered > 0 && h("span", { class: "chip unanswered" }, LIST.unanswered(summary.unanswered)),
  );
}
