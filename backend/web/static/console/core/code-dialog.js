// Before something weighty the code of one's own app is asked for again: whoever only sits down at this browser has none.

import { h } from "../../widget/dom.js";
import { field, runForm, submitButton } from "./forms.js";
import { openDialog } from "./dialog.js";
import { WORDS } from "../words/common.js";

/** A row for the code. @param {Record<string, unknown>} [properties] of its input */
export function codeRow(properties = {}) {
  const input = h("input", {
    type: "text", name: "code", inputmode: "numeric", autocomplete: "one-time-code", maxlength: "40", required: true, ...properties,
  });
  return { input, row: field(WORDS.code, input, WORDS.codeHint) };
}

/**
 * Say what is about to be done, and do it with a code. What goes wrong is said in the dialog, which stays open.
 * @param {object} options
 * @param {(code: string) => Promise<void>} options.act
 */
export function openCodeDialog({ title, text, action, danger = false, act }) {
  const content = (close) => {
    const { input, row } = codeRow({ "data-first": true });
    const submit = submitButton(action, { class: danger ? "button danger" : "button primary" });
    const cancel = h("button", { type: "button", class: "button", onclick: close }, WORDS.cancel);
    const form = h("form", { class: "form" }, h("p", {}, text), row, h("div", { class: "dialog-actions" }, cancel, submit));
    runForm(form, async () => {
      await act(input.value.trim());
      close();
    });
    return [form];
  };
  return openDialog({ title, content });
}
