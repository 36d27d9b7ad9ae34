// Three dots while the member writes. They go by themselves if nobody says that the writing has stopped.

import { h } from "../../widget/dom.js";
import { TALK } from "../words/conversation.js";

const LONGEST_MS = 8_000;

export class TypingSign {
  #name;
  #timer = 0;

  constructor(memberName) {
    this.#name = memberName;
    const dots = h("span", { class: "dots" }, h("i"), h("i"), h("i"));
    // Hidden from the log, which would speak it each time; `status` says it once for each time of writing.
    this.element = h("div", { class: "typing", "aria-hidden": "true", hidden: true }, dots, h("span", {}, TALK.typing(memberName)));
    this.status = h("p", { class: "visually-hidden", role: "status" });
  }

  show(isActive) {
    clearTimeout(this.#timer);
    this.element.hidden = !isActive;
    const words = isActive ? TALK.typing(this.#name) : "";
    if (this.status.textContent !== words) this.status.textContent = words;
    if (isActive) this.#timer = setTimeout(() => this.show(false), LONGEST_MS);
  }
}
