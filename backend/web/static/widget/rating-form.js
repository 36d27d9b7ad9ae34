// How the talk with a person was, asked once when it is over: five faces, and words if somebody has some.

import { whileBusy } from "./busy-button.js";
import { h, lineIcon } from "./dom.js";
import { RATING_WORDS as WORDS } from "./words.js";

// The server's own limit, in characters.
const LONGEST_COMMENT = 1000;
const HEAD = "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18z";
const EYES = ["M9 9.5v.01", "M15 9.5v.01"];
// From the worst to the best.
const MOUTHS = [
  "M8 17c1-2.6 2.4-3.6 4-3.6s3 1 4 3.6",
  "M8.5 16.2c1-1.2 2.2-1.7 3.5-1.7s2.5.5 3.5 1.7",
  "M8.5 15.5h7",
  "M8.5 14.5c1 1.2 2.2 1.7 3.5 1.7s2.5-.5 3.5-1.7",
  "M7.8 13.5c1 2.8 2.4 3.9 4.2 3.9s3.2-1.1 4.2-3.9z",
];

export class RatingForm {
  #farewell;
  #onDone;

  /**
   * @param {import("./farewell.js").Farewell} farewell
   * @param {(hasRated: boolean) => void} onDone
   */
  constructor(farewell, onDone) {
    this.#farewell = farewell;
    this.#onDone = onDone;
    this.error = h("p", { class: "rating-error", role: "alert", id: "rating-error" });
    this.comment = h("textarea", { id: "rating-comment", rows: "2", maxlength: String(LONGEST_COMMENT) });
    this.submit = h("button", { type: "submit", class: "primary" }, WORDS.send);
    this.element = h(
      "form",
      { class: "rating", novalidate: true, "aria-label": WORDS.name },
      h(
        "fieldset",
        { role: "radiogroup", "aria-describedby": "rating-error" },
        h("legend", {}, WORDS.question),
        h("div", { class: "faces" }, ...WORDS.faces.map((words, at) => face(words, at))),
      ),
      this.error,
      // Shown once a face is chosen (styles/feedback.css): before, there is nothing to add to.
      h("div", { class: "rating-words" }, h("label", { for: "rating-comment" }, WORDS.comment), this.comment),
      h("div", { class: "rating-ways" }, this.submit, this.#skipButton()),
    );
    this.element.addEventListener("change", () => {
      this.error.textContent = "";
    });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  #skipButton() {
    const skip = () => {
      this.#farewell.skip();
      this.#onDone(false);
    };
    return h("button", { type: "button", class: "quiet", onclick: skip }, WORDS.skip);
  }

  async #send() {
    const chosen = this.element.querySelector("input:checked");
    if (!chosen) {
      this.error.textContent = WORDS.noFace;
      this.element.querySelector("input").focus();
      return;
    }
    this.error.textContent = "";
    await whileBusy(this.submit, WORDS.sending, async () => {
      try {
        await this.#farewell.rate(Number(chosen.value), this.comment.value.trim());
        this.#onDone(true);
      } catch {
        this.error.textContent = WORDS.failed;
      }
    });
  }
}

function face(words, at) {
  const input = h("input", { type: "radio", name: "score", value: String(at + 1), class: "visually-hidden" });
  return h("label", { class: "face" }, input, lineIcon([HEAD, ...EYES, MOUTHS[at]]), h("span", {}, words));
}
