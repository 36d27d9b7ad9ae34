// That nobody is called any more and the answer comes by mail, for who does not see the notice that says so: they read
// something else, or it stands below what they read.

import { h, icon } from "./dom.js";
import { CALL_OVER_WORDS } from "./words.js";

export class CallOverBanner {
  #handoff;
  #words = CALL_OVER_WORDS.standard;
  #aroundResize;

  /**
   * @param {import("./handoff.js").Handoff} handoff
   * @param {object} hooks
   * @param {() => void} hooks.onShow leads to the notice
   * @param {(act: () => void) => void} hooks.aroundResize does what makes the log taller or lower
   */
  constructor(handoff, { onShow, aroundResize }) {
    this.#handoff = handoff;
    this.over = h("p", { class: "waiting-line" });
    this.byMail = h("p");
    this.show = h("button", { type: "button", class: "way", onclick: onShow });
    this.element = h(
      "div",
      { class: "waiting", role: "group", hidden: true },
      this.over,
      this.byMail,
      h("div", { class: "waiting-ways" }, this.show),
    );
    this.#aroundResize = aroundResize;
    handoff.addEventListener("change", () => aroundResize(() => this.#update()));
    this.#update();
  }

  /** @param {"standard"|"easy"} style that the conversation is in */
  set style(style) {
    this.#words = CALL_OVER_WORDS[style];
    this.#aroundResize(() => this.#update());
  }

  #update() {
    const { unseenTicket } = this.#handoff;
    const { name, over, byMail, show } = this.#words;
    this.element.hidden = unseenTicket === null;
    this.element.setAttribute("aria-label", name);
    this.over.replaceChildren(icon("mail"), h("span", {}, over));
    this.byMail.textContent = unseenTicket ? byMail(unseenTicket) : "";
    this.show.textContent = show;
  }
}
