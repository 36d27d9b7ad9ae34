// Keeps one event stream open: reconnects with growing pauses, resumes where it stopped, rests while nobody looks.

import { readEvents } from "./sse-parser.js";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
// The server sends a keep-alive several times within this; silence for longer is a dead connection.
const SILENCE_MS = 60_000;

export class EventStream {
  #connect;
  #onEvent;
  #onGone;
  #onState;
  /** Whether it may close while nobody looks at the tab; may be changed at any time. */
  restsWhenHidden;
  #controller = null;
  #lastEventId;
  #wake = null;

  /**
   * @param {object} hooks
   * @param {(lastEventId: string|null, signal: AbortSignal) => Promise<Response>} hooks.connect
   * @param {(type: string, data: object) => void} hooks.onEvent
   * @param {string|null} hooks.lastEventId the last message that is known already
   * @param {() => void} hooks.onGone the server no longer knows the conversation
   * @param {(isOpen: boolean) => void} [hooks.onState] told each time the stream opens and each time it is lost
   * @param {boolean} [hooks.restsWhenHidden] false for who must hear of things in a tab that nobody looks at
   */
  constructor({ connect, onEvent, onGone, lastEventId, onState = () => {}, restsWhenHidden = true }) {
    this.#connect = connect;
    this.#onEvent = onEvent;
    this.#onGone = onGone;
    this.#onState = onState;
    this.restsWhenHidden = restsWhenHidden;
    this.#lastEventId = lastEventId;
  }

  start() {
    document.addEventListener("visibilitychange", this.#followVisibility);
    addEventListener("online", this.#hurry);
    this.#followVisibility();
  }

  stop() {
    document.removeEventListener("visibilitychange", this.#followVisibility);
    removeEventListener("online", this.#hurry);
    this.#close();
  }

  // Browsers allow six connections to a host over HTTP/1.1: background tabs must not hold them all.
  #followVisibility = () => {
    if (document.hidden && this.restsWhenHidden) this.#close();
    else if (!this.#controller) this.#run();
  };

  #hurry = () => this.#wake?.();

  #close() {
    this.#controller?.abort();
    this.#controller = null;
    this.#wake?.();
  }

  async #run() {
    const controller = new AbortController();
    this.#controller = controller;
    const { signal } = controller;
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        const response = await this.#connect(this.#lastEventId, signal);
        pause = FIRST_PAUSE_MS;
        this.#onState(true);
        await this.#read(response, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error.kind === "gone") {
          this.#onGone();
          return;
        }
      }
      if (signal.aborted) return;
      this.#onState(false);
      await this.#rest(pause * (0.75 + Math.random() / 2)); // spread, so that a restart isn't met by everybody at once
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  async #read(response, signal) {
    const reader = response.body.getReader();
    let watchdog;
    const stillAlive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => reader.cancel(), SILENCE_MS);
    };
    stillAlive();
    try {
      for await (const event of readEvents(reader, stillAlive)) {
        if (signal.aborted) return;
        if (event.id !== null) this.#lastEventId = event.id;
        this.#deliver(event);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  #deliver({ type, data }) {
    let content;
    try {
      content = JSON.parse(data);
    } catch {
      return; // not ours: a proxy's or a newer server's
    }
    this.#onEvent(type, content);
  }

  #rest(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
