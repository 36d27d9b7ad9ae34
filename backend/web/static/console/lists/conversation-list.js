// A list of conversations that keeps itself up to date. Cards stay where they are known by: what has the focus keeps it.

import { at } from "../core/api.js";
import { ConversationCard } from "./conversation-card.js";
import { emptyState, errorState, skeleton } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { ListFilter } from "./list-filter.js";
import { LIST } from "../words/conversation.js";
import { WORDS } from "../words/common.js";

const PAGE = 30;

export class ConversationList {
  #api;
  #desk;
  #cards = new Map();
  #view = null;
  #openId = null;
  #next = null;
  #turn = 0;

  constructor({ api, desk, live }) {
    this.#api = api;
    this.#desk = desk;
    this.filter = new ListFilter(() => this.#load());
    this.items = h("ul", { class: "card-list", "aria-label": LIST.name });
    this.state = h("div", { class: "list-state" });
    this.more = h("button", { type: "button", class: "button more", hidden: true, onclick: () => this.#loadMore() }, WORDS.more);
    this.element = h("section", { class: "list-column", "aria-label": LIST.name },
      this.filter.element, h("div", { class: "list-scroll" }, this.items, this.state, this.more));
    desk.addEventListener("conversation", ({ detail }) => this.#follow(detail.summary));
    live.on("hello", ({ isFirst }) => !isFirst && this.#view && this.#load({ quietly: true }));
  }

  /** @param {"queue"|"mine"|"all"} view */
  show(view) {
    if (view === this.#view) return;
    this.#view = view;
    this.filter.reset(view);
    this.#load();
  }

  /** @param {string|null} id of the conversation that is open beside the list */
  mark(id) {
    this.#openId = id;
    for (const [cardId, card] of this.#cards) card.isOpen = cardId === id;
  }

  /** Move the focus to the next (+1) or the previous (-1) card. */
  step(direction) {
    const cards = [...this.items.children];
    if (!cards.length) return;
    const from = cards.findIndex((card) => card.contains(document.activeElement));
    const open = cards.indexOf(this.#cards.get(this.#openId)?.element);
    const start = from >= 0 ? from : open;
    const to = start < 0 ? 0 : Math.min(Math.max(start + direction, 0), cards.length - 1);
    cards[to].firstElementChild.focus();
    cards[to].scrollIntoView({ block: "nearest" });
  }

  /** The conversation whose card has the focus. */
  get focusedId() {
    for (const [id, card] of this.#cards) if (card.element.contains(document.activeElement)) return id;
    return null;
  }

  focus() {
    (this.#cards.get(this.#openId)?.link ?? this.items.querySelector("a") ?? this.filter.input).focus();
  }

  get #scope() {
    return this.#view === "all" ? this.filter.scope : this.#view;
  }

  async #load({ quietly = false } = {}) {
    const turn = ++this.#turn;
    if (!quietly) this.#clear(skeleton(5));
    const asked = this.#desk.moment;
    try {
      const found = await this.#fetch();
      if (turn !== this.#turn) return;
      this.#keepingPlace(() => {
        this.#clear();
        this.#take(found, asked);
      });
    } catch (error) {
      if (!error.kind) throw error;
      if (turn === this.#turn && !quietly) this.#clear(errorState(error, () => this.#load()));
    }
  }

  /** Who was at a card stays there, and as far down. */
  #keepingPlace(act) {
    const { focusedId } = this;
    const { scrollTop } = this.items.parentElement;
    act();
    this.items.parentElement.scrollTop = scrollTop;
    if (focusedId) (this.#cards.get(focusedId)?.link ?? this.filter.input).focus({ preventScroll: true });
  }

  async #loadMore() {
    const turn = this.#turn;
    const asked = this.#desk.moment;
    try {
      const found = await this.#fetch(this.#next);
      if (turn === this.#turn) this.#take(found, asked);
    } catch (error) {
      if (!error.kind) throw error;
      this.state.replaceChildren(errorState(error, () => this.#loadMore()));
    }
  }

  #fetch(before) {
    return this.#api.get(at("conversations"), { view: this.#scope, q: this.filter.words, before, limit: PAGE });
  }

  #take({ conversations, next, counts }, asked) {
    this.#next = next;
    this.more.hidden = !next;
    this.state.replaceChildren();
    for (const summary of conversations) {
      const newest = this.#desk.isOutdated(summary, asked) ? this.#desk.summaries.get(summary.id) : summary;
      if (!this.#cards.has(summary.id) && this.#desk.isIn(this.#scope, newest)) this.items.append(this.#newCard(newest).element);
    }
    // Before they are learned: what came meanwhile, and was not in the answer yet.
    for (const summary of this.#desk.learnedSince(asked)) if (!this.#cards.has(summary.id)) this.#follow(summary);
    for (const summary of conversations) this.#desk.learn(summary, asked);
    this.#desk.learnCounts(counts, asked);
    this.#showEmpty();
  }

  #newCard(summary) {
    const card = new ConversationCard(summary, this.#view, (each) => this.#desk.isMine(each));
    card.isOpen = summary.id === this.#openId;
    this.#cards.set(summary.id, card);
    return card;
  }

  /** What the stream tells of one conversation: its card changes, comes or goes. */
  #follow(summary) {
    if (!this.#view || !this.#isLoaded) return;
    const card = this.#cards.get(summary.id);
    const belongs = this.#desk.isIn(this.#scope, summary);
    if (card && belongs) card.show(summary);
    else if (card) this.#leave(card);
    else if (belongs && !this.filter.words) this.#insert(summary);
    this.#showEmpty();
  }

  get #isLoaded() {
    return !this.state.querySelector(".skeleton, .error-state");
  }

  /** Who waits longest stands first; elsewhere the newest. What belongs on a later page comes with that. */
  #insert(summary) {
    const rank = this.#rank(summary);
    const cards = [...this.items.children].map((item) => this.#cardOf(item));
    const next = cards.find((card) => this.#rank(card.summary) > rank);
    if (!next && this.#next) return;
    const { element } = this.#newCard(summary);
    if (next) next.element.before(element);
    else this.items.append(element);
  }

  #cardOf(item) {
    return [...this.#cards.values()].find(({ element }) => element === item);
  }

  #rank(summary) {
    if (this.#view === "queue") return new Date(summary.waiting_since).valueOf();
    return -new Date(summary.last?.at ?? summary.created_at);
  }

  #leave(card) {
    const neighbour = card.element.nextElementSibling ?? card.element.previousElementSibling;
    const hadFocus = card.element.contains(document.activeElement);
    card.element.remove();
    this.#cards.delete(card.summary.id);
    if (hadFocus) (neighbour?.firstElementChild ?? this.filter.input).focus();
  }

  #showEmpty() {
    if (!this.#isLoaded) return;
    const isEmpty = this.#cards.size === 0;
    if (!isEmpty) this.state.replaceChildren();
    else if (!this.state.hasChildNodes()) this.state.replaceChildren(emptyState("empty", ...this.#emptyWords()));
  }

  #emptyWords() {
    return this.filter.words ? LIST.empty.filtered : LIST.empty[this.#scope];
  }

  #clear(...state) {
    this.#cards.clear();
    this.#next = null;
    this.more.hidden = true;
    this.items.replaceChildren();
    this.state.replaceChildren(...state);
  }
}
