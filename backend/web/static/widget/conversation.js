// One conversation with the server: its messages, its state, and the acts on it. No screen in here.
//
// Events: "phase" (phase or problem changed), "reset" (entries replaced), "added", "changed", "moved", "removed" (detail:
// entry; "added" also `live`: false for what was said before), "typing" (detail: author or null), "style".

import { ApiError } from "./api.js";
import { clientId } from "./client-id.js";
import { localMessage } from "./entries.js";
import { EventStream } from "./event-stream.js";
import { Farewell } from "./farewell.js";
import { Handoff } from "./handoff.js";
import { Identity } from "./identity.js";
import { Memories } from "./memories.js";
import { Talk } from "./talk.js";
import { TypingReport } from "./typing-report.js";

// A typing sign whose end got lost must not stay.
const TYPING_MS = 15_000;

export class Conversation extends EventTarget {
  /** @type {"idle"|"starting"|"restoring"|"failed"|"open"|"gone"|"ended"} */
  phase = "idle";
  /** @type {string|null} why starting failed: an ApiError's kind */
  problem = null;
  /** @type {Farewell|null} what is left to do once it has ended */
  farewell = null;

  #api;
  #store;
  #pageIdentity;
  #stream = null;
  #opening = null;
  #talk;
  #typingTimer;

