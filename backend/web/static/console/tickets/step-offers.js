// Steps of the work besides unlocking and answering: a link to set a new password, closing an account.

import { confirmed } from "../core/dialog.js";
import { clientId } from "../../widget/client-id.js";
import { h } from "../../widget/dom.js";
import { runForm, submitButton } from "../core/forms.js";
import { TICKETS } from "../words/tickets.js";

// Whose account it is: that cannot be undone.
const closing = ({ leaving }) => leaving && TICKETS.closeAsk(leaving.name, leaving.login_id);

const OFFERS = [
  { step: "reset-link", title: TICKETS.resetTitle, text: TICKETS.resetText, action: TICKETS.resetAct, done: TICKETS.resetDone },
  { step: "close-account", title: TICKETS.closeTitle, text: TICKETS.closeText, action: TICKETS.closeAct, done: TICKETS.closeDone, danger: true, ask: closing },
];

/**
 * @param {number} myId
 * @param {(step: string, done: string) => (body: object, key: string) => Promise<void>} act
 */
export const stepOffers = (ticket, myId, act) =>
  OFFERS.filter(({ step }) => ticket.steps.includes(step)).map((offer) =>
    offer.step === "close-account" && ticket.opened_by ? secondPair(offer, ticket, myId, act) : form(offer, ticket, act(offer.step, offer.done)));

/** What staff wrote down for a member is carried out by another of them, who has looked at the conversation. */
function secondPair(offer, ticket, myId, act) {
  const { id, name } = ticket.opened_by;
  if (id === myId) return h("section", { class: "sheet" }, h("h3", {}, offer.title), h("p", {}, TICKETS.closeByColleague));
  return form({ ...offer, text: TICKETS.closeForColleague(name) }, ticket, act(offer.step, offer.done));
}

function form({ title, text, action, danger, ask }, ticket, act) {
  const element = h("form", { class: "form sheet" }, h("h3", {}, title), h("p", {}, text), submitButton(action, danger ? { class: "button danger" } : {}));
  const key = clientId();
  runForm(element, async () => {
    if (await confirmed({ title, text: ask?.(ticket) ?? text, action, danger })) await act({}, key);
  });
  return element;
}
