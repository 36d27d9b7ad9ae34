// Why somebody wants to see what is hidden. Without a reason nothing is shown.

import { h } from "../../widget/dom.js";
import { field, submitButton, runForm } from "./forms.js";
import { openDialog } from "./dialog.js";
import { REVEAL } from "../words/reveal.js";
import { WORDS } from "../words/common.js";

const LONGEST_COMMENT = 200;

/**
 * @param {string} label what is hidden: 電話番号
 * @param {(reason: {reason: string, comment?: string}) => Promise<void>} reveal
 */
export function openRevealDialog(label, reveal) {
  openDialog({ title: REVEAL.title(label), content: (close) => [revealForm(reveal, close)] });
}

function revealForm(reveal, close) {
  const reasons = Object.entries(REVEAL.reasons).map(([value, words], number) =>
    h("label", { class: "choice" }, h("input", { type: "radio", name: "reason", value, required: true, "data-first": number === 0 }), words),
  );
  const comment = h("input", { type: "text", name: "comment", maxlength: LONGEST_COMMENT, autocomplete: "off" });
  const commentRow = field(REVEAL.comment, comment);
  commentRow.hidden = true;
  const form = h("form", { class: "form" },
    h("fieldset", {}, h("legend", {}, REVEAL.why), ...reasons),
    commentRow,
    h("p", { class: "soft" }, REVEAL.logged),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", onclick: close }, WORDS.cancel), submitButton(REVEAL.act)),
  );
  form.addEventListener("change", () => {
    const isOther = form.elements.reason.value === "other";
    commentRow.hidden = !isOther;
    comment.required = isOther;
  });
  runForm(form, async () => {
    const words = comment.value.trim();
    const reason = form.elements.reason.value;
    await reveal(reason === "other" ? { reason, comment: words } : { reason });
    close();
  });
  return form;
}
