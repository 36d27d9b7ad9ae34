// Native dialogs: the browser keeps the focus inside, Escape closes, and the focus returns to where it was.

import { h } from "../../widget/dom.js";
import { icon } from "./icons.js";
import { WORDS } from "../words/common.js";

let serial = 0;

/**
 * Open a dialog with a title. What is in it may close it with `close()`.
 * @param {object} options
 * @param {string} options.title
 * @param {string} [options.width] "wide" for tables
 * @param {(close: () => void) => (Node|string)[]} options.content
 * @param {() => void} [options.onClose]
 * @returns {HTMLDialogElement}
 */
export function openDialog({ title, width = "", content, onClose = () => {} }) {
  const id = `dialog-title-${++serial}`;
  const dialog = h("dialog", { class: `dialog ${width}`, "aria-labelledby": id });
  const close = () => dialog.close();
  const closeButton = h("button", { type: "button", class: "icon-button", "aria-label": WORDS.close, onclick: close }, icon("close"));
  dialog.append(
    h("div", { class: "dialog-head" }, h("h2", { id, tabindex: "-1" }, title), closeButton),
    h("div", { class: "dialog-body" }, ...content(close)),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[data-first], h2").focus();
  return dialog;
}

/**
 * Ask before something that can't be undone.
 * @returns {Promise<boolean>}
 */
export function confirmed({ title, text, action, danger = false }) {
  return new Promise((resolve) => {
    let answer = false;
    openDialog({
      title,
      onClose: () => resolve(answer),
      content: (close) => [
        h("p", {}, text),
        h("div", { class: "dialog-actions" },
          h("button", { type: "button", class: "button", onclick: close }, WORDS.cancel),
          h("button", {
            type: "button", class: danger ? "button danger" : "button primary", "data-first": true,
            onclick: () => {
              answer = true;
              close();
            },
          }, action),
        ),
      ],
    });
  });
}
