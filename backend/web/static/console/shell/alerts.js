// A new handoff must not be missed, be it for whoever takes it or passed on to who sits here: toast, sound, title,
// desktop notice, and one sentence for a screen reader. What a member writes to me while I am elsewhere is told too.

import { at } from "../core/api.js";
import { atOnce, politely } from "../core/announcer.js";
import { DesktopNotices } from "./desktop-notices.js";
import { LIST } from "../words/conversation.js";
import { plainText } from "../core/parts.js";
import { SHELL } from "../words/shell.js";
import { Sound } from "./sound.js";
import { TitleSign } from "./title-sign.js";
import { addressOf } from "../core/router.js";

export class Alerts {
  sound = new Sound();
  notices = new DesktopNotices();
  title = new TitleSign();
  #api;
  #desk;
  #toasts;
  #onClaim;
  #waiting = new Set();
  // Of my conversations, how much was written that I have not looked at.
  #unread = new Map();
  #hasLooked = false;

  /**
   * @param {object} parts
   * @param {(id: string) => void} parts.onClaim
   */
  constructor({ api, desk, live, toasts, onClaim }) {
    this.#api = api;
    this.#desk = desk;
    this.#toasts = toasts;
    this.#onClaim = onClaim;
    live.on("handoff", (summary) => this.#arrived(summary));
    live.on("given", (summary) => {
      if (desk.isMine(summary)) this.#received(summary);
    });
    live.on("hello", () => this.#catchUp());
    desk.addEventListener("conversation", ({ detail }) => this.#changed(detail.summary, detail.before));
    desk.addEventListener("counts", () => (this.title.waiting = desk.counts.queue));
    for (const type of ["hashchange", "focus"]) addEventListener(type, () => this.#looked());
  }

  /**
   * Those who have begun to wait while the line was down are told too, and who waits no more is taken back; those of
   * before the first time are not new.
   */
  async #catchUp() {
    const isFirst = !this.#hasLooked;
    this.#hasLooked = true;
    const before = [...this.#waiting];
    const { moment } = this.#desk;
    const list = (view) => this.#api.get(at("conversations"), { view });
    let found, mine;
    try {
      [found, mine] = await Promise.all([list("queue"), list("mine")]);
    } catch (error) {
      if (!error.kind) throw error;
      return; // the next hello brings another try
    }
    this.#desk.learnCounts(found.counts, moment);
    for (const summary of mine.conversations) this.#desk.learn(summary, moment);
    const still = new Set(found.conversations.map(({ id }) => id));
    if (!found.next) for (const id of before) if (!still.has(id)) this.#left(id);
    for (const summary of found.conversations) {
      if (isFirst) this.#waiting.add(summary.id);
      else this.#arrived(summary);
    }
  }

  #arrived(summary) {
    if (this.#waiting.has(summary.id)) return;
    this.#waiting.add(summary.id);
    if (!this.#desk.me.is_available) return; // who is away from the desk sees it in the list, and hears nothing
    this.#call(summary, summary.id, SHELL.newHandoff(summary.title), "queue", [
      { name: SHELL.claim, act: () => this.#onClaim(summary.id), isMain: true },
      { name: SHELL.view, act: () => this.#open(summary) },
    ]);
  }

  /** A colleague has made it mine; who is away hears of it too, since its member counts on nobody else. */
  #received(summary) {
    this.#call(summary, givenTag(summary.id), SHELL.received(summary.title), "mine", [
      { name: SHELL.open, act: () => this.#open(summary, "mine"), isMain: true },
    ]);
  }

  #call(summary, tag, words, view, actions) {
    atOnce(words);
    this.#toasts.ask({ tag, words, detail: detailOf(summary), actions });
    this.title.blink(words, tag);
    this.sound.ring();
    this.notices.show(words, summary.id, () => this.#open(summary, view));
  }

  #left(id) {
    this.#waiting.delete(id);
    this.#over(id);
  }

  #changed(summary, before) {
    if (summary.owner !== "queue" || summary.ended_at) this.#left(summary.id);
    if (!this.#desk.isMine(summary)) this.#over(givenTag(summary.id));
    if (!this.#desk.isMine(summary) || !summary.unanswered) this.#read(summary.id);
    else if (before && this.#desk.isMine(before) && summary.unanswered > before.unanswered) this.#wrote(summary, summary.unanswered - before.unanswered);
  }

  /** The member of a conversation of mine has written something. */
  #wrote(summary, count) {
    if (this.#isLookedAt(summary.id)) return;
    const words = SHELL.newReply(summary.title);
    this.#unread.set(summary.id, (this.#unread.get(summary.id) ?? 0) + count);
    const tag = unreadTag(summary.id);
    this.#toasts.ask({ tag, words, detail: lastWords(summary), actions: [
      { name: SHELL.open, act: () => this.#open(summary, "mine"), isMain: true },
    ] });
    politely(words);
    this.#showUnread();
    this.title.blink(words, tag);
    this.sound.tick();
    this.notices.show(words, summary.id, () => this.#open(summary, "mine"));
  }

  #read(id) {
    if (!this.#unread.delete(id)) return;
    this.#over(unreadTag(id));
    this.#showUnread();
  }

  #looked() {
    for (const id of [...this.#unread.keys()]) if (this.#isLookedAt(id)) this.#read(id);
  }

  #over(tag) {
    this.#toasts.withdraw(tag);
    this.title.callOff(tag);
  }

  #showUnread() {
    this.title.unread = [...this.#unread.values()].reduce((sum, count) => sum + count, 0);
  }

  #isLookedAt(id) {
    return document.hasFocus() && location.hash.endsWith(`/${encodeURIComponent(id)}`);
  }

  #open(summary, view = "queue") {
    location.hash = addressOf(view, summary.id);
  }
}

// Not the tag of one that waits, which goes once somebody has it.
const givenTag = (id) => `given-${id}`;
const unreadTag = (id) => `unread-${id}`;

/** Why they wait, and what the member said last. */
const detailOf = (summary) => [summary.reason_label, lastWords(summary)].filter(Boolean).join("・");

function lastWords({ last }) {
  const words = last ? plainText(last.parts).replace(/\s+/g, " ") : "";
  return words && LIST.lastBy[last.author] + words;
}
