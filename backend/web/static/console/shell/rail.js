// The slim column of screens, with how much waits in each. On a phone it is the bar at the bottom.

import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { openDialog } from "../core/dialog.js";
import { addressOf } from "../core/router.js";
import { SHELL } from "../words/shell.js";
import { WORDS } from "../words/common.js";

const MAIN = ["queue", "mine", "all", "tickets"];
const MORE = ["search", "feedback", "canned"];
const ADMIN = ["staff", "audit"];

export class Rail {
  #links = new Map();
  #badges = new Map();

  /** @param {import("../core/desk.js").Desk} desk */
  constructor(desk) {
    const more = [...MORE, ...(desk.isAdmin ? ADMIN : [])];
    const items = MAIN.map((view) => this.#item(view, "main"));
    const rest = more.map((view) => this.#item(view, "more"));
    const button = h("button", { type: "button", class: "rail-link", onclick: () => this.#openMore(more) }, icon("menu"), SHELL.more);
    this.element = h("nav", { class: "rail", "aria-label": SHELL.rail },
      h("ul", {}, ...items, ...rest, h("li", { class: "rail-only-phone" }, button)),
    );
    desk.addEventListener("counts", () => this.#show(desk.counts));
    this.#show(desk.counts);
  }

  /** @param {string} view the screen that is shown */
  mark(view) {
    for (const [name, link] of this.#links) {
      if (name === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  #item(view, kind) {
    const badge = h("span", { class: `badge badge-${view}`, hidden: true });
    const label = WORDS.railLabels[view] ?? WORDS.views[view];
    const link = h("a", { class: "rail-link", href: addressOf(view) }, icon(view), h("span", {}, label), badge);
    this.#links.set(view, link);
    this.#badges.set(view, badge);
    return h("li", { class: `rail-${kind}` }, link);
  }

  #show(counts) {
    for (const view of MAIN) {
      const badge = this.#badges.get(view);
      const count = counts[view] ?? 0;
      badge.hidden = !count;
      badge.replaceChildren(...number(count, SHELL.count(count)));
    }
    this.#showMine(counts);
    const tickets = this.#badges.get("tickets");
    tickets.toggleAttribute("data-overdue", counts.overdue > 0);
    tickets.title = counts.overdue > 0 ? SHELL.overdue(counts.overdue) : "";
  }

  /** What nobody has answered presses more than how many there are. */
  #showMine({ unanswered }) {
    const badge = this.#badges.get("mine");
    badge.toggleAttribute("data-unanswered", unanswered > 0);
    if (!unanswered) return;
    badge.hidden = false;
    badge.replaceChildren(...number(unanswered, SHELL.unanswered(unanswered)));
  }

  #openMore(views) {
    openDialog({
      title: SHELL.more,
      content: (close) => [
        h("ul", { class: "menu-list" }, ...views.map((view) =>
          h("li", {}, h("a", { href: addressOf(view), onclick: close }, icon(view), WORDS.views[view])),
        )),
      ],
    });
  }
}

const number = (count, words) => [
  h("span", { "aria-hidden": "true" }, count > 99 ? "99+" : String(count)),
  h("span", { class: "visually-hidden" }, words),
];
