// The right column: what was handed over, what could be answered, who it is, what else is open.

import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { MemberTab } from "./member-tab.js";
import { PacketTab } from "./packet-tab.js";
import { SuggestionsTab } from "./suggestions-tab.js";
import { Tabs } from "./tabs.js";
import { TicketsTab } from "./tickets-tab.js";
import { CONTEXT } from "../words/context.js";

export class ContextColumn {
  /**
   * @param {object} services
   * @param {string} id of the conversation
   * @param {object} hooks
   * @param {(text: string) => void} hooks.onReply
   * @param {() => void} hooks.onClose where the column is a drawer
   */
  constructor(services, id, { onReply, onClose }) {
    this.packet = new PacketTab(services, id, onReply);
    this.suggestions = new SuggestionsTab(services, id, onReply);
    this.member = new MemberTab(services);
    this.tickets = new TicketsTab(services, id);
    this.tabs = new Tabs(CONTEXT.name, [
      { key: "packet", name: CONTEXT.tabs.packet, panel: this.packet.element },
      { key: "suggestions", name: CONTEXT.tabs.suggestions, panel: this.suggestions.element },
      { key: "member", name: CONTEXT.tabs.member, panel: this.member.element },
      { key: "tickets", name: CONTEXT.tabs.tickets, panel: this.tickets.element, onShow: () => this.tickets.open() },
    ]);
    const close = h("button", { type: "button", class: "icon-button only-narrow", "aria-label": CONTEXT.close, onclick: onClose }, icon("close"));
    this.element = h("aside", { class: "context", id: "context", "aria-label": CONTEXT.name }, h("div", { class: "context-head" }, this.tabs.bar, close), this.tabs.panels);
  }

  /** @param {import("../core/desk.js").Summary} summary */
  start(summary) {
    this.packet.load();
    this.suggestions.load();
    this.show(summary);
    this.tabs.choose("packet");
  }

  show(summary) {
    this.member.show(summary.member);
    this.packet.follow(summary);
  }

  memberSpoke() {
    this.suggestions.loadSoon();
  }

  /** @returns {boolean} whether there is one */
  useSuggestion(number) {
    return this.suggestions.use(number);
  }

  focus() {
    this.tabs.chosen?.button.focus();
  }
}
