// The bot's best answers to the member's last words; a key each.

import { at } from "../core/api.js";
import { emptyState, fill } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { plainText } from "../core/parts.js";
import { replyOffer } from "./reply-offer.js";
import { CONTEXT } from "../words/context.js";

// Somebody who writes in bursts is asked about once.
const PAUSE_MS = 600;

export class SuggestionsTab {
  #api;
  #id;
  #onReply;
  #suggestions = [];
  #timer = 0;

  constructor({ api }, id, onReply) {
    this.#api = api;
    this.#id = id;
    this.#onReply = onReply;
    this.element = h("div", { class: "panel" });
  }

  load() {
    return fill(this.element, () => this.#api.get(at("conversations", this.#id, "suggestions")), (found) => this.#show(found), 3);
  }

  loadSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), PAUSE_MS);
  }

  /** @returns {boolean} whether there is one of this number */
  use(number) {
    const suggestion = this.#suggestions[number];
    if (suggestion) this.#onReply(suggestion.text);
    return Boolean(suggestion);
  }

  #show({ question, suggestions }) {
    this.#suggestions = suggestions;
    const asked = question && h("section", { class: "panel-part" }, h("h3", {}, CONTEXT.question), h("p", { class: "quoted" }, plainText(question)));
    if (!suggestions.length) return [asked, emptyState("canned", ...CONTEXT.noSuggestions)].filter(Boolean);
    return [
      asked,
      h("p", { class: "soft" }, CONTEXT.suggestionKeys),
      ...suggestions.map((suggestion, number) => replyOffer(suggestion, this.#onReply, number + 1)),
    ].filter(Boolean);
  }
}
