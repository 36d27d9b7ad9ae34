// What the whole console knows: who I am, how much waits, and the newest of every conversation that was shown.

/**
 * @typedef {{source: string, id: string, field: string|null}} Place
 * @typedef {{kind: string, label: string, index: number, hint: string|null, of: Place|null}} Hidden
 * @typedef {({text: string}|{hidden: Hidden})[]} Parts
 * @typedef {{id: number, name: string, display_name: string, role: string, role_label: string,
 *   is_available: boolean, is_online: boolean}} Staff
 * @typedef {{id: string, title: string, member: {id: number, name: string, login_id: string}|null, identified: boolean,
 *   owner: "bot"|"queue"|"agent", agent: {id: number, name: string}|null, waiting_since: string|null,
 *   reason_label: string|null, last: {author: string, parts: Parts, at: string}|null, unanswered: number,
 *   is_present: boolean, ended_at: string|null, created_at: string, style: string}} Summary
 */

export class Desk extends EventTarget {
  /** @type {Staff} */
  me;
  counts = { queue: 0, mine: 0, unanswered: 0, tickets: 0, overdue: 0 };
  summaries = new Map();
  #api;
  // Counts what was learned, and keeps of each conversation when that was last.
  #moment = 0;
  #learnedAt = new Map();
  // Counts how often it was told whether the desk is open.
  #openingMoment = 0;
  #countedAt = 0;

  constructor(api) {
    super();
    this.#api = api;
  }

  get isAdmin() {
    return this.me.role === "admin";
  }

  /** @throws {import("./api.js").ConsoleError} */
  async start() {
    const moment = this.#openingMoment;
    const found = await this.#api.get("/me");
    this.me = found.staff;
    if (moment === this.#openingMoment) this.opening = found.desk; // else the stream was quicker
    this.#tell("me");
  }

  async setAvailable(available) {
    await this.#api.put("/me/availability", { available });
    await this.start(); // whether the desk is open may hang on it
  }

  /** Look again whether the desk is open: it is by the clock, and by who is there. */
  async refresh() {
    try {
      await this.start();
    } catch (error) {
      if (!error.kind) throw error; // what is shown stays until the next time
    }
  }

  /** @param {number} [asked] the moment at which they were asked for; what was told since then stays */
  learnCounts(counts, asked = Infinity) {
    if (this.#countedAt > asked) return;
    this.#countedAt = ++this.#moment;
    this.counts = { ...this.counts, ...counts };
    this.#tell("counts");
    const { is_open: isOpen, is_within_hours: isWithinHours } = counts;
    this.#openingMoment += 1;
    if (isOpen === this.opening.is_open && isWithinHours === this.opening.is_within_hours) return;
    this.opening = { ...this.opening, is_open: isOpen, is_within_hours: isWithinHours };
    this.#tell("me");
  }

  /** This moment, to be taken before something is asked for: the stream may be quicker than the answer. */
  get moment() {
    return this.#moment;
  }

  /**
   * @param {Summary} summary as the server tells it
   * @param {number} [asked] the moment at which it was asked for; what was learned since then stays
   */
  learn(summary, asked = Infinity) {
    if (this.isOutdated(summary, asked)) return;
    const before = this.summaries.get(summary.id);
    this.summaries.set(summary.id, summary);
    this.#learnedAt.set(summary.id, ++this.#moment);
    this.#tell("conversation", { summary, before });
  }

  /** What was learned after a moment. @returns {Summary[]} */
  learnedSince(moment) {
    return [...this.summaries.values()].filter((summary) => this.isOutdated(summary, moment));
  }

  isOutdated({ id }, asked) {
    return (this.#learnedAt.get(id) ?? 0) > asked;
  }

  learnPresence(id, isPresent) {
    const known = this.summaries.get(id);
    if (known && known.is_present !== isPresent) this.learn({ ...known, is_present: isPresent });
  }

  isMine(summary) {
    return summary.owner === "agent" && summary.agent?.id === this.me.id && !summary.ended_at;
  }

  /** Whether a conversation stands in one of the lists. */
  isIn(view, summary) {
    if (view === "all") return true;
    if (view === "mine") return this.isMine(summary);
    return summary.owner === view && !summary.ended_at;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
