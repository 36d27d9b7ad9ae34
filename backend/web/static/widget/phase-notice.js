// What stands where the composer would be while there is nothing to write into: loading, failure, the end.

import { h, icon } from "./dom.js";
import { WORDS } from "./words.js";

export class PhaseNotice {
  #conversation;

  /** @param {import("./conversation.js").Conversation} conversation */
  constructor(conversation, { onStartAnew }) {
    this.#conversation = conversation;
    this.words = h("p", { role: "status" });
    this.spinner = h("span", { class: "spinner", "aria-hidden": "true" });
    this.warning = icon("warning");
    const retry = h("button", { type: "button", class: "primary", onclick: () => conversation.open() }, WORDS.tryAgain);
    const anew = h("button", { type: "button", class: "primary", onclick: onStartAnew }, WORDS.newConversation);
    this.buttons = { failed: retry, gone: anew, ended: anew };
    this.element = h("div", { class: "notice" });
    conversation.addEventListener("phase", () => this.update());
    this.update();
  }

  update() {
    const { phase, problem } = this.#conversation;
    const isLoading = phase === "idle" || phase === "starting" || phase === "restoring";
    this.element.hidden = phase === "open";
    this.element.dataset.phase = phase;
    this.words.textContent = wordsFor(phase, problem);
    const sign = isLoading ? this.spinner : phase === "failed" && this.warning;
    this.element.replaceChildren(...[sign, this.words, this.buttons[phase]].filter(Boolean));
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
