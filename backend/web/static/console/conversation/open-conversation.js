// One conversation on the screen: its head, its timeline, the composer, and the column of what is known about it.

import { at } from "../core/api.js";
import { CannedPicker } from "./canned-picker.js";
import { Composer } from "./composer.js";
import { ContextColumn } from "../context/context-column.js";
import { errorState, skeleton } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { OwnTyping } from "./own-typing.js";
import { politely } from "../core/announcer.js";
import { problemWords } from "../words/problems.js";
import { TalkHead } from "./talk-head.js";
import { Thread } from "./thread.js";
import { Timeline } from "./timeline.js";
import { COMPOSER, TALK } from "../words/conversation.js";

export class OpenConversation {
  #services;
  #id;
  #left = new AbortController();
  #summary = null;
  #thread;
  #timeline = null;
  #hasBegun = false;
  #onAction;
  #onReady;

  /**
   * @param {object} services
   * @param {string} id
   * @param {object} hooks
   * @param {string} hooks.view the list it was opened from
   * @param {(action: string) => void} hooks.onAction
   * @param {() => void} hooks.onReady everything is on the screen
   */
  constructor(services, id, { view, onAction, onReady }) {
    this.#services = services;
    this.#id = id;
    this.#onAction = onAction;
    this.#onReady = onReady;
    this.#thread = new Thread(services.api, id);
    this.#buildParts(view);
    this.element = h("section", { class: "talk", "aria-label": TALK.log }, skeleton(6));
    this.#listen();
    this.#load();
  }

  get id() {
    return this.#id;
  }

  get summary() {
    return this.#summary;
  }

  #buildParts(view) {
    const { api, desk, ownership } = this.#services;
    this.context = new ContextColumn(this.#services, this.#id, {
      onReply: (text) => this.composer.insert(text),
      onClose: () => this.toggleDetails(),
    });
    this.head = new TalkHead({ ownership, desk, view, onAction: this.#onAction, onDetails: () => this.toggleDetails() });
    this.typing = new OwnTyping((active) => api.post(at("conversations", this.#id, "typing"), { active }));
    this.composer = new Composer(this.#id, {
      onReply: (text) => this.#reply(text),
      onNote: (text) => this.#note(text),
      onWrite: () => this.typing.wrote(),
      cannedReplies: CannedPicker.fetcher(api, this.#id),
    });
  }

  #listen() {
    const { desk, live } = this.#services;
    const { signal } = this.#left;
    desk.addEventListener("conversation", ({ detail }) => detail.summary.id === this.#id && this.#show(detail.summary), { signal });
    live.on("hello", () => this.#cameBack(), signal);
    live.on("entry", (entry) => this.#heard(entry), signal);
    live.on("typing", ({ conversation_id: id, author, active }) => id === this.#id && author === "member" && this.#timeline?.showTyping(active), signal);
  }

  async #load() {
    const { api, desk, live } = this.#services;
    const { signal } = this.#left;
    const asked = desk.moment;
    try {
      const [summary, cursor] = await Promise.all([api.get(at("conversations", this.#id), {}, signal), this.#thread.load(signal)]);
      desk.learn(summary, asked);
      const newest = desk.summaries.get(this.#id);
      this.#build(newest);
      this.#show(newest);
      this.#onReady();
      live.watch(this.#id, cursor);
    } catch (error) {
      if (signal.aborted) return;
      if (!error.kind) throw error;
      this.element.replaceChildren(errorState(error, () => this.#load()));
    }
  }

  #build(summary) {
    this.#timeline = new Timeline(this.#thread, {
      memberName: summary.title,
      myName: this.#services.desk.me.name,
      personalData: this.#services.personalData,
      onResend: (item) => this.#thread.resend(item),
    });
    this.element.replaceChildren(this.head.element, this.#timeline.element, this.composer.element);
    this.#timeline.start();
    this.context.start(summary);
    this.head.title.focus({ preventScroll: true });
  }

  #show(summary) {
    if (!this.#timeline) return;
    this.#summary = summary;
    this.head.show(summary);
    this.context.show(summary);
    const obstacle = this.#obstacle(summary);
    if (obstacle !== null) this.typing.forget();
    // Only to a person with the page open is it told when the writing ends.
    if (summary.owner !== "agent" || !summary.is_present) this.#timeline.showTyping(false);
    this.composer.replyObstacle = obstacle;
  }

  #obstacle(summary) {
    const words = COMPOSER.notYours;
    if (summary.ended_at) return words.ended;
    if (summary.owner !== "agent") return words[summary.owner];
    return this.#services.desk.isMine(summary) ? null : words.agent(summary.agent?.name ?? "");
  }

  /** The first hello follows what was just fetched; after a later one the summary may be behind. */
  async #cameBack() {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      return;
    }
    const { api, desk } = this.#services;
    const asked = desk.moment;
    try {
      desk.learn(await api.get(at("conversations", this.#id), {}, this.#left.signal), asked);
    } catch (error) {
      if (!error.kind && !this.#left.signal.aborted) throw error; // the next change or hello brings another try
    }
  }

  #heard(entry) {
    this.#thread.receive(entry);
    if (entry.kind !== "message" || entry.author !== "member") return;
    this.#timeline?.showTyping(false);
    this.context.memberSpoke();
  }

  async #reply(text) {
    this.typing.forget();
    await this.#thread.send(text);
  }

  async #note(text) {
    try {
      await this.#thread.note(text);
      return true;
    } catch (error) {
      if (!error.kind) throw error;
      this.#services.toasts.problem(problemWords(error));
      return false;
    }
  }

  /** Keys of the screen. @returns {boolean} whether there was something to do */
  act(name) {
    if (!this.#timeline) return false;
    if (name === "reply" || name === "note") this.composer.write(name);
    else if (name === "rest") this.head.title.focus({ preventScroll: true });
    else if (name.startsWith("suggestion-")) return this.context.useSuggestion(Number(name.at(-1)) - 1);
    else if (name === "leave" && this.isShowingDetails) this.toggleDetails();
    else return false;
    return true;
  }

  get isShowingDetails() {
    return this.context.element.hasAttribute("data-open");
  }

  /** On a tablet the right column is a drawer. */
  toggleDetails() {
    const isOpen = this.context.element.toggleAttribute("data-open");
    this.head.details.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.context.focus();
    else this.head.details.focus();
  }

  /** It has just become mine. */
  claimed() {
    politely(TALK.claimed);
    this.composer.write("reply");
  }

  close() {
    this.typing.stopped();
    this.#left.abort();
    this.element.remove();
    this.context.element.remove();
  }
}
