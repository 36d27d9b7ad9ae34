// Words for a screen reader alone. `politely` waits its turn, `atOnce` interrupts: only for a new handoff.

import { h } from "../../widget/dom.js";

const polite = h("p", { class: "visually-hidden", role: "status" });
const urgent = h("p", { class: "visually-hidden", role: "alert" });

export const announcer = h("div", {}, polite, urgent);

export const politely = (words) => say(polite, words);
export const atOnce = (words) => say(urgent, words);

function say(place, words) {
  // The same words twice are no change, and would not be spoken.
  place.textContent = place.textContent === words ? `${words} ` : words;
}
