// The log of a conversation: appends and moves, never re-renders, so that a screen reader speaks what is new and no more.

import { EntryView } from "./entry-view.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { TALK } from "../words/conversation.js";
import { TypingSign } from "./typing-sign.js";

const NEAR_END_PX = 90;

export class Timeline {
  #thread;
  #context;
  #views = new Map();
  #staysAtEnd = true;

  /**
   * @param {import("./thread.js").Thread} thread
   * @param {object} context as EntryView takes it
   */
  constructor(thread, context) {
    this.#thread = thread;
    this.#context = context;
    this.typing = new TypingSign(context.memberName);
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": TALK.log, tabindex: "0" }, this.typing.element);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.scrollToEnd() }, icon("down"), TALK.jump);
    this.element = h("div", { class: "timeline" }, this.log, this.jump, this.typing.status);
    this.log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // Whoever is at the end stays there when what stands around the log grows or shrinks.
    new ResizeObserver(() => this.#staysAtEnd && this.scrollToEnd()).observe(this.log);
    const on = (type, act) => thread.addEventListener(type, ({ detail }) => act(detail));
    on("added", ({ item, live }) => this.#add(item, live));
    on("changed", ({ item }) => this.#keepingEnd(() => this.#views.get(item)?.update()));
    on("moved", ({ item }) => this.#move(item));
    on("removed", ({ item }) => this.#remove(item));
  }

  /** Show what was there before, without a word; a screen reader hears only what comes after. */
  start() {
    this.log.prepend(...this.#thread.items.map((item) => this.#newView(item).element));
    this.#followAll();
    if (!this.#thread.items.length) this.log.prepend(h("p", { class: "soft timeline-empty" }, TALK.empty));
    this.scrollToEnd();
    // Two frames: the accessibility tree has taken the lines in by then.
    requestAnimationFrame(() => requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite")));
  }

  scrollToEnd() {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: "instant" });
    this.jump.hidden = true;
  }

  showTyping(isActive) {
    this.#keepingEnd(() => this.typing.show(isActive));
  }

  #add(item, live) {
    this.log.querySelector(".timeline-empty")?.remove();
    const wasAtEnd = this.#isAtEnd();
    const { element } = this.#newView(item);
    this.#followAll(); // before it stands there: it is spoken once, as a whole
    this.#next(item).before(element);
    if (wasAtEnd || !item.entry) this.scrollToEnd();
    else if (live) this.jump.hidden = false;
  }

  #newView(item) {
    const view = new EntryView(item, this.#context);
    this.#views.set(item, view);
    return view;
  }

  /** The element that a line stands before. */
  #next(item) {
    const { items } = this.#thread;
    const next = items[items.indexOf(item) + 1];
    return this.#views.get(next)?.element ?? this.typing.element;
  }

  #move(item) {
    const { element } = this.#views.get(item);
    const next = this.#next(item);
    if (element.nextElementSibling === next) return;
    next.before(element);
    this.#followAll();
  }

  #remove(item) {
    this.#views.get(item)?.element.remove();
    this.#views.delete(item);
    this.#followAll();
  }

  #followAll() {
    let previous;
    for (const item of this.#thread.items) {
      const view = this.#views.get(item);
      view?.follow(previous);
      previous = view ?? previous;
    }
  }

  #keepingEnd(act) {
    const wasAtEnd = this.#isAtEnd();
    act();
    if (wasAtEnd) this.log.scrollTo({ top: this.log.scrollHeight, behavior: "instant" });
  }

  #scrolled() {
    this.#staysAtEnd = this.#isAtEnd();
    if (this.#staysAtEnd) this.jump.hidden = true;
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }
}
