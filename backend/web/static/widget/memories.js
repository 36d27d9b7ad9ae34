// What this tab remembers of single messages, beside what the server says of them.

/** @typedef {{thumbs?: Record<string, boolean>, addressed?: string[]}} Kept */

export class Memories {
  #store;

  /** @param {import("./session-store.js").SessionStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @returns {boolean|undefined} whether the member found this answer helpful, if they said so */
  thumbOn(messageId) {
    return this.#kept.thumbs?.[messageId];
  }

  keepThumb(messageId, isHelpful) {
    this.#keep({ thumbs: { ...this.#kept.thumbs, [messageId]: isHelpful } });
  }

  /** Whether an address for this ticket's answer has been given. */
  isAddressed(ticketNumber) {
    return this.#kept.addressed?.includes(ticketNumber) ?? false;
  }

  keepAddressed(ticketNumber) {
    this.#keep({ addressed: [...(this.#kept.addressed ?? []), ticketNumber] });
  }

  /** @returns {Kept} */
  get #kept() {
    return this.#store.state.memories ?? {};
  }

  #keep(changes) {
    this.#store.update({ memories: { ...this.#kept, ...changes } });
  }
}
