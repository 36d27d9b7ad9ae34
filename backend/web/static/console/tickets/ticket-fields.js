// Whose it is, how far it is, by when it is to be done.

import { field, runForm, select, submitButton } from "../core/forms.js";
import { fieldMoment } from "../core/format.js";
import { h } from "../../widget/dom.js";
import { TICKETS } from "../words/tickets.js";

/**
 * @param {object} ticket
 * @param {import("../core/desk.js").Staff[]} staff
 * @param {import("../core/desk.js").Staff} me
 * @param {(changes: object) => Promise<void>} change
 */
export function ticketFields(ticket, staff, me, change) {
  const assigneeId = ticket.assignee?.id ?? "";
  const people = [["", TICKETS.unassigned], ...staff.map(({ id, name }) => [String(id), name])];
  const assignee = select("assignee", people, assigneeId);
  const status = select("status", Object.entries(TICKETS.statuses), ticket.status);
  const due = h("input", { type: "datetime-local", name: "due", value: fieldMoment(ticket.due_at) });
  const take = h("button", { type: "button", class: "button", hidden: assigneeId === me.id }, TICKETS.takeIt);
  const form = h("form", { class: "form sheet", oninput: () => form.setAttribute("data-touched", "") },
    field(TICKETS.assignee, assignee), take, field(TICKETS.status, status), field(TICKETS.dueAt, due), submitButton(TICKETS.saveFields));
  take.addEventListener("click", () => {
    assignee.value = String(me.id);
    form.requestSubmit();
  });
  runForm(form, async () => {
    const changes = {};
    if (assignee.value !== String(assigneeId)) changes.assignee_id = assignee.value ? Number(assignee.value) : null;
    if (status.value !== ticket.status) changes.status = status.value;
    if (due.value !== fieldMoment(ticket.due_at)) changes.due_at = due.value ? new Date(due.value).toISOString() : null;
    if (Object.keys(changes).length) await change(changes);
  });
  return form;
}
