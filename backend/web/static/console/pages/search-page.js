// Any stretch of what was said, written, or asked for.

import { goTo } from "../core/router.js";
import { at } from "../core/api.js";
import { ConversationCard } from "../lists/conversation-card.js";
import { emptyState, fill } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { MemberTab } from "../context/member-tab.js";
import { politely } from "../core/announcer.js";
import { ticketCard } from "../tickets/ticket-card.js";
import { SEARCH } from "../words/pages.js";
import { WORDS } from "../words/common.js";

const SHORTEST = 2;

export class Page {
  title = WORDS.views.search;
  #services;
  #shown = null;

  constructor(services) {
    this.#services = services;
    this.input = h("input", { type: "search", name: "q", "aria-label": SEARCH.label, placeholder: SEARCH.placeholder, autocomplete: "off", maxlength: "100" });
    this.results = h("div", { class: "results" });
    const form = h("form", { class: "search-form", role: "search" },
      h("div", { class: "search-field" }, icon("search"), this.input),
      h("button", { type: "submit", class: "button primary" }, SEARCH.act),
      h("p", { class: "hint" }, SEARCH.logged));
    // The words stand in the address, so that going back from a result brings the results again.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      goTo("search", this.input.value.trim());
    });
    this.element = h("div", { class: "page" }, form, this.results);
  }

  /** @param {string} _view always "search" @param {string[]} rest the words */
  show(_view, [words = ""]) {
    if (this.input.value.trim() !== words) this.input.value = words;
    if (!words) {
      this.#shown = null;
      this.results.replaceChildren(emptyState("search", ...SEARCH.start));
    } else if (words.length < SHORTEST) {
      this.results.replaceChildren(h("p", { class: "form-problem", role: "alert" }, SEARCH.tooShort));
    } else {
      this.#search(words);
    }
    if (!this.results.contains(document.activeElement)) this.input.focus();
  }

  #search(words) {
    if (words === this.#shown) return;
    this.#shown = words;
    fill(this.results, () => this.#services.api.get(at("search"), { q: words }), (found) => this.#found(found), 4);
  }

  #found({ conversations, members, tickets }) {
    const count = conversations.length + members.length + tickets.length;
    politely(SEARCH.found(count));
    if (!count) return [emptyState("search", ...SEARCH.none)];
    const people = h("section", {}, h("h2", {}, SEARCH.members(members.length)), h("ul", { class: "card-list framed" }, ...members.map((member) => this.#member(member))));
    return [
      ...(members.length ? [people] : []),
      h("section", {}, h("h2", {}, SEARCH.conversations(conversations.length)), h("ul", { class: "card-list framed" }, ...conversations.map((hit) => this.#hit(hit)))),
      h("section", {}, h("h2", {}, SEARCH.tickets(tickets.length)), h("ul", { class: "card-list framed" }, ...tickets.map((ticket) => ticketCard(ticket, "open", false)))),
    ];
  }

  /** The card opens in its place: it is no part of what was found, and to open it is written to the audit log. */
  #member(member) {
    const card = new MemberTab(this.#services);
    card.element.tabIndex = -1;
    card.show(member);
    return h("li", {}, card.element);
  }

  /** The words that were found stand in place of the last ones. */
  #hit({ summary, parts }) {
    const last = parts.length ? { author: "member", parts, at: summary.last?.at ?? summary.created_at } : summary.last;
    return new ConversationCard({ ...summary, last }, "all", (each) => this.#services.desk.isMine(each)).element;
  }
}
