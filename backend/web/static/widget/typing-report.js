// Tells a person at the other end that the member is writing. Nobody else is told, and never what.

// While somebody writes, this is repeated so often.
const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

export class TypingReport {
  #tell;
  #isWanted;
  #toldAt = null;
  #idle;

  /**
   * @param {(active: boolean) => Promise<void>} tell
   * @param {() => boolean} isWanted whether there is anybody to be told
   */
  constructor(tell, isWanted) {
    this.#tell = tell;
    this.#isWanted = isWanted;
  }

  /** Something was typed or taken away. @param {boolean} isEmpty whether nothing is left */
  typed(isEmpty) {
    if (isEmpty || !this.#isWanted()) {
      this.stop();
      return;
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), IDLE_MS);
    if (this.#toldAt !== null && Date.now() - this.#toldAt < REPEAT_MS) return;
    this.#toldAt = Date.now();
    this.#report(true);
  }

  /** Sent, given up, or nobody is there any more. */
  stop() {
    clearTimeout(this.#idle);
    if (this.#toldAt === null) return;
    this.#toldAt = null;
    if (this.#isWanted()) this.#report(false);
  }

  #report(active) {
    this.#tell(active).catch(() => {}); // a courtesy: writing goes on without it
  }
}
