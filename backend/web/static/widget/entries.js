// What stands in the log, in order: messages of the server as its record has them, then the member's own that are still on
// their way. Messages carry no number: their order is that in which the stream brings them. What an answer brings before
// the stream does stands between the two until then.

import { hides } from "./mask.js";

/**
 * @typedef {import("./api.js").Message} Message
 * @typedef {{message: Message|null, clientId: string|null, payload: string, text: string,
 *   delivery: "sending"|"retrying"|"waiting_online"|"failed"|"done", failure: string|null,
 *   isPlaced: boolean}} Entry
 *   `isPlaced`: it stands where the record has it, or is in no record
 */

const LOCAL = "local-";
const isLocal = ({ id }) => id.startsWith(LOCAL);

const isOnItsWay = ({ message }) => !message;
const awaitsPlace = ({ isPlaced }) => !isPlaced;

/** A message of the widget's own. @param {string} id @returns {Message} */
export function localMessage(id, text, card = null) {
  const said = { author: "system", agent_name: null, text, created_at: new Date().toISOString() };
  return { id: LOCAL + id, ...said, topic: null, confidence: null, choices: [], card };
}

export class Entries {
  /** @type {Entry[]} */
  list = [];
  /** @type {Map<string, Entry>} */
  #byId = new Map();

  /** @returns {Entry|undefined} the message of this id */
  of(id) {
    return this.#byId.get(id);
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

  /**
   * @param {{isPlaced: boolean}} told whether all that the record has before it stands already
   * @returns {Entry|null} null for a message that stands already: answers and events may both bring it
   */
  add(message, { isPlaced }) {
    if (this.#byId.has(message.id)) return null;
    const own = { clientId: null, payload: "", text: message.text, delivery: "done", failure: null };
    const entry = { message, ...own, isPlaced: isPlaced || isLocal(message) };
    this.#byId.set(message.id, entry);
    const at = this.list.findIndex(isPlaced ? awaitsPlace : isOnItsWay);
    this.list.splice(at < 0 ? this.list.length : at, 0, entry);
    return entry;
  }

  /** The member's message before the server has it. `payload` is sent, `text` is shown. */
  addOutgoing(clientId, payload, text) {
    const sent = { clientId, payload, text, delivery: "sending", failure: null };
    const entry = { message: null, ...sent, isPlaced: false };
    this.list.push(entry);
    return entry;
  }

  /**
   * The server has this outgoing message: it stands before those that are still on their way.
   * @returns {"stays"|"moved"|"gone"} gone if the message stood already on its own
   */
  settle(entry, message) {
    if (entry.message) return "stays";
    if (this.#byId.has(message.id)) {
      this.list.splice(this.list.indexOf(entry), 1);
      return "gone";
    }
    this.#byId.set(message.id, entry);
    const hasMoved = this.#moveToFirst(entry, isOnItsWay);
    // What was typed stands as the server keeps it. A choice stays in the words it had on the screen: a suggestion's
    // are longer than those that the server keeps.
    const text = entry.payload === entry.text ? message.text : entry.text;
    Object.assign(entry, { message, text, delivery: "done", failure: null });
    return hasMoved ? "moved" : "stays";
  }

  /**
   * The stream has brought this message: the record has it next.
   * @returns {boolean} whether it has moved
   */
  place(entry) {
    if (entry.isPlaced) return false;
    const hasMoved = this.#moveToFirst(entry, awaitsPlace);
    entry.isPlaced = true;
    return hasMoved;
  }

  /** Before the others that are so, of which it is one. @returns {boolean} whether it was not there already */
  #moveToFirst(entry, isSo) {
    const to = this.list.findIndex(isSo);
    const from = this.list.indexOf(entry);
    this.list.splice(from, 1);
    this.list.splice(to, 0, entry);
    return from !== to;
  }

  /** The outgoing entry that an echoed message of the member is: events know no client ids. */
  outgoingLike(message) {
    if (message.author !== "member" || this.#byId.has(message.id)) return undefined;
    const pending = this.list.filter(isOnItsWay);
    const isTheOnlyChoice = (entry) => pending.length === 1 && entry.payload !== entry.text;
    return (
      pending.find((entry) => entry.text === message.text || entry.payload === message.text) ??
      pending.find((entry) => hides(message.text, entry.text)) ??
      pending.find(isTheOnlyChoice)
    );
  }
}
