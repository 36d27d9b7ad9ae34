// Tickets by what is to be done, narrowed down by kind and words.

import { addressOf } from "../core/router.js";
import { at } from "../core/api.js";
import { composes } from "../shell/shortcuts.js";
import { emptyState, errorState, skeleton } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { select } from "../core/forms.js";
import { ticketCard } from "./ticket-card.js";
import { TICKETS } from "../words/tickets.js";
import { WORDS } from "../words/common.js";

const PAUSE_MS = 250;

export class TicketList {
  #api;
  #view = "open";
  #openNumber = null;
  #tickets = null;
  #next = null;
  #turn = 0;
  #timer = 0;

  constructor({ api }) {
    this.#api = api;
    this.views = h("nav", { class: "segments", "aria-label": TICKETS.list }, ...Object.entries(TICKETS.views).map(([view, name]) =>
      h("a", { href: addressOf("tickets", view), "data-view": view }, name)));
    this.input = h("input", { type: "search", "aria-label": TICKETS.filter, placeholder: TICKETS.filter, autocomplete: "off" });
    this.kind = select("kind", [["", TICKETS.allKinds], ...Object.entries(TICKETS.kinds)], "", { "aria-label": TICKETS.kind });
    this.items = h("ul", { class: "card-list" });
    this.state = h("div", { class: "list-state" });
    this.more = h("button", { type: "button", class: "button more", hidden: true, onclick: () => this.#loadMore() }, WORDS.more);
    this.element = h("section", { class: "list-column", "aria-label": TICKETS.list },
      h("div", { class: "list-filter" }, this.views, h("div", { class: "search-field" }, icon("search"), this.input), this.kind),
      h("div", { class: "list-scroll" }, this.items, this.state, this.more));
    this.kind.addEventListener("change", () => this.load());
    this.input.addEventListener("input", (event) => !event.isComposing && this.#soon());
    this.input.addEventListener("compositionend", () => this.#soon());
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && !composes(event) && this.load());
  }

  /** @param {string} view @param {string|null} openNumber of the ticket beside the list */
  show(view, openNumber) {
    const isOther = view !== this.#view || this.#tickets === null;
    this.#view = view;
    this.#openNumber = openNumber;
    for (const link of this.views.children) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (isOther) this.load();
    else this.#draw();
  }

  async load({ quietly = false } = {}) {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    if (!quietly) this.#clear(skeleton(5));
    try {
      const found = await this.#fetch();
      if (turn !== this.#turn) return;
      this.#tickets = found.tickets;
      this.#next = found.next;
      this.#draw();
    } catch (error) {
      if (!error.kind) throw error;
      if (turn === this.#turn && !quietly) this.#clear(errorState(error, () => this.load()));
    }
  }

  step(direction) {
    const links = [...this.items.querySelectorAll("a")];
    const from = links.findIndex((link) => link === document.activeElement || link.hasAttribute("aria-current"));
    links[Math.min(Math.max(from + direction, 0), links.length - 1)]?.focus();
  }

  focus() {
    (this.items.querySelector("[aria-current]") ?? this.items.querySelector("a") ?? this.input).focus();
  }

  async #loadMore() {
    const turn = this.#turn;
    try {
      const found = await this.#fetch(this.#next);
      if (turn !== this.#turn) return;
      this.#tickets.push(...found.tickets);
      this.#next = found.next;
      this.#draw();
    } catch (error) {
      if (!error.kind) throw error;
      this.state.replaceChildren(errorState(error, () => this.#loadMore()));
    }
  }

  #fetch(before) {
    return this.#api.get(at("tickets"), { view: this.#view, kind: this.kind.value, q: this.input.value.trim(), before });
  }

  #draw() {
    const focused = this.items.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    this.items.replaceChildren(...this.#tickets.map((ticket) => ticketCard(ticket, this.#view, ticket.number === this.#openNumber)));
    if (focused) [...this.items.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
    this.more.hidden = !this.#next;
    const isFiltered = this.kind.value || this.input.value.trim();
    this.state.replaceChildren(...(this.#tickets.length ? [] : [emptyState("tickets", ...TICKETS.empty[isFiltered ? "filtered" : this.#view])]));
  }

  #clear(...state) {
    this.items.replaceChildren();
    this.more.hidden = true;
    this.state.replaceChildren(...state);
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), PAUSE_MS);
  }
}
