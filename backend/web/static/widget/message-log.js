// The log of messages: appends and moves, never re-renders, so that a screen reader speaks what is new and nothing else.

import { RestReasons } from "./choice-list.js";
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
  #addresses = [];
  #readFrom = null;
  #isActive = true;
  #speaking = 0;
  #scrolledByHand = false;
  #ticketNotice = null;
  #onButtonGone;
  #noticesSeen;
  #isNoticeInView = false;

  /**
   * @param {object} hooks
   * @param {string|null} hooks.demoMailbox
   * @param {() => void} hooks.onSignedIn
   * @param {() => void} hooks.onAddressed an address for an answer has been given
   * @param {() => void} hooks.onButtonGone the button that had the focus is of no use any more
   */
  constructor(conversation, { demoMailbox, onSignedIn, onAddressed, onButtonGone }) {
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
    this.#onButtonGone = onButtonGone;
    this.typing = new TypingSign();
    const named = { role: "log", "aria-live": "off", "aria-label": WORDS.log, tabindex: "0" };
    this.empty = h("p", { class: "empty", "aria-hidden": "true" }, WORDS.empty);
    this.restReasons = new RestReasons();
    this.restReasons.style = conversation.style;
    this.element = h("div", { class: "log", ...named }, this.empty, this.typing.element);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.scrollToEnd() });
    this.jump.append(icon("down"), WORDS.jump);
    this.element.addEventListener("scroll", () => this.#isAtEnd() && (this.jump.hidden = true), { passive: true });
    for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      this.element.addEventListener(act, () => (this.#scrolledByHand = true), { passive: true });
    }
    this.#noticesSeen = new IntersectionObserver((seen) => this.#seeNotice(seen), { root: this.element });
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
    this.#scrolledByHand = false;
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
    const asking = this.#addresses.findLast((address) => address.isOpen);
    asking?.focus();
    return Boolean(asking);
  }

  /** To the notice that says what came of waiting for a person, and to what it asks for. */
  showTicketNotice() {
    if (!this.focusAddress()) this.element.focus({ preventScroll: true });
    if (!this.#ticketNotice) return;
    this.#readFrom = this.#ticketNotice;
    this.showFromQuestion();
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
    on("style", () => this.#followStyle());
    this.#conversation.handoff.addEventListener("change", () => this.#followHandoff());
    this.#conversation.identity.addEventListener("change", () => this.#followIdentity());
  }

  #add(entry, live) {
    const wasAtEnd = this.#isAtEnd();
    const view = new MessageView(entry, this.#hooks);
    this.#views.set(entry, view);
    const place = () => this.#next(entry).before(view.element);
    if (live) place();
    else this.quietly(place);
    if (live) this.#followChoices();
    this.#scrollFor(entry, view, live, wasAtEnd);
    if (live && entry.message?.card?.type === "ticket") this.#watchNotice(view.element);
  }

  #scrollFor(entry, view, live, isAtEnd) {
    const isOwn = !entry.message || entry.message.author === "member";
    // A long answer is left at its start. Who has not moved since is not to miss below it what became of their call.
    const wasAtEnd = isAtEnd || (entry.message?.author === "system" && !this.#scrolledByHand);
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

  #watchNotice(element) {
    this.#ticketNotice = element;
    this.#noticesSeen.disconnect();
    this.#noticesSeen.observe(element.querySelector(".bubble"));
  }

  #seeNotice(seen) {
    this.#isNoticeInView = seen.at(-1).isIntersecting;
    if (this.#isNoticeInView) this.#conversation.handoff.acknowledge();
  }

  /** What the bot offered before a person spoke is over; while one is there, all of it rests. */
  #followChoices() {
    const { entries, handoff, style } = this.#conversation;
    let rest = handoff.hasPerson ? "person" : null;
    for (const entry of [...entries.list].reverse()) {
      if (entry.message?.author === "agent") rest ??= "past";
      this.#views.get(entry)?.choices?.update({ rest, isWaiting: handoff.isWaiting, style });
    }
  }

  #followHandoff() {
    const focused = this.element.getRootNode().activeElement;
    const wasInLog = this.element.contains(focused);
    this.keepingEnd(() => this.#followChoices());
    if (wasInLog && focused.closest("[hidden]")) this.#onButtonGone();
    if (this.#isNoticeInView) this.#conversation.handoff.acknowledge();
  }

  #followStyle() {
    const { style } = this.#conversation;
    this.restReasons.style = style;
    this.keepingEnd(() => {
      this.#followChoices();
      for (const address of this.#addresses) address.style = style;
    });
  }

  #clear() {
    this.#views.clear();
    this.#signIn = null;
    this.#addresses = [];
    this.#readFrom = this.#ticketNotice = null;
    this.#noticesSeen.disconnect();
    this.#isNoticeInView = false;
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
    const address = new ReplyAddress({
      give: (email) => this.#conversation.giveAddress(number, email),
      isGiven: this.#conversation.memories.isAddressed(number),
      onGiven,
      style: this.#conversation.style,
    });
    this.#addresses.push(address);
    return address.element;
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
    this.#followChoices();
    const { phase } = this.#conversation;
    const isActive = phase !== "ended" && phase !== "gone";
    if (isActive === this.#isActive) return;
    this.#isActive = isActive;
    const controls = "button.choice, .delivery button, .thumb, .reason *, .reply-address form *";
    for (const control of this.element.querySelectorAll(controls)) control.disabled = !isActive;
    if (!isActive) this.#signIn?.retire();
  }
}
