// Tickets: the list, and the one that is worked on.

import { emptyState } from "../core/states.js";
import { goTo } from "../core/router.js";
import { h } from "../../widget/dom.js";
import { TicketDetail } from "./ticket-detail.js";
import { TicketList } from "./ticket-list.js";
import { TICKETS } from "../words/tickets.js";
import { WORDS } from "../words/common.js";

// Several changes at once are one reason to look again.
const PAUSE_MS = 400;

export class Page {
  title = WORDS.views.tickets;
  #services;
  #view = "open";
  #number = null;
  #timer = 0;

  constructor(services) {
    this.#services = services;
    this.list = new TicketList(services);
    this.place = h("section", { class: "ticket-place", "aria-label": TICKETS.detail });
    this.element = h("div", { class: "conversations tickets" }, this.list.element, this.place);
    services.live.on("ticket", (ticket) => this.#heard(ticket));
    services.live.on("hello", ({ isFirst }) => !isFirst && this.#lookAgain());
  }

  /** @param {string} _view always "tickets" @param {string[]} rest list and number */
  show(_view, [view = "open", number = null]) {
    this.#view = view in TICKETS.views ? view : "open";
    this.list.show(this.#view, number);
    this.element.toggleAttribute("data-talking", Boolean(number));
    if (number === this.#number && this.place.hasChildNodes()) return;
    const hadOne = this.#number !== null;
    this.#number = number;
    this.detail = number ? new TicketDetail(this.#services, number, { view: this.#view, onChange: () => this.#lookAgain() }) : null;
    this.place.replaceChildren(this.detail?.element ?? emptyState("tickets", TICKETS.pick, TICKETS.pickText));
    if (!number && hadOne) this.list.focus();
  }

  /** Keys. @returns {boolean} whether there was something to do */
  act(name) {
    if (name === "next" || name === "previous") this.list.step(name === "next" ? 1 : -1);
    else if (name === "leave" && this.#number) goTo("tickets", this.#view);
    else return false;
    return true;
  }

  #heard(ticket) {
    this.#lookAgain();
    if (ticket.number === this.#number) this.detail.changedElsewhere();
  }

  #lookAgain() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.element.isConnected && this.list.load({ quietly: true }), PAUSE_MS);
  }
}
