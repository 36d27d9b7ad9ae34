// What stands in the log, in order: messages of the server, and the member's own that are still on their way.

import { hides } from "./mask.js";

/**
 * @typedef {import("./api.js").Message} Message
 * @typedef {{message: Message|null, clientId: string|null, payload: string, text: string,
 *   delivery: "sending"|"retrying"|"waiting_online"|"failed"|"done", failure: string|null}} Entry
 */

const LOCAL = "local-";
const isLocal = ({ id }) => id.startsWith(LOCAL);

/** A message of the widget's own. @param {string} id @returns {Message} */
export function localMessage(id, text, card = null) {
  const said = { author: "system", text, created_at: new Date().toISOString() };
  return { id: LOCAL + id, ...said, topic: null, confidence: null, choices: [], card };
}

export class Entries {
  /** @type {Entry[]} */
  list = [];
  #ids = new Set();

  has(id) {
    return this.#ids.has(id);
  }

  /** @returns {string|null} the id of the newest message that the server knows */
  get lastId() {
    return this.list.findLast(({ message }) => message && !isLocal(message))?.message.id ?? null;
  }

  /** Whether a person has said something. */
  get hasPersonsWords() {
    return this.list.some(({ message }) => message?.author === "agent");
  }

  /** @returns {Message|undefined} the newest of the bot or a person at the other end */
  get lastHeard() {
    return this.list.findLast(({ message }) => message?.author === "bot" || message?.author === "agent")?.message;
  }

  /** @returns {Entry|null} null for a message that stands already: answers and events may both bring it */
  add(message) {
    if (this.#ids.has(message.id)) return null;
    this.#ids.add(message.id);
    const entry = { message, clientId: null, payload: "", text: message.text, delivery: "done", failure: null };
    this.list.push(entry);
    return entry;
  }

  /** The member's message before the server has it. `payload` is sent, `text` is shown. */
  addOutgoing(clientId, payload, text) {
    const entry = { message: null, clientId, payload, text, delivery: "sending", failure: null };
    this.list.push(entry);
    return entry;
  }

  /**
   * The server has this outgoing message; the entry keeps its place.
   * @returns {boolean} false if the message stood already on its own: the outgoing entry is gone then
   */
  settle(entry, message) {
    if (entry.message) return true;
    if (this.#ids.has(message.id)) {
      this.list.splice(this.list.indexOf(entry), 1);
      return false;
    }
    this.#ids.add(message.id);
    // What was typed stands as the server keeps it. A choice stays in the words it had on the screen: a suggestion's
    // are longer than those that the server keeps.
    const text = entry.payload === entry.text ? message.text : entry.text;
    Object.assign(entry, { message, text, delivery: "done", failure: null });
    return true;
  }

  /** The outgoing entry that an echoed message of the member is: events know no client ids. */
  outgoingLike(message) {
    if (message.author !== "member" || this.#ids.has(message.id)) return undefined;
    const pending = this.list.filter((entry) => !entry.message);
    const isTheOnlyChoice = (entry) => pending.length === 1 && entry.payload !== entry.text;
    return (
      pending.find((entry) => entry.text === message.text || entry.payload === message.text) ??
      pending.find((entry) => hides(message.text, entry.text)) ??
      pending.find(isTheOnlyChoice)
    );
  }
}
