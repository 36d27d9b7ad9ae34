// What happened to a ticket, and a note for colleagues.

import { clientId } from "../../widget/client-id.js";
import { field, runForm, submitButton } from "../core/forms.js";
import { fullLabel, momentLabel } from "../core/format.js";
import { h } from "../../widget/dom.js";
import { TICKETS } from "../words/tickets.js";

const LONGEST = 4000;

/** @param {(body: object, key: string) => Promise<void>} note */
export function ticketHistory(ticket, personalData, note) {
  return [historyList(ticket, personalData), noteForm(note)];
}

export const historyList = (ticket, personalData) =>
  h("ol", { class: "history" }, ...ticket.history.map((line) => step(line, personalData)));

function step(line, personalData) {
  return h("li", {},
    h("p", { class: "history-head" },
      h("strong", {}, line.text), h("span", { class: "soft" }, line.staff_name ?? TICKETS.byMember),
      h("time", { datetime: line.at, title: fullLabel(line.at), class: "soft" }, momentLabel(line.at))),
    line.parts.length > 0 && h("p", { class: "text history-text" }, ...personalData.nodes(line.parts)));
}

function noteForm(note) {
  const text = h("textarea", { name: "note", rows: "2", maxlength: LONGEST, required: true });
  const form = h("form", { class: "form note-form", oninput: () => form.setAttribute("data-touched", "") },
    field(TICKETS.noteText, text), submitButton(TICKETS.addNote, { class: "button" }));
  const key = clientId();
  runForm(form, () => note({ text: text.value.trim() }, key));
  return form;
}