  /** @param {{pageIdentity: import("./page-identity.js").PageIdentity}} parts */
  constructor({ api, store, pageIdentity }) {
    super();
    this.#api = api;
    this.#store = store;
    this.#pageIdentity = pageIdentity;
    this.identity = new Identity((saved) => store.update({ identity: saved }));
    this.memories = new Memories(store);
    this.handoff = new Handoff(api, {
      session: () => this.#session,
      guarded: (call) => this.#guarded(call),
      receive: (messages) => this.#talk.receive(messages),
    });
    this.#talk = this.#newTalk();
    this.typing = new TypingReport(
      (active) => api.tellTyping(this.#session, active),
      () => this.phase === "open" && this.handoff.isUnderWay,
    );
    this.handoff.addEventListener("change", () => this.#followHandoff());
    // The page's member has changed in this tab: what the one before said is none of the next one's business.
    const { subject } = pageIdentity;
    if (subject !== undefined && subject !== (store.state.subject ?? null)) store.forgetConversation();
  }

  /** @returns {import("./entries.js").Entries} what stands in the log */
  get entries() {
    return this.#talk.entries;
  }

  /** @returns {number} of posts whose answer is awaited */
  get awaited() {
    return this.#talk.awaited;
  }

  get isStored() {
    return Boolean(this.#store.state.id);
  }

  /** @returns {"standard"|"easy"} */
  get style() {
    return this.#store.state.style ?? "standard";
  }

  /** Go on with this tab's conversation, or begin one. Calling it again changes nothing. */
  open() {
    if (this.phase === "idle" || this.phase === "failed") {
      this.#opening = this.isStored ? this.#restore() : this.#begin();
    }
    return this.#opening;
  }

  /**
   * @param {string} payload what is posted
   * @param {string} text what the member sees of it
   */
  async send(payload, text = payload) {
    if (this.phase !== "open") return;
    this.typing.stop();
    await this.#talk.send(payload, text);
  }

  /** Questions that fit what is being typed. @throws {ApiError} */
  suggest(text, signal) {
    return this.#api.suggest(text, signal);
  }

  /** Try a failed message again, under the same id. */
  async resend(entry) {
    if (entry.delivery === "failed" && this.phase === "open") await this.#talk.deliver(entry);
  }

  /** @throws {ApiError} */
  async startIdentity(loginId) {
    await this.#guarded(() => this.#api.startIdentity(this.#session, loginId));
  }

  /** @throws {ApiError} status 422: wrong, 429: no tries left */
  async confirmIdentity(code) {
    const answer = await this.#guarded(() => this.#api.confirmIdentity(this.#session, code));
    this.identity.begin(answer.identified_until);
    this.#talk.receive(answer.messages);
  }

  /** Ask for signing in from here, without a word of the bot. */
  inviteToSignIn(text) {
    this.#talk.receive([localMessage(clientId(), text, { type: "sign_in" })]);
  }

  /** Tell something in the log; it is gone with the next reload. */
  note(text) {
    this.#talk.receive([localMessage(clientId(), text)]);
  }

  /** Where the answer to a ticket is to go. @throws {ApiError} */
  async giveAddress(ticketNumber, email) {
    await this.#guarded(() => this.#api.giveAddress(this.#session, email));
    this.memories.keepAddressed(ticketNumber);
  }

  /** @param {import("./api.js").Verdict} verdict @throws {ApiError} */
  async judge(messageId, verdict) {
    await this.#api.judge(this.#session, messageId, verdict);
    this.memories.keepThumb(messageId, verdict.helpful);
  }

  /** A copy by mail, also of a conversation that has just ended. @throws {ApiError} code `not_identified` */
  async sendTranscript() {
    if (this.farewell) await this.farewell.sendTranscript();
    else await this.#guarded(() => this.#api.sendTranscript(this.#session));
  }

  /**
   * Have the replies from now on in this style. Where nothing has been asked yet, the greeting too: by beginning again.
   * @throws {ApiError}
   */
  async changeStyle(style) {
    if (this.phase === "starting" || this.phase === "restoring") await this.#opening;
    const isUntouched = this.entries.list.length === 1 && this.identity.state === "none";
    if (this.phase === "open" && !isUntouched) {
      await this.#guarded(() => this.#api.changeStyle(this.#session, style));
    }
    this.#store.update({ style });
    this.#tell("style");
    if (this.phase === "open" && isUntouched) await this.startAnew();
  }

  /** @throws {ApiError} */
  async end() {
    await this.#guarded(() => this.#api.endConversation(this.#session));
    this.#close("ended");
  }

  /** Leave this conversation behind and begin another one. */
  async startAnew() {
    // Best effort: the old conversation also lapses by itself, and must not keep the member from a new one.
    if (this.phase === "open") this.#api.endConversation(this.#session).catch(() => {});
    this.#close("idle");
    this.#talk = this.#newTalk();
    this.#tell("reset");
    await this.open();
  }

  // -- beginning

  async #begin() {
    this.#move("starting");
    try {
      const { id, token, messages, identified_until: until } = await this.#pageIdentity.vouchFor((proof) =>
        this.#api.createConversation(proof, this.style),
      );
      this.#store.update({ id, token, subject: this.#pageIdentity.subject ?? null });
      this.#start(messages, true);
      if (until) this.identity.begin(until);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #restore() {
    this.#move("restoring");
    try {
      const { messages, identified_until: until, handoff } = await this.#api.listMessages(this.#session);
      const { farewell } = this.#store.state;
      if (farewell) {
        this.#talk.start(messages, false);
        this.#sayFarewell(true, farewell.offersTranscript);
        this.#move("ended");
        return;
      }
      this.identity.restore(this.#store.state.identity);
      if (until !== undefined) this.identity.learn(until);
      this.#start(messages, false);
      this.handoff.learn(handoff);
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== "gone") {
        this.#fail(error);
        return;
      }
      this.#store.forgetConversation();
      await this.#begin();
    }
    await this.#noticeEnd();
  }

  #newTalk() {
    return new Talk({
      session: () => this.#session,
      post: ({ payload, clientId: id }) => this.#api.postMessage(this.#session, payload, id),
      tell: (type, detail) => this.#tell(type, detail),
      onNew: (message) => message.card?.type === "sign_in" && message.author === "bot" && this.identity.lost(),
      onAnswered: () => this.identity.touch(),
      onFailed: (error) => this.#lost(error),
    });
  }

  #start(messages, live) {
    this.#talk.start(messages, live);
    this.#move("open");
    let hasOpened = false;
    this.#stream = new EventStream({
      connect: (lastEventId, signal) => this.#api.openEvents(this.#session, lastEventId, signal),
      onEvent: (type, data) => this.#happened(type, data),
      onGone: () => this.#close("gone"),
      onState: (isOpen) => {
        if (!isOpen) return;
        if (hasOpened || this.handoff.isUnderWay) this.#catchUp();
        hasOpened = true;
      },
      lastEventId: messages.at(-1)?.id ?? null,
    });
    this.#stream.start();
  }

  async #catchUp() {
    await this.handoff.catchUp(this.entries.lastId);
    await this.#noticeEnd();
  }

  /** A person may have ended it while nothing was heard here. */
  async #noticeEnd() {
    if (this.phase !== "open" || this.handoff.hasPerson || !this.#hadPerson) return;
    if ((await this.handoff.isOver()) && this.phase === "open") this.#close("ended");
  }

  // -- what the stream tells

  #happened(type, data) {
    if (type === "message") this.#heard(data);
    else if (type === "typing" && data.author !== "member") this.#typing(data.active ? data.author : null);
    else if (type === "status" && data.handoff) this.handoff.learn(data.handoff);
    else if (type === "status" && data.ended) this.#close("ended", data.rating);
    else if (type === "status" && data.identified && this.identity.state !== "verified") this.identity.begin();
  }

  #heard(message) {
    this.#talk.hear(message);
    if (message.author !== "member") this.#typing(null);
  }

  #typing(author) {
    clearTimeout(this.#typingTimer);
    if (author) this.#typingTimer = setTimeout(() => this.#typing(null), TYPING_MS);
    this.#tell("typing", { author });
  }

  // -- a person

  #followHandoff() {
    if (this.#stream) this.#stream.restsWhenHidden = !this.handoff.isUnderWay;
    if (!this.handoff.isUnderWay) this.typing.stop();
    this.#tell("typing", { author: null });
  }

  get #hadPerson() {
    return this.handoff.hadPerson || this.entries.hasPersonsWords;
  }

  // -- state

  get #session() {
    return this.#store.state;
  }

  async #guarded(call) {
    try {
      return await call();
    } catch (error) {
      this.#lost(error);
      throw error;
    }
  }

  #lost(error) {
    if (error.kind !== "gone") return;
    this.#close(error.code === "conversation_ended" && this.#hadPerson ? "ended" : "gone");
  }

  #fail(error) {
    if (!(error instanceof ApiError)) throw error;
    this.problem = error.kind;
    this.#move("failed");
  }

  /** No more messages: keep what is on the screen, and of the key what the farewell needs. */
  #close(phase, asksForRating = this.#hadPerson) {
    if (this.phase === "ended" && phase !== "idle") return;
    this.#stream?.stop();
    this.#stream = null;
    this.#typing(null);
    const wasIdentified = this.identity.isProven;
    this.identity.forget();
    if (phase === "ended") this.#sayFarewell(asksForRating, wasIdentified);
    else this.#forget();
    this.handoff.forget();
    this.#move(phase);
  }

  #sayFarewell(asksForRating, offersTranscript) {
    const { id, token } = this.#session;
    const onRated = () => {
      this.#store.forgetConversation();
      this.#tell("phase");
    };
    this.farewell = new Farewell({ api: this.#api, session: { id, token }, asksForRating, offersTranscript, onRated });
    if (asksForRating) this.#store.update({ farewell: { offersTranscript } });
    else this.#store.forgetConversation();
  }

  #forget() {
    this.farewell = null;
    this.#store.forgetConversation();
  }

  #move(phase) {
    this.phase = phase;
    if (phase !== "failed") this.problem = null;
    this.#tell("phase");
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
