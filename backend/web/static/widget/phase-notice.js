// What stands where the composer would be while there is nothing to write into: loading, failure, the end.

import { h, icon } from "./dom.js";
import { RatingForm } from "./rating-form.js";
import { RATING_WORDS, TRANSCRIPT_WORDS, WORDS } from "./words.js";

export class PhaseNotice {
  #conversation;
  /** @type {RatingForm|null} */
  #rating = null;
  #thanks = "";

  /**
   * @param {import("./conversation.js").Conversation} conversation
   * @param {{onStartAnew: () => void, onTranscript: () => Promise<void>}} acts
   */
  constructor(conversation, { onStartAnew, onTranscript }) {
    this.#conversation = conversation;
    this.words = h("p", { role: "status" });
    this.spinner = h("span", { class: "spinner", "aria-hidden": "true" });
    this.warning = icon("warning");
    const retry = h("button", { type: "button", class: "primary", onclick: () => conversation.open() }, WORDS.tryAgain);
    const anew = h("button", { type: "button", class: "primary", onclick: onStartAnew }, WORDS.newConversation);
    this.buttons = { failed: retry, gone: anew, ended: anew };
    const sendTranscript = () => this.#sendTranscript(onTranscript);
    this.transcript = h("button", { type: "button", class: "quiet", onclick: sendTranscript }, TRANSCRIPT_WORDS.ask);
    this.element = h("div", { class: "notice", tabindex: "-1" });
  }

  /** Called by the panel, which knows what else changes with the phase. */
  update() {
    const { phase, problem } = this.#conversation;
    if (phase !== "ended") [this.#rating, this.#thanks] = [null, ""];
    const isLoading = phase === "idle" || phase === "starting" || phase === "restoring";
    this.element.hidden = phase === "open";
    this.element.dataset.phase = phase;
    this.#say(phase === "ended" && this.#thanks ? this.#thanks : wordsFor(phase, problem));
    const sign = isLoading ? this.spinner : phase === "failed" && this.warning;
    this.#show(phase === "ended" ? this.#afterTheEnd() : [sign, this.words, this.buttons[phase]]);
  }

  /** Moves the focus here, from what this has taken the place of. */
  focus() {
    this.element.focus({ preventScroll: true });
  }

  #afterTheEnd() {
    const { farewell } = this.#conversation;
    if (farewell?.asksForRating) {
      this.#rating ??= new RatingForm(farewell, (hasRated) => this.#rated(hasRated));
      return [this.words, this.#rating.element];
    }
    return [this.words, farewell?.offersTranscript && this.transcript, this.buttons.ended];
  }

  #rated(hasRated) {
    this.#rating = null;
    this.#thanks = hasRated ? RATING_WORDS.thanks : "";
    this.update();
    this.buttons.ended.focus({ preventScroll: true });
  }

  async #sendTranscript(send) {
    await send();
    this.update();
    if (!this.transcript.isConnected) this.buttons.ended.focus({ preventScroll: true });
  }

  #say(words) {
    if (this.words.textContent !== words) this.words.textContent = words;
  }

  /** What stands already is left alone: it may have the focus, or hold what somebody writes. */
  #show(parts) {
    const nodes = parts.filter(Boolean);
    const stands = this.element.childNodes;
    if (stands.length === nodes.length && nodes.every((node, at) => node === stands[at])) return;
    this.element.replaceChildren(...nodes);
  }
}

function wordsFor(phase, problem) {
  switch (phase) {
    case "restoring":
      return WORDS.restoring;
    case "failed":
      return WORDS.startFailed[problem] ?? WORDS.startFailed.server;
    case "gone":
      return WORDS.gone;
    case "ended":
      return WORDS.ended;
    case "open":
      return "";
    default:
      return WORDS.loading;
  }
}
