// Canned replies behind a slash: typing narrows them down, arrows choose, Enter puts the reply into the field.
//
// The field keeps the role textbox: HTML allows no combobox on a field of several lines, and aria-expanded belongs to
// that role. What it would tell, the status says in words.

import { at } from "../core/api.js";
import { h } from "../../widget/dom.js";
import { COMPOSER } from "../words/conversation.js";
import { politely } from "../core/announcer.js";
import { unfilled } from "./variables.js";

const ID = "canned-list";
// A slash at the beginning of the text or of a word, and what is typed behind it, up to the caret.
const TRIGGER = /(?:^|[\s　])[/／]([^\s　/／]*)$/;

/** @typedef {{id: number, shortcut: string, title: string, text: string, filled: string}} CannedReply */

export class CannedPicker {
  #input;
  #fetch;
  #replies = null;
  #shown = [];
  #active = 0;
  #isDismissed = false;

  /**
   * @param {HTMLTextAreaElement} input
   * @param {() => Promise<CannedReply[]>} fetch
   */
  constructor(input, fetch) {
    this.#input = input;
    this.#fetch = fetch;
    this.element = h("ul", { id: ID, class: "canned-list", role: "listbox", "aria-label": COMPOSER.cannedList, hidden: true });
    // Else pressing on the list would take the focus out of the field.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    for (const [name, value] of [["autocomplete", "list"], ["haspopup", "listbox"], ["controls", ID]]) input.setAttribute(`aria-${name}`, value);
    input.addEventListener("blur", () => this.close());
  }

  static fetcher(api, conversationId) {
    return async () => (await api.get(at("canned-replies"), { conversation: conversationId })).replies;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** The field has changed. */
  async follow() {
    const typed = this.#typed();
    if (typed === null) {
      this.#isDismissed = false;
      this.close();
      return;
    }
    if (this.#isDismissed) return;
    this.#replies ??= await this.#fetch();
    const now = this.#typed();
    if (now === null) return; // meanwhile the slash was taken back
    this.#show(this.#replies.filter((reply) => matches(reply, now)));
  }

  /** Open it from the button: as if a slash had been typed. */
  open() {
    const { selectionStart: caret, value } = this.#input;
    const before = value.slice(0, caret);
    const gap = before && !/[\s　]$/.test(before) ? " /" : "/";
    this.#input.focus();
    this.#input.setRangeText(gap, caret, caret, "end");
    this.#input.dispatchEvent(new Event("input"));
  }

  close() {
    this.element.hidden = true;
    this.#input.removeAttribute("aria-activedescendant");
  }

  /** @returns {boolean} whether the key was for the list */
  takesKey(event) {
    if (!this.isOpen || event.altKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowDown") this.#mark(this.#active + 1);
    else if (event.key === "ArrowUp") this.#mark(this.#active - 1);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") return this.#takeActive();
    else if (event.key === "Escape") this.#dismiss();
    else return false;
    return true;
  }

  #typed() {
    const before = this.#input.value.slice(0, this.#input.selectionStart);
    return TRIGGER.exec(before)?.[1].normalize("NFKC").toLowerCase() ?? null;
  }

  #dismiss() {
    this.#isDismissed = true;
    this.close();
  }

  #show(replies) {
    this.#shown = replies;
    const nothing = h("li", { class: "canned-none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, COMPOSER.cannedNone);
    this.element.replaceChildren(...(replies.length ? replies.map((reply, number) => this.#option(reply, number)) : [nothing]));
    this.element.hidden = false;
    politely(COMPOSER.cannedCount(replies.length));
    this.#mark(0);
  }

  #option(reply, number) {
    return h("li", { id: `canned-${number}`, role: "option", "aria-selected": "false", onclick: () => this.#take(reply) },
      h("span", { class: "canned-head" }, h("strong", {}, reply.title), h("kbd", {}, `/${reply.shortcut}`)),
      h("span", { class: "canned-text" }, reply.filled));
  }

  #mark(number) {
    if (!this.#shown.length) return;
    this.#active = (number + this.#shown.length) % this.#shown.length;
    [...this.element.children].forEach((option, each) => {
      option.setAttribute("aria-selected", String(each === this.#active));
      if (each === this.#active) option.scrollIntoView({ block: "nearest" });
    });
    this.#input.setAttribute("aria-activedescendant", `canned-${this.#active}`);
  }

  #takeActive() {
    if (!this.#shown.length) return false;
    this.#take(this.#shown[this.#active]);
    return true;
  }

  /** In place of the slash and what was typed behind it. What is left to be filled is selected. */
  #take(reply) {
    const caret = this.#input.selectionStart;
    const from = caret - (/[/／][^/／]*$/.exec(this.#input.value.slice(0, caret))?.[0].length ?? 0);
    this.#input.setRangeText(reply.filled, from, caret, "end");
    this.close();
    this.#input.dispatchEvent(new Event("input"));
    this.#input.focus();
    const gap = unfilled(this.#input.value, from);
    if (gap && gap.end <= from + reply.filled.length) this.#input.setSelectionRange(gap.start, gap.end);
  }
}

const matches = (reply, typed) =>
  [reply.shortcut, reply.title, reply.text].some((text) => text.normalize("NFKC").toLowerCase().includes(typed));
