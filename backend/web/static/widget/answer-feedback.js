// Two thumbs under an answer of the bot, and why if it was no help. Changing one's mind takes the place of what was said.

import { h, icon } from "./dom.js";
import { ReasonForm } from "./reason-form.js";
import { FEEDBACK_WORDS as WORDS } from "./words.js";

/**
 * Whether a message answers something: not a greeting, not a question back, not a step of a form or of signing in. In
 * account work those have the topic of the work too; what came of it has a card.
 * @param {import("./api.js").Message} message
 */
export function isAnswer({ author, topic, card }) {
  if (author !== "bot" || !topic) return false;
  return topic.startsWith("faq/") || (topic.startsWith("account/") && Boolean(card) && card.type !== "sign_in");
}

export class AnswerFeedback {
  #judge;
  #form = null;

  /**
   * @param {object} hooks
   * @param {boolean|undefined} hooks.thumb what was said before a reload: helpful or not
   * @param {(verdict: import("./api.js").Verdict) => Promise<void>} hooks.judge
   */
  constructor({ thumb, judge }) {
    this.#judge = judge;
    this.up = this.#button("thumbUp", WORDS.helpful, () => this.#say(true));
    this.down = this.#button("thumbDown", WORDS.notHelpful, () => this.#say(false));
    this.said = h("p", { class: "feedback-said", role: "status" });
    // Its own live setting: the log would say the buttons with every answer.
    const named = { class: "feedback", role: "group", "aria-label": WORDS.name, "aria-live": "off" };
    this.element = h("div", named, this.up, this.down, this.said);
    this.more = h("div", { class: "feedback-more", "aria-live": "off" });
    this.#press(thumb);
  }

  #button(name, words, act) {
    const attributes = { type: "button", class: "thumb", "aria-label": words, title: words, onclick: act };
    return h("button", attributes, icon(name));
  }

  #press(thumb) {
    this.up.setAttribute("aria-pressed", String(thumb === true));
    this.down.setAttribute("aria-pressed", String(thumb === false));
  }

  get #thumb() {
    if (this.up.getAttribute("aria-pressed") === "true") return true;
    return this.down.getAttribute("aria-pressed") === "true" ? false : undefined;
  }

  async #say(isHelpful) {
    const before = this.#thumb;
    if (before === isHelpful) {
      if (!isHelpful && !this.#form) this.#ask();
      return;
    }
    this.#press(isHelpful);
    this.#close();
    this.said.textContent = "";
    try {
      await this.#judge({ helpful: isHelpful });
    } catch {
      this.#press(before);
      this.said.textContent = WORDS.failed;
      return;
    }
    if (isHelpful) this.said.textContent = WORDS.thanks;
    else this.#ask();
  }

  #ask() {
    this.said.textContent = WORDS.askedWhy;
    this.#form = new ReasonForm({
      tell: (reason, comment) => this.#judge({ helpful: false, reason, comment }),
      onDone: (hasTold) => this.#done(hasTold),
    });
    this.more.append(this.#form.element);
    this.down.setAttribute("aria-expanded", "true");
    this.#form.element.scrollIntoView({ block: "nearest" });
  }

  #done(hasTold) {
    this.#close();
    this.said.textContent = hasTold ? WORDS.thanksForWords : WORDS.thanks;
    this.down.focus({ preventScroll: true });
  }

  #close() {
    this.#form?.element.remove();
    this.#form = null;
    this.down.removeAttribute("aria-expanded");
  }
}
