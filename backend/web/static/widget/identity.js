// How long the member counts as identified. The server decides; this only foresees it, to warn in time.

const IDLE_MS = 15 * 60_000;
const TOTAL_MS = 60 * 60_000;
const WARNING_MS = 2 * 60_000;

/** @typedef {"none"|"verified"|"expiring"|"lapsed"} IdentityState */

export class Identity extends EventTarget {
  /** @type {IdentityState} */
  state = "none";
  #verifiedAt = 0;
  #expiresAt = 0;
  #timer;
  #save;

  /** @param {(saved: object|null) => void} save keeps what `restore` needs after a reload */
  constructor(save) {
    super();
    this.#save = save;
    document.addEventListener("visibilitychange", this.#review); // timers sleep in the background
  }

  /** Whether activity would no longer help: the total is about to be used up. */
  get final() {
    return this.#expiresAt >= this.#verifiedAt + TOTAL_MS;
  }

  /** Whether the member counts as identified now. */
  get isProven() {
    return this.state === "verified" || this.state === "expiring";
  }

  begin(expiresAt) {
    this.#verifiedAt = Date.now();
    this.#set(this.#expected(), expiresAt);
  }

  /** The member did something: the idle time starts anew. */
  touch() {
    if (this.isProven) this.#set(this.#expected());
  }

  /** What an answer of the server says: a time, or null for "not identified". */
  learn(expiresAt) {
    if (expiresAt === null) this.#end(this.state === "none" ? "none" : "lapsed");
    else if (this.state === "none" || this.state === "lapsed") this.begin(expiresAt);
    else this.#set(this.#expected(), expiresAt);
  }

  /** The server asks to sign in: so it does not count as identified any longer. */
  lost() {
    if (this.state !== "none") this.#end("none");
  }

  restore(saved) {
    if (!saved) return;
    this.#verifiedAt = saved.verifiedAt;
    this.#set(saved.expiresAt);
  }

  forget() {
    this.#end("none");
  }

  #expected() {
    return Math.min(Date.now() + IDLE_MS, this.#verifiedAt + TOTAL_MS);
  }

  /** A server's time counts if it is sooner than our own reckoning, so that a wrong clock here can't stretch it. */
  #set(expected, fromServer) {
    const told = Date.parse(fromServer ?? "");
    this.#expiresAt = Number.isNaN(told) ? expected : Math.min(expected, told);
    this.#save({ verifiedAt: this.#verifiedAt, expiresAt: this.#expiresAt });
    this.#review();
  }

  #end(state) {
    this.#expiresAt = 0;
    this.#save(null);
    this.#move(state);
  }

  #review = () => {
    clearTimeout(this.#timer);
    if (!this.#expiresAt) return;
    const left = this.#expiresAt - Date.now();
    if (left <= 0) {
      this.#end("lapsed");
      return;
    }
    this.#move(left <= WARNING_MS ? "expiring" : "verified");
    this.#timer = setTimeout(this.#review, left <= WARNING_MS ? left : left - WARNING_MS);
  };

  #move(state) {
    clearTimeout(this.#timer);
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
