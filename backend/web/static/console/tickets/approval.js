// A request to unlock that waits for a second pair of eyes: who asked, what matched, and the answer to it.

import { clientId } from "../../widget/client-id.js";
import { field, runForm, submitButton } from "../core/forms.js";
import { fullLabel, momentLabel } from "../core/format.js";
import { h } from "../../widget/dom.js";
import { TICKETS } from "../words/tickets.js";

const LONGEST = 4000;

/**
 * What whoever asked, or whoever may answer, is to see of it.
 * @param {(step: string[], done: string) => (body: object, key: string) => Promise<void>} act
 */
export function approvalSheet({ approval }, act) {
  const state = approval.is_lapsed ? TICKETS.approvalLapsed : approval.is_mine ? TICKETS.approvalMine : TICKETS.approvalLead;
  const isToAnswer = !approval.is_lapsed && !approval.is_mine;
  return h("section", { class: "sheet approval" },
    h("h3", {}, TICKETS.approvalTitle),
    h("p", {}, h("strong", {}, state)),
    asked(approval),
    ...(isToAnswer ? [approve(approval, act), decline(approval, act)] : []));
}

function asked({ asked_by: who, asked_at: at, checks }) {
  return h("dl", { class: "facts" },
    h("dt", {}, TICKETS.askedBy), h("dd", {}, who.name, " ", h("time", { datetime: at, title: fullLabel(at), class: "soft" }, momentLabel(at))),
    ...checks.flatMap(({ label, matched }) => [h("dt", {}, label), h("dd", {}, matched ? TICKETS.results.yes : TICKETS.results.no)]));
}

function approve({ id }, act) {
  const form = h("form", { class: "form" }, submitButton(TICKETS.approve));
  const key = clientId();
  const send = act(["unlock", "approve"], TICKETS.approved);
  runForm(form, () => send({ request_id: id }, key));
  return form;
}

function decline({ id }, act) {
  const note = h("textarea", { name: "note", rows: "2", maxlength: LONGEST, required: true });
  const form = h("form", { class: "form note-form", oninput: () => form.setAttribute("data-touched", "") },
    field(TICKETS.declineNote, note), submitButton(TICKETS.decline, { class: "button" }));
  const key = clientId();
  const send = act(["unlock", "decline"], TICKETS.declined);
  runForm(form, () => send({ request_id: id, note: note.value.trim() }, key));
  return form;
}
