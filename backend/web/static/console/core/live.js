// The one open stream of this tab: what happens at the desk, and in the conversation that is being watched.

import { EventStream } from "../../widget/event-stream.js";

export class Live extends EventTarget {
  #api;
  #stream = null;
  #watched = null;
  // Not known before the first try has gone one way or the other.
  #isOpen = null;
  #hasOpened = false;

  constructor(api) {
    super();
    this.#api = api;
    // The stream itself notices a lost line only after a while.
    addEventListener("offline", () => this.#moved(false));
    addEventListener("online", () => this.#restart());
  }

  /**
   * Follow the desk, and a conversation's entries from `cursor` on. What is told while switching is in the lists
   * that are fetched again after `hello`.
   * @param {string|null} conversationId
   * @param {string|null} cursor
   */
  watch(conversationId, cursor = null) {
    this.#watched = { conversationId, cursor };
    this.#restart();
  }

  stop() {
    this.#stream?.stop();
    this.#stream = null;
  }

  /**
   * @param {string} type as the server names it, or `state` with {isOpen}
   * @param {(data: object) => void} act
   * @param {AbortSignal} [signal] ends it
   */
  on(type, act, signal) {
    this.addEventListener(type, (event) => act(event.detail), { signal });
  }

  #restart() {
    if (!this.#watched) return;
    this.stop();
    const { conversationId, cursor } = this.#watched;
    this.#stream = new EventStream({
      connect: (lastEventId, signal) => this.#connect(conversationId, lastEventId, signal),
      onEvent: (type, data) => this.#heard(type, data),
      onGone: () => {},
      onState: (isOpen) => this.#moved(isOpen),
      lastEventId: cursor,
      restsWhenHidden: false, // a new handoff must be heard of in a background tab too
    });
    this.#stream.start();
  }

  async #connect(conversationId, lastEventId, signal) {
    try {
      return await this.#api.openEvents(conversationId, lastEventId, signal);
    } catch (error) {
      if (error.kind === "signed_out") this.stop();
      if (error.kind === "missing") this.#watched = { conversationId: null, cursor: null };
      throw error;
    }
  }

  #heard(type, data) {
    if (type === "hello") {
      this.#tell("hello", { isFirst: !this.#hasOpened });
      this.#hasOpened = true;
    } else {
      this.#tell(type, data);
    }
  }

  #moved(isOpen) {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.#tell("state", { isOpen });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
