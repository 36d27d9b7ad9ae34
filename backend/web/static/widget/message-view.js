// One message as it stands in the log.

import { AnswerFeedback, isAnswer } from "./answer-feedback.js";
import { cardNode, textBeside } from "./cards/index.js";
import { ChoiceList } from "./choice-list.js";
import { h, icon, spoken } from "./dom.js";
import { timeLabel } from "./format.js";
import { inLanguages } from "./languages.js";
import { withLinks } from "./links.js";
import { WORDS } from "./words.js";

const DELIVERY_WORDS = { sending: WORDS.sending, retrying: WORDS.retrying, waiting_online: WORDS.waitingOnline };

/**
 * @typedef {object} Hooks
 * @property {(choice: import("./api.js").Choice) => void} onChoice
 * @property {(entry: import("./entries.js").Entry) => void} onResend
 * @property {(card: object) => Node} signIn the sign-in card of this message
 * @property {(ticket: object) => Node} replyAddress the form for the address that a ticket's answer goes to
 * @property {(message: import("./api.js").Message) => ConstructorParameters<typeof AnswerFeedback>[0]} feedbackOn
 * @property {string|null} demoMailbox
 */

/** @param {Hooks} hooks */
export class MessageView {
  /** @type {ChoiceList|null} */
  choices = null;
  #entry;
  #hooks;
  #bubble;
  #card;
  #delivery = null;

  constructor(entry, hooks) {
    this.#entry = entry;
    this.#hooks = hooks;
    const { message } = entry;
    const author = message?.author ?? "member";
    this.#card = message?.card && author !== "member" ? cardNode(message.card, hooks) : null;
    this.#bubble = h("p", { class: "bubble" });
    const body = h("div", { class: "body" }, this.#author(author), this.#bubble);
    if (message && author !== "member") this.#addContent(body, message);
    if (author === "member") {
      // Its own live setting: how sending goes is said elsewhere, and must not repeat the message.
      this.#delivery = h("div", { class: "delivery", "aria-live": "off" });
      body.append(this.#delivery);
    }
    this.element = h("div", { class: `message from-${author}` }, avatar(author), body);
    this.update();
  }

  #author(author) {
    if (author !== "agent") return spoken(`${WORDS.authors[author] ?? WORDS.authors.system}：`);
    // Shown above the first of several in a row (styles/messages.css), spoken before each.
    const name = WORDS.person(this.#entry.message.agent_name);
    return h("p", { class: "author" }, name, spoken("："));
  }

  /** Only an outgoing message changes: it is on its way, fails, arrives. */
  update() {
    const { text, delivery, failure, message } = this.#entry;
    const shown = this.#card ? textBeside(message.card, text) : text;
    if (this.#bubble.textContent !== shown) this.#bubble.replaceChildren(...inLanguages(shown, message && message.author !== "member" ? linked : unbroken));
    if (!this.#delivery) return;
    this.element.dataset.delivery = delivery;
    if (delivery === "failed") this.#delivery.replaceChildren(...this.#failed(failure));
    else if (delivery === "done") this.#delivery.replaceChildren(timeNode(message.created_at));
    else this.#delivery.replaceChildren(DELIVERY_WORDS[delivery]);
  }

  #failed(failure) {
    const words = h("span", { class: "failure" }, icon("warning"), WORDS.failed[failure] ?? WORDS.failed.refused);
    if (failure === "gone" || failure === "too_long") return [words];
    const again = h("button", { type: "button", class: "quiet", onclick: () => this.#hooks.onResend(this.#entry) });
    again.append(WORDS.resend);
    return [words, again];
  }

  #addContent(body, message) {
    if (this.#card) body.append(this.#card);
    if (message.choices?.length) {
      this.choices = new ChoiceList(message.choices, this.#hooks.onChoice);
      body.append(this.choices.element);
    }
    const time = timeNode(message.created_at);
    if (!isAnswer(message)) {
      body.append(time);
      return;
    }
    const feedback = new AnswerFeedback(this.#hooks.feedbackOn(message));
    body.append(h("div", { class: "foot" }, time, feedback.element), feedback.more);
  }
}

const linked = (text) => withLinks(text).flatMap((part) => (typeof part === "string" ? unbroken(part) : part));

/** The numbers of orders, tickets … are not torn apart at their hyphens. */
function unbroken(text) {
  return text.split(/([A-Z]{3}-[0-9-]*[0-9])/).map((part, at) => (at % 2 ? h("span", { class: "unbroken" }, part) : part));
}

function avatar(author) {
  if (author === "member" || author === "system") return null;
  return h("div", { class: "avatar", "aria-hidden": "true" }, icon(author === "agent" ? "person" : "chat"));
}

function timeNode(instant) {
  return h("time", { class: "time", datetime: instant }, timeLabel(instant));
}
