// Who is to have the conversation: colleagues with how busy they are.

import { at } from "../core/api.js";
import { emptyState, fill } from "../core/states.js";
import { h } from "../../widget/dom.js";
import { openDialog } from "../core/dialog.js";
import { TALK } from "../words/conversation.js";

/**
 * @param {object} options
 * @param {number|null} options.without a colleague who is left out
 * @returns {Promise<number|null>} the colleague's id
 */
export function pickColleague({ api, title, note, without }) {
  return new Promise((resolve) => {
    let chosen = null;
    openDialog({
      title,
      onClose: () => resolve(chosen),
      content: (close) => {
        const place = h("div");
        const pick = (id) => {
          chosen = id;
          close();
        };
        fill(place, () => api.get(at("staff")), ({ staff }) => list(staff.filter(({ id }) => id !== without), pick));
        return [note && h("p", { class: "soft" }, note), place].filter(Boolean);
      },
    });
  });
}

function list(staff, pick) {
  if (!staff.length) return [emptyState("staff", TALK.nobody)];
  const byReach = (person) => Number(person.is_online && person.is_available) * 2 + Number(person.is_online);
  const sorted = staff.toSorted((one, other) => byReach(other) - byReach(one) || one.conversations - other.conversations);
  return [h("ul", { class: "colleagues" }, ...sorted.map((person) => h("li", {}, button(person, pick))))];
}

function button(person, pick) {
  const state = !person.is_online ? TALK.offline : person.is_available ? TALK.online : TALK.away;
  // Who can't take it is shown with the reason all the same: the server would refuse them.
  const isThere = person.is_online && person.is_available;
  return h("button", { type: "button", disabled: !isThere, onclick: () => pick(person.id) },
    h("i", { class: "presence", "data-present": isThere }),
    h("strong", {}, person.name), h("span", { class: "soft" }, state), h("span", { class: "soft" }, TALK.load(person.conversations)));
}
