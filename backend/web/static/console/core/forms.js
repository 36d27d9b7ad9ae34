// Parts of forms, and how every form is sent: once at a time, with what went wrong said above the buttons.

import { h } from "../../widget/dom.js";
import { problemWords } from "../words/problems.js";

let serial = 0;

/** A labelled row. @param {HTMLElement} control @param {string} [hint] */
export function field(label, control, hint = "") {
  control.id ||= `field-${++serial}`;
  const hintId = `${control.id}-hint`;
  if (hint) control.setAttribute("aria-describedby", hintId);
  return h("div", { class: "field" },
    h("label", { for: control.id }, label),
    control,
    hint && h("p", { id: hintId, class: "hint" }, hint),
  );
}

/** @param {[value: string, label: string][]} options */
export function select(name, options, chosen, properties = {}) {
  return h("select", { name, ...properties },
    ...options.map(([value, label]) => h("option", { value, selected: String(value) === String(chosen ?? "") }, label)),
  );
}

export const submitButton = (words, properties = {}) => h("button", { type: "submit", class: "button primary", ...properties }, words);

/**
 * Send a form by `act`; its buttons rest meanwhile. A ConsoleError is shown in the form.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} act
 */
export function runForm(form, act) {
  const problem = h("p", { class: "form-problem", role: "alert" });
  form.lastElementChild.before(problem);
  let isRunning = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isRunning) return;
    isRunning = true;
    form.setAttribute("aria-busy", "true");
    problem.textContent = "";
    try {
      await act();
    } catch (error) {
      if (!error.kind) throw error;
      problem.textContent = problemWords(error);
    } finally {
      isRunning = false;
      form.removeAttribute("aria-busy");
    }
  });
}
