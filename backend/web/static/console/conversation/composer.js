// Where an agent writes: to the member, or a note for colleagues. Two modes that can't be mistaken for each other.

import { CannedPicker } from "./canned-picker.js";
import { composes } from "../shell/shortcuts.js";
import { draftOf, keepDraft } from "../core/drafts.js";
import { h } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { COMPOSER } from "../words/conversation.js";
import { unfilled } from "./variables.js";

// The server's own limit, in characters (code points).
const LONGEST = 4000;
const SHOW_REMAINING_BELOW = 300;

export class Composer {
  #id;
  #hooks;
  #mode = "reply";
  #obstacle = null;

  /**
   * @param {string} conversationId
   * @param {object} hooks
   * @param {(text: string) => void} hooks.onReply
   * @param {(text: string) => Promise<boolean>} hooks.onNote answers whether the note is kept
   * @param {() => void} hooks.onWrite
   * @param {() => Promise<object[]>} hooks.cannedReplies
   */
  constructor(conversationId, hooks) {
    this.#id = conversationId;
    this.#hooks = hooks;
    this.input = h("textarea", { id: "composer-text", rows: "2", autocomplete: "off", "aria-describedby": "composer-hint composer-counter composer-gap" });
    this.picker = new CannedPicker(this.input, hooks.cannedReplies);
    this.#build();
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
    this.input.addEventListener("input", () => this.#typed());
    this.mode = "reply";
  }

  #build() {
    this.label = h("label", { for: "composer-text", class: "visually-hidden" });
    this.modes = h("div", { class: "composer-modes", role: "group" }, ...Object.entries(COMPOSER.modes).map(([mode, name]) =>
      h("button", { type: "button", "data-mode": mode, onclick: () => this.write(mode) }, icon(mode), name)));
    this.send = h("button", { type: "submit", class: "button send" });
    this.hint = h("p", { id: "composer-hint", class: "hint" });
    this.counter = h("p", { id: "composer-counter", class: "counter" });
    this.obstacle = h("p", { class: "obstacle", hidden: true });
    this.gap = h("p", { id: "composer-gap", class: "composer-gap", role: "alert" });
    const canned = h("button", { type: "button", class: "button small", onclick: () => this.picker.open() }, icon("canned"), COMPOSER.canned);
    this.canned = canned;
    this.element = h("form", { class: "composer" },
      this.modes, this.picker.element, this.label, this.obstacle, this.input, this.gap,
      h("div", { class: "composer-foot" }, canned, this.hint, this.counter, this.send));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  get mode() {
    return this.#mode;
  }

  set mode(mode) {
    this.#mode = mode;
    this.element.dataset.mode = mode;
    for (const button of this.modes.children) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    this.label.textContent = COMPOSER.fields[mode];
    this.input.placeholder = COMPOSER.placeholders[mode];
    this.send.replaceChildren(icon(mode), COMPOSER.send[mode]);
    this.hint.textContent = mode === "reply" ? COMPOSER.hint : `${COMPOSER.noteHint}・${COMPOSER.hint}`;
    this.canned.hidden = mode === "note";
    this.input.value = draftOf(this.#id, mode);
    this.#changed();
  }

  /** Why no reply can be sent just now, in words; null if it can. */
  set replyObstacle(words) {
    this.#obstacle = words;
    this.#changed();
  }

  /** Change the mode and go there. */
  write(mode) {
    if (mode !== this.#mode) this.mode = mode;
    if (this.input.hidden) this.modes.querySelector(`[data-mode="${mode}"]`).focus();
    else this.input.focus();
  }

  /** Put a ready text into the reply, behind what is there already. */
  insert(text) {
    this.write("reply");
    if (this.input.hidden) return;
    const gap = this.input.value && !this.input.value.endsWith("\n") ? "\n" : "";
    this.input.value += gap + text;
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.#typed();
  }

  /** Put back what could not be kept, unless something new is being written. */
  offer(mode, text) {
    if (draftOf(this.#id, mode)) return;
    keepDraft(this.#id, mode, text);
    if (this.#mode === mode) this.mode = mode;
  }

  #pressed(event) {
    if (composes(event)) return;
    if (this.picker.takesKey(event)) {
      event.preventDefault();
      event.stopPropagation(); // Escape closes the list, not the conversation
      return;
    }
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#submit();
  }

  #typed() {
    keepDraft(this.#id, this.#mode, this.input.value);
    this.#changed();
    if (this.#mode !== "reply") return;
    this.picker.follow().catch((error) => {
      if (!error.kind) throw error; // without the list the field is as good as ever
    });
    if (this.input.value) this.#hooks.onWrite();
  }

  async #submit() {
    if (!this.#isSendable() || this.#hasGap()) return;
    const text = this.input.value.trim();
    const mode = this.#mode;
    this.input.value = "";
    keepDraft(this.#id, mode, "");
    this.picker.close();
    this.#changed();
    this.input.focus();
    if (mode === "reply") this.#hooks.onReply(text);
    else if (!(await this.#hooks.onNote(text))) this.offer(mode, text);
  }

  /** Whether a variable is still to be filled: it is named, and selected, so that typing replaces it. */
  #hasGap() {
    const gap = this.#mode === "reply" ? unfilled(this.input.value) : null;
    if (!gap) return false;
    this.gap.textContent = COMPOSER.unfilled(gap.name);
    this.input.focus();
    this.input.setSelectionRange(gap.start, gap.end);
    return true;
  }

  get #isBlocked() {
    return this.#mode === "reply" && this.#obstacle !== null;
  }

  #isSendable() {
    return !this.#isBlocked && this.input.value.trim() !== "" && this.#remaining() >= 0;
  }

  #remaining() {
    return LONGEST - Array.from(this.input.value.trim()).length;
  }

  #changed() {
    const isBlocked = this.#isBlocked;
    this.input.hidden = isBlocked;
    this.obstacle.hidden = !isBlocked;
    this.obstacle.textContent = isBlocked ? this.#obstacle : "";
    this.element.querySelector(".composer-foot").hidden = isBlocked;
    // aria-disabled keeps the button in the tab order, so that the focus isn't lost on sending.
    this.send.setAttribute("aria-disabled", String(!this.#isSendable()));
    const remaining = this.#remaining();
    this.counter.textContent = remaining < 0 ? COMPOSER.tooLong(-remaining) : remaining < SHOW_REMAINING_BELOW ? COMPOSER.remaining(remaining) : "";
    if (this.#mode !== "reply" || !unfilled(this.input.value)) this.gap.textContent = "";
    this.input.setAttribute("aria-invalid", String(remaining < 0));
    // No line higher than what is written; CSS sets the limits.
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }
}
