// Free text as staff see it: what is personal in it is a closed box that opens for a reason, and closes by itself.

import { h, spoken } from "../../widget/dom.js";
import { icon } from "./icons.js";
import { openRevealDialog } from "./reveal-dialog.js";
import { LIST } from "../words/conversation.js";
import { REVEAL } from "../words/reveal.js";

/** In one line, for lists: what is hidden is only named. @param {import("./desk.js").Parts} parts */
export const plainText = (parts) => parts.map((part) => part.text ?? LIST.hidden(part.hidden.label)).join("");

export class PersonalData {
  #api;

  constructor(api) {
    this.#api = api;
  }

  /**
   * @param {import("./desk.js").Parts} parts
   * @returns {(Node|string)[]} for an element that keeps line breaks
   */
  nodes(parts) {
    return parts.map((part) => part.text ?? this.#box(part.hidden));
  }

  #box(hidden) {
    const place = h("span", { class: "hidden-data" });
    if (hidden.of) this.#close(place, hidden);
    else place.append(icon("lock"), LIST.hidden(hidden.label));
    return place;
  }

  #close(place, hidden) {
    const open = () => openRevealDialog(hidden.label, (reason) => this.#reveal(place, hidden, reason));
    place.replaceChildren(
      h("button", { type: "button", class: "reveal", onclick: open },
        icon("lock"), h("span", {}, hidden.label), hidden.hint && h("span", { class: "reveal-hint" }, hidden.hint),
        h("span", { class: "reveal-act" }, REVEAL.show)),
    );
  }

  /** @throws {import("./api.js").ConsoleError} */
  async #reveal(place, hidden, reason) {
    const { source, id, field } = hidden.of;
    const which = field ? { field, index: hidden.index } : { index: hidden.index };
    const answer = await this.#api.post("/reveals", { source, id, ...which, ...reason });
    const left = h("span", { class: "reveal-left", "aria-hidden": "true" });
    const hide = h("button", { type: "button", class: "reveal-hide" }, REVEAL.hide, spoken(hidden.label));
    place.replaceChildren(h("mark", { class: "revealed", tabindex: "-1" }, answer.value), left, hide);
    const until = Date.now() + answer.hide_after_seconds * 1000;
    const tick = () => {
      const seconds = Math.ceil((until - Date.now()) / 1000);
      if (seconds <= 0) end();
      else left.textContent = REVEAL.hidesIn(seconds);
    };
    const timer = setInterval(tick, 1_000);
    const end = () => {
      clearInterval(timer);
      const hadFocus = place.contains(document.activeElement);
      this.#close(place, hidden);
      if (hadFocus) place.querySelector("button").focus();
    };
    hide.addEventListener("click", end);
    tick();
    place.querySelector("mark").focus();
  }
}
