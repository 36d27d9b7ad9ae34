// Tells the member that somebody writes: at most every few seconds, and once when it stops.

const AGAIN_MS = 3_000;
const STOPS_AFTER_MS = 5_000;

export class OwnTyping {
  #tell;
  #toldAt = -Infinity;
  #timer = 0;

  /** @param {(active: boolean) => Promise<void>} tell */
  constructor(tell) {
    this.#tell = (active) => tell(active).catch((error) => {
      if (!error.kind) throw error; // a lost sign of writing is no loss
    });
  }

  wrote() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stopped(), STOPS_AFTER_MS);
    if (performance.now() - this.#toldAt < AGAIN_MS) return;
    this.#toldAt = performance.now();
    this.#tell(true);
  }

  stopped() {
    clearTimeout(this.#timer);
    if (this.#toldAt === -Infinity) return;
    this.#toldAt = -Infinity;
    this.#tell(false);
  }

  /** Nobody is to be told any more: a message says by itself that the writing has ended, and so does a new owner. */
  forget() {
    clearTimeout(this.#timer);
    this.#toldAt = -Infinity;
  }
}
