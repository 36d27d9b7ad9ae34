// One message leaves after the other, so that none overtakes the one before it, however often either has to be tried.

export class Lane {
  #end = Promise.resolve();
  #leaving = new WeakMap();

  /**
   * Stand at the end.
   * @param {object} one of those on their way
   * @returns {Promise<void>} resolves once those before it have left
   */
  join(one) {
    const turn = this.#end;
    this.#end = new Promise((resolve) => this.#leaving.set(one, resolve));
    return turn;
  }

  /** It has arrived, or is given up: the next may go. */
  leave(one) {
    this.#leaving.get(one)?.();
  }
}
