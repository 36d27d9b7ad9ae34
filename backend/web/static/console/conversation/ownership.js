// What an agent can do about who has a conversation: claim, step in, pass on, give back, end.

import { at } from "../core/api.js";
import { confirmed } from "../core/dialog.js";
import { pickColleague } from "./colleague-dialog.js";
import { problemWords, quickerColleague } from "../words/problems.js";
import { TALK } from "../words/conversation.js";

export class Ownership {
  #api;
  #desk;
  #toasts;

  constructor({ api, desk, toasts }) {
    this.#api = api;
    this.#desk = desk;
    this.#toasts = toasts;
  }

  /** @param {import("../core/desk.js").Summary} summary @returns {string[]} what can be done, the most likely first */
  possible(summary) {
    if (summary.ended_at) return [];
    if (summary.owner === "queue") return ["claim", "assign"];
    if (summary.owner === "bot") return ["stepIn"];
    return this.#desk.isMine(summary) ? ["handBack", "transfer", "release", "end"] : [];
  }

  /**
   * @param {string} action one of `possible`
   * @returns {Promise<boolean>} whether it came about
   */
  async do(action, id) {
    if (action === "claim") return this.#call(id, "claim");
    if (action === "stepIn") return this.#call(id, "step-in");
    if (action === "handBack") return this.#call(id, "hand-back");
    if (action === "release") return this.#call(id, "release");
    if (action === "end") return this.#end(id);
    return this.#pass(action, id);
  }

  async #end(id) {
    const isSure = await confirmed({ title: TALK.endTitle, text: TALK.endText, action: TALK.actions.end, danger: true });
    return isSure && this.#call(id, "end");
  }

  async #pass(action, id) {
    const isTransfer = action === "transfer";
    const to = await pickColleague({
      api: this.#api,
      title: isTransfer ? TALK.transferTitle : TALK.assignTitle,
      note: isTransfer ? TALK.transferNote : "",
      without: isTransfer ? this.#desk.me.id : null,
    });
    return to !== null && this.#call(id, action, { to });
  }

  async #call(id, verb, body = {}) {
    const asked = this.#desk.moment;
    try {
      this.#desk.learn(await this.#api.post(at("conversations", id, verb), body), asked);
      return true;
    } catch (error) {
      if (!error.kind) throw error;
      const quicker = quickerColleague(error);
      this.#toasts.problem(quicker === null ? problemWords(error) : TALK.quicker(quicker));
      await this.#lookAgain(id);
      return false;
    }
  }

  /** After a refusal the screen is behind what is: fetch what is. */
  async #lookAgain(id) {
    const asked = this.#desk.moment;
    try {
      this.#desk.learn(await this.#api.get(at("conversations", id)), asked);
    } catch (error) {
      if (!error.kind) throw error;
    }
  }
}
