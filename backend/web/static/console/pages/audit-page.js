// Who did what to whose account, newest first; for admins.

import { addressOf } from "../core/router.js";
import { at } from "../core/api.js";
import { composes } from "../shell/shortcuts.js";
import { emptyState, fill } from "../core/states.js";
import { fullLabel, momentLabel } from "../core/format.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { problemWords } from "../words/problems.js";
import { table } from "../core/table.js";
import { AUDIT } from "../words/pages.js";
import { WORDS } from "../words/common.js";

const PAUSE_MS = 350;
const CONVERSATION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TICKET = /^TKT-\d{6,}$/;

export class Page {
  title = WORDS.views.audit;
  #services;
  #timer = 0;

  constructor(services) {
    this.#services = services;
    this.input = h("input", { type: "search", "aria-label": AUDIT.filter, placeholder: AUDIT.filter, autocomplete: "off", maxlength: "100" });
    this.place = h("div", { class: "results" });
    this.element = h("div", { class: "page" }, h("div", { class: "search-field" }, icon("search"), this.input), this.place);
    this.input.addEventListener("input", (event) => !event.isComposing && this.#soon());
    this.input.addEventListener("compositionend", () => this.#soon());
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && !composes(event) && this.show());
  }

  show() {
    clearTimeout(this.#timer);
    return fill(this.place, () => this.#fetch(), (found) => this.#show(found), 6);
  }

  #fetch(before) {
    return this.#services.api.get(at("audit"), { q: this.input.value.trim(), before });
  }

  #show({ acts, next }) {
    if (!acts.length) return [emptyState("audit", ...AUDIT.empty)];
    const shown = table(AUDIT.table, AUDIT.columns, acts.map(row));
    return [shown, this.#more(next, shown)];
  }

  #more(next, shown) {
    let before = next;
    const button = h("button", { type: "button", class: "button more", hidden: !next }, WORDS.more);
    button.addEventListener("click", async () => {
      try {
        const found = await this.#fetch(before);
        const added = table(AUDIT.table, AUDIT.columns, found.acts.map(row));
        shown.querySelector("tbody").append(...added.querySelectorAll("tbody tr"));
        before = found.next;
        button.hidden = !before;
      } catch (error) {
        if (!error.kind) throw error;
        this.#services.toasts.problem(problemWords(error));
      }
    });
    return button;
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.show(), PAUSE_MS);
  }
}

function row(act) {
  const about = [act.member?.name, act.about_staff?.name].filter(Boolean).join("・");
  return [
    [h("time", { datetime: act.at, title: fullLabel(act.at) }, momentLabel(act.at))],
    [act.label],
    [act.staff?.name ?? act.actor_label],
    [about],
    act.notes.flatMap((note, number) => (number ? ["・", reference(note)] : [reference(note)])),
    [act.address ?? ""],
  ];
}

/** What it was done to can be opened, where it is a conversation or a ticket. */
function reference(note) {
  if (CONVERSATION.test(note)) return h("a", { href: addressOf("all", note), title: note }, AUDIT.conversation);
  if (TICKET.test(note)) return h("a", { href: addressOf("tickets", "open", note) }, AUDIT.ticket(note));
  return note;
}
