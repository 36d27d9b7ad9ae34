// One ticket: what it is about, who asked, what is to be done, what was done.

import { addressOf } from "../core/router.js";
import { AnswerForm } from "./answer-form.js";
import { approvalSheet } from "./approval.js";
import { at } from "../core/api.js";
import { clientId } from "../../widget/client-id.js";
import { fill } from "../core/states.js";
import { fullLabel, momentLabel } from "../core/format.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { problemWords } from "../words/problems.js";
import { requester } from "./requester.js";
import { stepOffers } from "./step-offers.js";
import { ticketFields } from "./ticket-fields.js";
import { historyList, ticketHistory } from "./ticket-history.js";
import { UnlockForm } from "./unlock-form.js";
import { TICKETS } from "../words/tickets.js";

export class TicketDetail {
  #services;
  #number;
  #view;
  #onChange;
  #ticket = null;

  /** @param {{view: string, onChange: () => void}} hooks */
  constructor(services, number, { view, onChange }) {
    this.#services = services;
    this.#number = number;
    this.#view = view;
    this.#onChange = onChange;
    this.title = h("h2", { tabindex: "-1" });
    this.element = h("article", { class: "ticket" });
    this.#load().then(() => this.title.focus({ preventScroll: true }));
  }

  /** The stream tells that somebody has changed it; nobody's half-filled form is thrown away for that. */
  changedElsewhere() {
    const isFilling = this.element.querySelector("form[data-touched]") !== null;
    if (!isFilling && !document.querySelector("dialog[open]")) this.#refresh();
  }

  async #load() {
    const { api } = this.#services;
    const colleagues = api.get(at("staff")).then(({ staff }) => staff);
    await fill(this.element, () => Promise.all([api.get(at("tickets", this.#number)), colleagues]), ([ticket, staff]) => {
      this.staff = staff;
      return this.#show(ticket);
    }, 6);
  }

  async #refresh() {
    try {
      this.#replace(await this.#services.api.get(at("tickets", this.#number)));
    } catch (error) {
      if (!error.kind) throw error; // what is shown stays; the next change brings another try
    }
  }

  /**
   * Carry out a step of the work, and say what that has led to. The same id goes with each try, so that nothing is done twice.
   * @param {string[]} step its address
   * @param {(ticket: object) => string} done
   * @throws {import("../core/api.js").ConsoleError}
   */
  async #do(step, body, done, key = clientId()) {
    const ticket = await this.#services.api.post(at("tickets", this.#number, ...step), { ...body, client_key: key });
    this.#changed(ticket, done(ticket));
  }

  /** A refusal is in the record too: what stands around the form is shown anew, the form stays as it was filled. */
  async #unlock(body, key) {
    try {
      await this.#do(["unlock"], body, ({ approval }) => (approval ? TICKETS.unlockAsked : TICKETS.unlocked), key);
    } catch (error) {
      if (error.code === "not_matched") await this.#refreshAround();
      throw error;
    }
  }

  async #refreshAround() {
    try {
      const ticket = await this.#services.api.get(at("tickets", this.#number));
      this.#ticket = ticket;
      this.element.querySelector(".ticket-head").replaceWith(this.#head(ticket));
      const side = this.element.querySelector(".ticket-side");
      if (!side.querySelector("[data-touched]")) side.replaceChildren(this.#fields(ticket));
      this.element.querySelector(".history").replaceWith(historyList(ticket, this.#services.personalData));
      this.#onChange();
    } catch (error) {
      if (!error.kind) throw error; // what is shown stays
    }
  }

  #fields(ticket) {
    return ticketFields(ticket, this.staff, this.#services.desk.me, (changes) => this.#change(changes));
  }

  async #change(changes) {
    const seen = { status: this.#ticket.status, assignee_id: this.#ticket.assignee?.id ?? null };
    try {
      this.#changed(await this.#services.api.patch(at("tickets", this.#number), { ...changes, seen }), TICKETS.saved);
    } catch (error) {
      if (error.code !== "changed_meanwhile") throw error;
      this.#services.toasts.problem(problemWords(error));
      await this.#refresh();
    }
  }

  #changed(ticket, words) {
    this.#services.toasts.say(words);
    this.#replace(ticket);
    this.title.focus({ preventScroll: true });
    this.#onChange();
  }

  #replace(ticket) {
    const { scrollTop } = this.element.parentElement ?? {};
    this.element.replaceChildren(...this.#show(ticket));
    if (scrollTop !== undefined) this.element.parentElement.scrollTop = scrollTop;
  }

  #show(ticket) {
    this.#ticket = ticket;
    const act = (step, done) => (body, key) => this.#do([step].flat(), body, () => done, key);
    const { personalData } = this.#services;
    return [
      this.#head(ticket),
      h("div", { class: "ticket-columns" },
        h("div", { class: "ticket-main" },
          section(TICKETS.body, h("p", { class: "text ticket-body" }, ...personalData.nodes(ticket.body))),
          section(TICKETS.requester, requester(ticket, personalData)),
          ticket.approval && approvalSheet(ticket, act),
          mayCheck(ticket) && new UnlockForm(this.#services, ticket, (body, key) => this.#unlock(body, key)).element,
          ...stepOffers(ticket, this.#services.desk.me.id, act),
          ticket.status !== "closed" && new AnswerForm(ticket, act("answer", TICKETS.answered)).element,
          section(TICKETS.history, ...ticketHistory(ticket, personalData, act("notes", TICKETS.noted)))),
        h("div", { class: "ticket-side" }, this.#fields(ticket))),
    ];
  }

  #head(ticket) {
    this.title.textContent = ticket.subject;
    return h("header", { class: "ticket-head" },
      h("a", { class: "icon-button only-narrow", href: addressOf("tickets", this.#view), "aria-label": TICKETS.back }, icon("back")),
      h("div", {},
        this.title,
        h("p", { class: "talk-facts" },
          h("span", { class: "chip", "data-status": ticket.status }, ticket.status_label),
          ticket.awaits_approval && h("span", { class: "chip warn" }, TICKETS.awaitsApproval),
          h("span", {}, ticket.number), h("span", {}, ticket.kind_label),
          h("span", { title: fullLabel(ticket.created_at) }, `${TICKETS.opened} ${momentLabel(ticket.created_at)}`),
          ticket.due_at && !ticket.closed_at && h("span", { class: ticket.is_overdue ? "chip bad" : "" }, (ticket.is_overdue ? TICKETS.overdue : TICKETS.due)(momentLabel(ticket.due_at))),
          ticket.conversation_id && h("a", { href: addressOf("all", ticket.conversation_id) }, TICKETS.conversation))));
  }
}

/** While a colleague's request stands, it is answered; whoever asked can still write down what did not match. */
const mayCheck = ({ steps, approval }) => steps.includes("unlock") && (!approval || approval.is_mine || approval.is_lapsed);

const section = (title, ...content) => h("section", { class: "sheet" }, h("h3", {}, title), ...content);
