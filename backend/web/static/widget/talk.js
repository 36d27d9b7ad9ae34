// What is said in one conversation: brought to the server one after the other, received, and told to who shows it.

import { ApiError } from "./api.js";
import { clientId } from "./client-id.js";
import { deliver } from "./delivery.js";
import { Entries } from "./entries.js";
import { Lane } from "./lane.js";

/**
 * @typedef {import("./api.js").Message} Message
 * @typedef {import("./entries.js").Entry} Entry
 *
 * @typedef {object} Hooks
 * @property {() => import("./api.js").Session} session
 * @property {(entry: Entry) => Promise<{messages: Message[]}>} post
 * @property {(type: "added"|"changed"|"moved"|"removed"|"typing", detail: object) => void} tell
 * @property {(message: Message) => void} onNew something was said just now
 * @property {() => void} onAnswered a message of the member's was taken in
 * @property {(error: ApiError) => void} onFailed
 */

export class Talk {
  entries = new Entries();
  /** Number of posts whose answer is awaited. */
  awaited = 0;
  #lane = new Lane();
  #hooks;

  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.#hooks = hooks;
  }

  /** What was said before the stream begins. */
  start(messages, live) {
    for (const message of messages) this.#add(message, { live, isPlaced: true });
  }

  /** The answer to something done here; the stream will bring it too, and tells its place. */
  receive(messages) {
    for (const message of messages) this.#add(message, { live: true, isPlaced: false });
  }

  /** A message of the stream, which brings all of them in the record's order. */
  hear(message) {
    const entry = this.entries.outgoingLike(message);
    if (entry) this.#settle(entry, message);
    const known = this.entries.of(message.id);
    if (!known) this.#add(message, { live: true, isPlaced: true });
    else if (this.entries.place(known)) this.#hooks.tell("moved", { entry: known });
  }

  /** The member says something. `payload` is posted, `text` is shown. */
  async send(payload, text) {
    const entry = this.entries.addOutgoing(clientId(), payload, text);
    this.#hooks.tell("added", { entry, live: true });
    await this.deliver(entry);
  }

  /** Bring it to the server, or try that again. */
  async deliver(entry) {
    const { id } = this.#hooks.session();
    const isOver = () => this.#hooks.session().id !== id;
    this.#change(entry, "sending");
    this.#await(+1);
    try {
      await this.#lane.join(entry);
      if (isOver()) return this.#change(entry, "failed", "gone");
      const { messages } = await deliver(
        () => this.#hooks.post(entry),
        (state) => this.#change(entry, state),
      );
      if (isOver()) return; // meanwhile another conversation was begun
      const [own, ...replies] = messages;
      this.#settle(entry, own);
      this.#hooks.onAnswered();
      this.receive(replies);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // An event may have told meanwhile that it arrived after all.
      if (!entry.message && !isOver()) this.#change(entry, "failed", error.kind);
      this.#hooks.onFailed(error);
    } finally {
      this.#lane.leave(entry);
      this.#await(-1);
    }
  }

  #add(message, { live, isPlaced }) {
    const entry = this.entries.add(message, { isPlaced });
    if (!entry) return;
    if (live) this.#hooks.onNew(message);
    this.#hooks.tell("added", { entry, live });
  }

  #settle(entry, message) {
    const outcome = this.entries.settle(entry, message);
    this.#lane.leave(entry);
    this.#hooks.tell(outcome === "gone" ? "removed" : "changed", { entry });
    if (outcome === "moved") this.#hooks.tell("moved", { entry });
  }

  #change(entry, delivery, failure = null) {
    if (entry.message) return;
    Object.assign(entry, { delivery, failure });
    this.#hooks.tell("changed", { entry });
  }

  #await(change) {
    this.awaited += change;
    this.#hooks.tell("typing", { author: null });
  }
}
