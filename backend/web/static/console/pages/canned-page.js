// Canned replies: everybody reads them, admins write them.

import { at } from "../core/api.js";
import { confirmed, openDialog } from "../core/dialog.js";
import { emptyState, fill } from "../core/states.js";
import { field, runForm, submitButton } from "../core/forms.js";
import { h, spoken } from "../../widget/dom.js";
import { problemWords } from "../words/problems.js";
import { CANNED } from "../words/pages.js";
import { WORDS } from "../words/common.js";

export class Page {
  title = WORDS.views.canned;
  #services;

  constructor(services) {
    this.#services = services;
    this.place = h("div", { class: "results" });
    const add = h("button", { type: "button", class: "button primary", hidden: !services.desk.isAdmin, onclick: () => this.#edit(null) }, CANNED.add);
    this.element = h("div", { class: "page" }, h("div", { class: "page-lead" }, h("p", {}, CANNED.lead), add), this.place);
  }

  show() {
    return fill(this.place, () => this.#services.api.get(at("canned-replies")), ({ replies }) =>
      replies.length ? [h("ul", { class: "canned-sheets" }, ...replies.map((reply) => this.#sheet(reply)))] : [emptyState("canned", ...CANNED.empty)],
    );
  }

  #sheet(reply) {
    const named = spoken(`：${reply.title}`);
    return h("li", { class: "sheet" },
      h("div", { class: "reply-head" }, h("h2", {}, reply.title), h("kbd", {}, `/${reply.shortcut}`)),
      h("p", { class: "text" }, reply.text),
      this.#services.desk.isAdmin && h("div", { class: "row-actions" },
        h("button", { type: "button", class: "button small", onclick: () => this.#edit(reply) }, WORDS.edit, named),
        h("button", { type: "button", class: "button small danger-quiet", onclick: () => this.#remove(reply) }, WORDS.remove, named.cloneNode(true))));
  }

  /** @param {object|null} reply null: a new one */
  #edit(reply) {
    openDialog({ title: reply ? CANNED.edit : CANNED.add, width: "wide", content: (close) => [this.#form(reply, close)] });
  }

  #form(reply, close) {
    const shortcut = h("input", { type: "text", value: reply?.shortcut ?? "", required: true, maxlength: "30", pattern: "[^\\s\\/]+", autocomplete: "off", "data-first": true });
    const title = h("input", { type: "text", value: reply?.title ?? "", required: true, maxlength: "60", autocomplete: "off" });
    const text = h("textarea", { rows: "6", required: true, maxlength: "2000" }, reply?.text ?? "");
    const form = h("form", { class: "form" },
      field(CANNED.shortcut, shortcut, CANNED.shortcutHint), field(CANNED.title, title), field(CANNED.text, text),
      h("p", { class: "row-actions" }, CANNED.variables, ...CANNED.variableList.map((name) => insertButton(text, name))),
      h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", onclick: close }, WORDS.cancel), submitButton(WORDS.save)));
    runForm(form, async () => {
      const { api, toasts } = this.#services;
      const body = { shortcut: shortcut.value.trim(), title: title.value.trim(), text: text.value.trim() };
      if (reply) await api.put(at("canned-replies", reply.id), body);
      else await api.post(at("canned-replies"), body);
      close();
      toasts.say(CANNED.saved);
      await this.show();
    });
    return form;
  }

  async #remove(reply) {
    const isSure = await confirmed({ title: CANNED.removeTitle, text: CANNED.removeText(reply.title), action: WORDS.remove, danger: true });
    if (!isSure) return;
    const { api, toasts } = this.#services;
    try {
      await api.delete(at("canned-replies", reply.id));
      toasts.say(CANNED.removed);
      await this.show();
    } catch (error) {
      if (!error.kind) throw error;
      toasts.problem(problemWords(error));
    }
  }
}

function insertButton(text, name) {
  const insert = () => {
    text.setRangeText(name, text.selectionStart, text.selectionEnd, "end");
    text.focus();
  };
  return h("button", { type: "button", class: "button small", onclick: insert }, name);
}
