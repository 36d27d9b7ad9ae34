// The log of messages: appends and moves, never re-renders, so that a screen reader speaks what is new and nothing else.

import { h, icon } from "./dom.js";
import { MessageView } from "./message-view.js";
import { ReplyAddress } from "./reply-address.js";
import { SignInCard } from "./sign-in-card.js";
import { TypingSign } from "./typing-sign.js";
import { WORDS } from "./words.js";

// Closer to the end than this counts as being there.
const NEAR_END_PX = 80;

export class MessageLog {
  #conversation;
  #hooks;
  #views = new Map();
  #signIn = null;
  #address = null;
  #readFrom = null;
  #isActive = true;
  #speaking = 0;

  /**
   * @param {object} hooks
   * @param {string|null} hooks.demoMailbox
   * @param {() => void} hooks.onSignedIn
   * @param {() => void} hooks.onAddressed an address for an answer has been given
   */
  constructor(conversation, { demoMailbox, onSignedIn, onAddressed }) {
    this.#conversation = conversation;
    this.#hooks = {
      onChoice: (choice) => conversation.send(choice.payload, choice.title),
      onResend: (entry) => conversation.resend(entry),
      signIn: (card) => this.#newSignIn(card, { demoMailbox, onSignedIn }),
      replyAddress: (ticket) => this.#newAddress(ticket, onAddressed),
      feedbackOn: (message) => ({
        thumb: conversation.memories.thumbOn(message.id),
        judge: (verdict) => conversation.judge(message.id, verdict),
      }),
      demoMailbox,
    };
    this.typing = new TypingSign();
    const named = { role: "log", "aria-live": "off", "aria-label": WORDS.log, tabindex: "0" };
    this.empty = h("p", { class: "empty", "aria-hidden": "true" }, WORDS.empty);
    this.element = h("div", { class: "log", ...named }, this.empty, this.typing.element);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.scrollToEnd() });
    this.jump.append(icon("down"), WORDS.jump);
    this.element.addEventListener("scroll", () => this.#isAtEnd() && (this.jump.hidden = true), { passive: true });
    this.#listen();
    for (const entry of conversation.entries.list) this.#add(entry, false);
  }

  /** Show or build something without a word: a screen reader hears only what comes after. */
  quietly(act) {
    this.element.setAttribute("aria-live", "off");
    const turn = ++this.#speaking;
    act();
    // Two frames: the accessibility tree has taken the change in by then.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (turn === this.#speaking) this.element.setAttribute("aria-live", "polite");
      }),
    );
  }

  scrollToEnd() {
    this.#scrollTo(this.element.scrollHeight);
  }

  /** Do what changes the log's height; whoever was at the end stays there. */
  keepingEnd(act) {
    const wasAtEnd = this.#isAtEnd();
    act();
    if (wasAtEnd) this.element.scrollTo({ top: this.element.scrollHeight, behavior: "instant" });
  }

  /** Glides where styles say so, but not past screens of old messages: that takes longer than the reply. */
  #scrollTo(top) {
    const { scrollTop, clientHeight } = this.element;
    const isFar = Math.abs(top - scrollTop) > 2 * clientHeight;
    this.element.scrollTo({ top, behavior: isFar ? "instant" : "auto" });
  }

  /** To the newest sign-in card's field, for who asked for it. */
  focusSignIn() {
    this.#signIn?.element.querySelector("input")?.focus();
  }

  /** To the field for the address that an answer is to go to. @returns {boolean} whether one is asked for */
  focusAddress() {
    if (!this.#address?.isOpen) return false;
    this.#address.focus();
    return true;
  }

  #listen() {
    const on = (type, act) => this.#conversation.addEventListener(type, (event) => act(event.detail));
    on("added", ({ entry, live }) => this.#add(entry, live));
    on("changed", ({ entry }) => this.#update(entry));
    on("moved", ({ entry }) => this.#move(entry));
    on("typing", ({ author }) => this.#showTyping(author));
    on("removed", ({ entry }) => this.#remove(entry));
    on("reset", () => this.#clear());
    on("phase", () => this.#followPhase());
    this.#conversation.identity.addEventListener("change", () => this.#followIdentity());
  }

  #add(entry, live) {
    const wasAtEnd = this.#isAtEnd();
    const view = new MessageView(entry, this.#hooks);
    this.#views.set(entry, view);
    const place = () => this.#next(entry).before(view.element);
    if (live) place();
    else this.quietly(place);
    this.#scrollFor(entry, view, live, wasAtEnd);
  }

  #scrollFor(entry, view, live, wasAtEnd) {
    const isOwn = !entry.message || entry.message.author === "member";
    // What nobody asked for just now, such as a person's words, is read from its own start.
    const comesByItself = live && wasAtEnd && !this.#conversation.awaited && this.element.clientHeight > 0;
    if (isOwn || comesByItself) this.#readFrom = view.element;
    if (!entry.message) this.scrollToEnd();
    else if (!live || wasAtEnd || this.#conversation.awaited) this.showFromQuestion();
    else this.jump.hidden = false;
  }

  /** As far down as possible with the question still in sight: a long reply is read from its start. */
  showFromQuestion() {
    const end = this.element.scrollHeight - this.element.clientHeight;
    const start = this.#readFrom ? this.#readFrom.offsetTop - 12 : 0;
    this.#scrollTo(Math.min(end, Math.max(start, 0)));
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  #update(entry) {
    const wasAtEnd = this.#isAtEnd();
    this.#views.get(entry)?.update();
    if (wasAtEnd || this.#conversation.awaited) this.showFromQuestion(); // a failure's words make it longer
  }

  /** What a message stands before. */
  #next(entry) {
    const { list } = this.#conversation.entries;
    return this.#views.get(list[list.indexOf(entry) + 1])?.element ?? this.typing.element;
  }

  /** It was read out where it stood first. */
  #move(entry) {
    const { element } = this.#views.get(entry);
    this.keepingEnd(() => this.quietly(() => this.#next(entry).before(element)));
  }

  #remove(entry) {
    this.#views.get(entry)?.element.remove();
    this.#views.delete(entry);
  }

  #clear() {
    this.#views.clear();
    this.#signIn = null;
    this.#address = null;
    this.#readFrom = null;
    this.jump.hidden = true;
    this.element.replaceChildren(this.empty, this.typing.element);
  }

  /** What goes on by itself after signing in is read from the card on, not from the question before it. */
  async #confirm(code) {
    const { element } = this.#signIn;
    await this.#conversation.confirmIdentity(code);
    this.#readFrom = element;
    this.jump.hidden = true;
    this.showFromQuestion();
  }

  /** Only the newest sign-in card works; the ones before step back. */
  #newSignIn(card, { demoMailbox, onSignedIn }) {
    this.#signIn?.retire();
    this.#signIn = new SignInCard({
      step: card.step === "code" ? "code" : "login_id",
      start: (loginId) => this.#conversation.startIdentity(loginId),
      confirm: (code) => this.#confirm(code),
      onSignedIn,
      demoMailbox,
    });
    if (this.#conversation.identity.isProven) this.#signIn.complete();
    return this.#signIn.element;
  }

  #newAddress({ number }, onGiven) {
    this.#address = new ReplyAddress({
      give: (email) => this.#conversation.giveAddress(number, email),
      isGiven: this.#conversation.memories.isAddressed(number),
      onGiven,
    });
    return this.#address.element;
  }

  #followIdentity() {
    if (this.#conversation.identity.isProven) this.#signIn?.complete();
  }

  #showTyping(author) {
    const wasAtEnd = this.#isAtEnd();
    const { awaited, handoff } = this.#conversation;
    this.typing.show(author ?? (awaited && !handoff.hasPerson ? "bot" : null));
    if (wasAtEnd || this.#conversation.awaited) this.showFromQuestion();
  }

  #followPhase() {
    const { phase } = this.#conversation;
    const isActive = phase !== "ended" && phase !== "gone";
    if (isActive === this.#isActive) return;
    this.#isActive = isActive;
    const controls = "button.choice, .delivery button, .thumb, .reason *, .reply-address form *";
    for (const control of this.element.querySelectorAll(controls)) control.disabled = !isActive;
    if (!isActive) this.#signIn?.retire();
  }
}
