// Above the timeline: with whom, who has it, and what can be done about that.

import { addressOf } from "../core/router.js";
import { countUp } from "../core/ticker.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { LIST, TALK } from "../words/conversation.js";
import { WORDS } from "../words/common.js";

const MAIN = ["claim", "stepIn"];

export class TalkHead {
  #ownership;
  #desk;
  #onAction;

  /**
   * @param {object} parts
   * @param {string} parts.view the list to go back to
   * @param {(action: string) => void} parts.onAction
   * @param {() => void} parts.onDetails
   */
  constructor({ ownership, desk, view, onAction, onDetails }) {
    this.#ownership = ownership;
    this.#desk = desk;
    this.#onAction = onAction;
    this.title = h("h2", { tabindex: "-1" });
    this.facts = h("p", { class: "talk-facts" });
    this.actions = h("div", { class: "talk-actions", role: "group" });
    this.details = h("button", {
      type: "button", class: "icon-button only-narrow", "aria-label": TALK.details, "aria-expanded": "false", "aria-controls": "context", onclick: onDetails,
    }, icon("info"));
    this.back = h("a", { class: "icon-button only-narrow", "aria-label": TALK.back }, icon("back"));
    this.view = view;
    this.element = h("div", { class: "talk-head" }, this.back, h("div", { class: "talk-name" }, this.title, this.facts), this.actions, this.details);
  }

  /** @param {string} view the list to go back to */
  set view(view) {
    this.back.href = addressOf(view);
  }

  show(summary) {
    this.title.textContent = summary.title;
    this.facts.replaceChildren(...this.#facts(summary));
    const names = this.#ownership.possible(summary);
    if (this.actions.dataset.names !== names.join()) {
      const hadFocus = this.actions.contains(document.activeElement);
      this.actions.dataset.names = names.join();
      this.actions.replaceChildren(...names.map((name) => this.#button(name)));
      if (hadFocus) this.title.focus();
    }
  }

  #button(name) {
    const style = MAIN.includes(name) ? "button primary" : name === "end" ? "button danger-quiet" : "button";
    return h("button", { type: "button", class: style, onclick: () => this.#onAction(name) }, TALK.actions[name]);
  }

  #facts(summary) {
    const presence = h("span", { class: "fact" }, h("i", { class: "presence", "data-present": summary.is_present }), summary.is_present ? TALK.present : TALK.absent);
    return [
      this.#owner(summary),
      summary.owner !== "bot" && presence, // while the bot has it nobody keeps count of the page
      summary.identified && h("span", { class: "fact good" }, icon("shield"), LIST.identified),
      summary.member && summary.title !== summary.member.name && h("span", { class: "fact" }, summary.member.name),
      summary.style === "easy" && h("span", { class: "fact" }, TALK.easy),
      summary.reason_label && !summary.ended_at && h("span", { class: "fact" }, summary.reason_label),
    ].filter(Boolean);
  }

  #owner(summary) {
    const chip = h("span", { class: "chip owner-chip", "data-owner": summary.ended_at ? "ended" : summary.owner });
    if (summary.ended_at) chip.textContent = TALK.ended;
    else if (summary.owner === "queue" && summary.waiting_since) countUp(chip, summary.waiting_since, TALK.waits);
    else if (this.#desk.isMine(summary)) chip.textContent = TALK.withMe;
    else if (summary.owner === "agent" && summary.agent) chip.textContent = TALK.with(summary.agent.name);
    else chip.textContent = WORDS.owners[summary.owner];
    return chip;
  }
}
