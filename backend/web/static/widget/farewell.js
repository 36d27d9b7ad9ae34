// What is left to do with a conversation that has ended: rate it, and have a copy of it. Its key is kept until then.

export class Farewell {
  /** Whether the question how it was is still open. */
  asksForRating;
  /** Whether a copy can be sent: to who was identified when it ended. */
  offersTranscript;
  #api;
  #session;
  #onRated;

  /**
   * @param {object} parts
   * @param {import("./api.js").Session} parts.session
   * @param {boolean} parts.asksForRating
   * @param {boolean} parts.offersTranscript
   * @param {() => void} parts.onRated rated or skipped: the question does not come back
   */
  constructor({ api, session, asksForRating, offersTranscript, onRated }) {
    this.#api = api;
    this.#session = session;
    this.asksForRating = asksForRating;
    this.offersTranscript = offersTranscript;
    this.#onRated = onRated;
  }

  /** @throws {import("./api.js").ApiError} */
  async rate(score, comment) {
    try {
      await this.#api.rate(this.#session, score, comment);
    } catch (error) {
      // Rated already, from another tab; or nothing to be rated: asking again would not help.
      if (error.status !== 409 && error.kind !== "gone") throw error;
    }
    this.skip();
  }

  skip() {
    this.asksForRating = false;
    this.#onRated();
  }

  /** @throws {import("./api.js").ApiError} */
  async sendTranscript() {
    await this.#api.sendTranscript(this.#session);
    this.offersTranscript = false;
  }
}
