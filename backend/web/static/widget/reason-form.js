// After a thumb down: what was wrong, for who wishes to say it.

import { whileBusy } from "./busy-button.js";
import { h } from "./dom.js";
import { FEEDBACK_WORDS as WORDS } from "./words.js";

// The server's own limit, in characters.
const LONGEST_COMMENT = 500;
let serial = 0;

export class ReasonForm {
  #tell;
  #onDone;

  /**
   * @param {object} hooks
   * @param {(reason: string|undefined, comment: string|undefined) => Promise<void>} hooks.tell
   * @param {(hasTold: boolean) => void} hooks.onDone
   */
  constructor({ tell, onDone }) {
    this.#tell = tell;
    this.#onDone = onDone;
    const name = `reason-${++serial}`;
    this.error = h("p", { class: "reason-error", role: "alert" });
    this.comment = h("textarea", { id: `${name}-comment`, rows: "2", maxlength: String(LONGEST_COMMENT) });
    this.comment.setAttribute("aria-describedby", `${name}-hint`);
    this.submit = h("button", { type: "submit", class: "primary" }, WORDS.send);
    this.element = h(
      "form",
      { class: "reason", novalidate: true, "aria-label": WORDS.reasonName },
      h("fieldset", {}, h("legend", {}, WORDS.reasonQuestion), ...WORDS.reasons.map((each) => reasonOption(name, each))),
      h("label", { for: `${name}-comment` }, WORDS.comment),
      this.comment,
      h("p", { class: "reason-hint", id: `${name}-hint` }, WORDS.commentHint),
      this.error,
      h("div", { class: "reason-ways" }, this.submit, this.#skipButton()),
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation(); // closes this, not the panel
      onDone(false);
    });
  }

  #skipButton() {
    return h("button", { type: "button", class: "quiet", onclick: () => this.#onDone(false) }, WORDS.skip);
  }

  async #send() {
    const reason = this.element.querySelector("input:checked")?.value;
    const comment = this.comment.value.trim();
    if (!reason && !comment) {
      this.#onDone(false);
      return;
    }
    this.error.textContent = "";
    await whileBusy(this.submit, WORDS.sending, async () => {
      try {
        await this.#tell(reason, comment || undefined);
        this.#onDone(true);
      } catch {
        this.error.textContent = WORDS.failed;
      }
    });
  }
}

function reasonOption(name, [value, words]) {
  return h("label", { class: "reason-option" }, h("input", { type: "radio", name, value }), h("span", {}, words));
}
