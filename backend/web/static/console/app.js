// The console: puts the parts together and shows the screen that the address names.

import { Alerts } from "./shell/alerts.js";
import { announcer } from "./core/announcer.js";
import { ConnectionBar } from "./shell/connection-bar.js";
import { ConsoleApi } from "./core/api.js";
import { ConversationsPage } from "./conversation/conversations-page.js";
import { Desk } from "./core/desk.js";
import { emptyState, errorState, skeleton } from "./core/states.js";
import { goTo, placeOf } from "./core/router.js";
import { h } from "../widget/dom.js";
import { Live } from "./core/live.js";
import { openHelp } from "./shell/help.js";
import { Ownership } from "./conversation/ownership.js";
import { PersonalData } from "./core/parts.js";
import { Rail } from "./shell/rail.js";
import { Shortcuts } from "./shell/shortcuts.js";
import { SHELL } from "./words/shell.js";
import { Toasts } from "./shell/toasts.js";
import { TopBar } from "./shell/top-bar.js";

const LISTS = new Set(["queue", "mine", "all"]);
// Screens beside the conversations are fetched when they are first opened.
const PAGES = {
  tickets: () => import("./tickets/tickets-page.js"),
  search: () => import("./pages/search-page.js"),
  feedback: () => import("./pages/feedback-page.js"),
  canned: () => import("./pages/canned-page.js"),
  staff: () => import("./pages/staff-page.js"),
  audit: () => import("./pages/audit-page.js"),
};
// Where this tab was, for coming back from signing in again.
const PLACE = "madoguchi-console-place";

class App {
  #csrfToken = document.querySelector("meta[name=csrf-token]").content;
  #pages = new Map();
  // Null where the address names no screen.
  #page = undefined;

  constructor(root) {
    this.root = root;
    const api = new ConsoleApi(this.#csrfToken, () => this.#signedOut());
    const desk = new Desk(api);
    const live = new Live(api);
    const toasts = new Toasts();
    this.bar = new ConnectionBar(live);
    this.services = { api, desk, live, toasts, ownership: new Ownership({ api, desk, toasts }), personalData: new PersonalData(api) };
    this.main = h("main", { id: "main", class: "screen", tabindex: "-1" });
    live.on("counts", (counts) => desk.learnCounts(counts));
    for (const type of ["conversation", "handoff"]) live.on(type, (summary) => desk.learn(summary));
    live.on("hello", () => desk.refresh());
    // Whether the desk is open: looked up when somebody looks, since asking by itself would keep a session from ending.
    addEventListener("focus", () => desk.refresh());
    live.on("presence", ({ conversation_id: id, is_present: isPresent }) => desk.learnPresence(id, isPresent));
  }

  async start() {
    this.root.replaceChildren(skeleton(6));
    try {
      await this.services.desk.start();
    } catch (error) {
      if (!error.kind) throw error;
      this.root.replaceChildren(this.bar.element, errorState(error, () => this.start()));
      return;
    }
    this.#build();
    addEventListener("hashchange", () => this.#show());
    if (!placeOf(location.hash).view) history.replaceState(null, "", sessionStorage.getItem(PLACE) ?? "#queue");
    if (!placeOf(location.hash).rest.length || !LISTS.has(placeOf(location.hash).view)) this.services.live.watch(null);
    await this.#show();
  }

  #build() {
    const { desk, toasts } = this.services;
    this.conversations = new ConversationsPage(this.services);
    this.alerts = new Alerts({ ...this.services, onClaim: (id) => this.#claim(id) });
    this.top = new TopBar({ desk, toasts, alerts: this.alerts, csrfToken: this.#csrfToken, onHelp: openHelp });
    this.rail = new Rail(desk);
    new Shortcuts({ pageOf: () => this.#page, onHelp: openHelp });
    this.root.replaceChildren(
      h("a", { class: "skip", href: "#main", onclick: (event) => this.#skip(event) }, SHELL.skip),
      this.top.element, this.bar.element, this.rail.element, this.main, toasts.element, announcer,
    );
  }

  // The # is the screen's address here.
  #skip(event) {
    event.preventDefault();
    this.main.focus();
  }

  async #show() {
    const { view, rest } = placeOf(location.hash);
    sessionStorage.setItem(PLACE, location.hash);
    const page = await this.#pageFor(view);
    if (placeOf(location.hash).view !== view) return; // meanwhile somebody went on
    if (page !== this.#page) {
      this.#page?.leave?.();
      const isFirst = this.#page === undefined;
      this.main.replaceChildren(page?.element ?? emptyState("search", SHELL.pageMissing, SHELL.pageMissingText));
      this.#page = page;
      // What had the focus has gone with the screen before.
      if (!isFirst && document.activeElement === document.body) this.top.heading.focus();
    }
    page?.show(view, rest);
    const title = page?.title ?? SHELL.pageMissing;
    this.top.heading.textContent = title;
    this.alerts.title.view = title;
    this.rail.mark(view);
  }

  async #pageFor(view) {
    if (LISTS.has(view)) return this.conversations;
    if (!PAGES[view]) return null;
    if (!this.#pages.has(view)) {
      const { Page } = await PAGES[view]();
      this.#pages.set(view, new Page(this.services));
    }
    return this.#pages.get(view);
  }

  async #claim(id) {
    if (this.#page !== this.conversations) {
      goTo("queue");
      await this.#show();
    }
    await this.conversations.claim(id);
  }

  #signedOut() {
    this.services.live.stop();
    this.bar.signedOut();
  }
}

await new App(document.getElementById("console")).start();
