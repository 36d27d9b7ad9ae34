// Who the member talks to: the bot, the bot while they wait for a person, or a person.

import { ApiError } from "./api.js";

/** @type {import("./api.js").HandoffState} */
const NOBODY = { state: "none", position: null, estimate: null, agent_name: null, ticket: null };

export class Handoff extends EventTarget {
  /** @type {import("./api.js").HandoffState} */
  told = NOBODY;
  /** Whether a person took part since the conversation came up here. */
  hadPerson = false;
  /** @type {string|null} what came of waiting without the member's doing, until they have seen the notice of it */
  unseenTicket = null;
  #api;
  #hooks;
  #leaves = false;
  /** How often something was learnt: an answer under way meanwhile may be older. */
  #learnt = 0;

  /**
   * @param {import("./api.js").ChatApi} api
   * @param {object} hooks
   * @param {() => import("./api.js").Session} hooks.session
   * @param {<T>(call: () => Promise<T>) => Promise<T>} hooks.guarded makes a call and notices that the conversation is gone
   * @param {(messages: import("./api.js").Message[]) => void} hooks.receive
   */
  constructor(api, hooks) {
    super();
    this.#api = api;
    this.#hooks = hooks;
  }

  get isWaiting() {
    return this.told.state === "queued";
  }

  get hasPerson() {
    return this.told.state === "with_agent";
  }

  /** Waited for or there: what happens then must be heard at once. */
  get isUnderWay() {
    return this.isWaiting || this.hasPerson;
  }

  /** @returns {string|null} the name of the person, if there is one */
  get personName() {
    return this.hasPerson ? this.told.agent_name : null;
  }

  /** @param {import("./api.js").HandoffState|undefined} told what the server says */
  learn(told) {
    if (!told) return;
    this.#learnt += 1;
    const wasWaiting = this.isWaiting;
    this.told = told;
    if (this.isUnderWay) this.unseenTicket = null;
    else if (wasWaiting && !this.#leaves) this.unseenTicket = told.ticket;
    this.hadPerson ||= this.hasPerson;
    this.dispatchEvent(new Event("change"));
  }

  /** The member has seen what came of waiting. */
  acknowledge() {
    if (this.unseenTicket === null) return;
    this.unseenTicket = null;
    this.dispatchEvent(new Event("change"));
  }

  /** Another conversation, or none. */
  forget() {
    this.hadPerson = false;
    this.unseenTicket = null;
    this.learn(NOBODY);
  }

  /** Have the answer by mail instead of waiting for a person. @throws {ApiError} */
  callBack() {
    return this.#leaveQueue(() => this.#api.callBack(this.#hooks.session()));
  }

  /** Stop waiting for a person. @throws {ApiError} */
  callOff() {
    return this.#leaveQueue(() => this.#api.callOff(this.#hooks.session()));
  }

  async #leaveQueue(call) {
    this.#leaves = true;
    try {
      const { handoff, messages } = await this.#hooks.guarded(call);
      this.#hooks.receive(messages);
      this.learn(handoff);
    } catch (error) {
      if (error.status !== 409) throw error;
      await this.catchUp(null); // a person was quicker
    } finally {
      this.#leaves = false;
    }
  }

  /**
   * Ask how things stand: changes are told once only, to who listens at that moment.
   * @param {string|null} lastId the newest message known: the others come over the stream
   */
  async catchUp(lastId) {
    const { id } = this.#hooks.session();
    let learnt;
    let answer;
    do {
      learnt = this.#learnt;
      answer = await this.#ask(() => this.#api.listMessages(this.#hooks.session(), lastId));
      if (this.#hooks.session().id !== id) return;
    } while (answer && learnt !== this.#learnt);
    this.learn(answer?.handoff);
  }

  /** Whether the conversation has ended; false if that cannot be learnt now. */
  async isOver() {
    const state = await this.#ask(() => this.#api.stateOf(this.#hooks.session()));
    return state?.ended ?? false;
  }

  /** What fails here is asked again when the stream is opened again. */
  async #ask(call) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof ApiError) return null;
      throw error;
    }
  }
}
