// What has happened in one conversation, in the order that the stream gives, and what is still on its way from here.

import { ApiError } from "../../widget/api.js";
import { at } from "../core/api.js";
import { clientId } from "../../widget/client-id.js";
import { deliver } from "../../widget/delivery.js";
import { Lane } from "../../widget/lane.js";

/**
 * @typedef {{kind: "message"|"note"|"event", id: string|number, at: string}} Entry further fields by kind
 * @typedef {{entry: Entry|null, clientId: string|null, text: string, isPlaced: boolean,
 *   delivery: "sending"|"retrying"|"waiting_online"|"failed"|"done", failure: ApiError|null}} Item
 *   `isPlaced`: the stream has told its place; until then what was sent from here stands at the end
 */

const keyOf = (entry) => `${entry.kind}:${entry.id}`;

export class Thread extends EventTarget {
  /** @type {Item[]} */
  items = [];
  #api;
  #path;
  #byKey = new Map();
  #lane = new Lane();

  constructor(api, conversationId) {
    super();
    this.#api = api;
    this.#path = ["conversations", conversationId];
  }

  /** @returns {Promise<string>} the cursor to follow the stream from */
  async load(signal) {
    let after;
    for (;;) {
      const { entries, cursor, has_more: hasMore } = await this.#api.get(at(...this.#path, "timeline"), { after }, signal);
      for (const entry of entries) if (!this.#byKey.has(keyOf(entry))) this.#add(entry);
      if (!hasMore) return cursor;
      after = cursor;
    }
  }

  /** An entry of the stream. */
  receive(entry) {
    const item = this.#byKey.get(keyOf(entry)) ?? this.#pendingLike(entry);
    if (!item) {
      this.#tell("added", { item: this.#add(entry), live: true });
      return;
    }
    this.#settle(item, entry);
    if (!item.isPlaced) this.#place(item);
  }

  /** Say something to the member. */
  async send(text) {
    const item = { entry: null, clientId: clientId(), text, isPlaced: false, delivery: "sending", failure: null };
    this.items.push(item);
    this.#tell("added", { item, live: true });
    await this.#deliver(item);
  }

  /** Try again what failed, under the same id. */
  async resend(item) {
    if (item.delivery === "failed") await this.#deliver(item);
  }

  /** @throws {import("../core/api.js").ConsoleError} nothing tells a second try of a note from a second note: no retry */
  async note(text) {
    const entry = await this.#api.post(at(...this.#path, "notes"), { text });
    if (!this.#byKey.has(keyOf(entry))) {
      const item = this.#add(entry, { isPlaced: false });
      this.#tell("added", { item, live: true });
    }
  }

  async #deliver(item) {
    this.#change(item, "sending");
    const body = { text: item.text, client_message_id: item.clientId };
    try {
      await this.#lane.join(item);
      const post = () => this.#api.post(at(...this.#path, "messages"), body);
      const entry = await deliver(post, (state) => this.#change(item, state));
      this.#answered(item, entry);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The stream may have told meanwhile that it arrived after all.
      if (!item.entry) this.#change(item, "failed", error);
    } finally {
      this.#lane.leave(item);
    }
  }

  #answered(item, entry) {
    const known = this.#byKey.get(keyOf(entry));
    if (known && known !== item) {
      this.items.splice(this.items.indexOf(item), 1);
      this.#tell("removed", { item });
    } else {
      this.#settle(item, entry);
    }
  }

  #settle(item, entry) {
    this.#byKey.set(keyOf(entry), item);
    Object.assign(item, { entry, delivery: "done", failure: null });
    this.#lane.leave(item);
    this.#tell("changed", { item });
  }

  #add(entry, { isPlaced = true } = {}) {
    const item = { entry, clientId: null, text: "", isPlaced, delivery: "done", failure: null };
    this.#byKey.set(keyOf(entry), item);
    this.items.splice(isPlaced ? this.#firstUnplaced() : this.items.length, 0, item);
    return item;
  }

  #place(item) {
    const from = this.items.indexOf(item);
    item.isPlaced = true;
    this.items.splice(from, 1);
    const to = this.#firstUnplaced();
    this.items.splice(to, 0, item);
    if (from !== to) this.#tell("moved", { item });
  }

  #firstUnplaced() {
    const found = this.items.findIndex((item) => !item.isPlaced);
    return found < 0 ? this.items.length : found;
  }

  #pendingLike(entry) {
    if (entry.kind !== "message" || entry.author !== "agent") return undefined;
    return this.items.find((item) => !item.entry && fits(entry.parts, item.text));
  }

  #change(item, delivery, failure = null) {
    if (item.entry) return;
    Object.assign(item, { delivery, failure });
    this.#tell("changed", { item });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Whether `parts` are `text` with some of it hidden. @param {import("../core/desk.js").Parts} parts */
export function fits(parts, text) {
  let from = 0;
  let afterHidden = false;
  for (const part of parts) {
    if (part.hidden) {
      afterHidden = true;
      continue;
    }
    const found = afterHidden ? text.indexOf(part.text, from) : from;
    if (found < 0 || !text.startsWith(part.text, found)) return false;
    from = found + part.text.length;
    afterHidden = false;
  }
  return afterHidden || from === text.length;
}
