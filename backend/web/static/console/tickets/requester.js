// Who asked, how sure that is, and whose account it is about.

import { h } from "../../widget/dom.js";
import { TICKETS } from "../words/tickets.js";

export function requester(ticket, personalData) {
  const rows = [...owner(ticket), ...contact(ticket, personalData), ...requested(ticket, personalData), ...contract(ticket)];
  if (!rows.length) return h("p", { class: "soft" }, TICKETS.anonymous);
  return h("dl", { class: "facts" }, ...rows.flatMap(([name, ...content]) => [h("dt", {}, name), h("dd", {}, ...content)]));
}

const owner = ({ member }) => (member ? [[TICKETS.memberProven, member.name]] : []);

function contact({ contact: who }, personalData) {
  if (!who) return [];
  return [[TICKETS.contactName, who.name], [TICKETS.contactMail, ...personalData.nodes(who.email)]];
}

function requested({ requested: whose }, personalData) {
  if (!whose) return [];
  const lock = h("span", { class: whose.is_locked ? "chip bad" : "chip" }, whose.is_locked ? TICKETS.locked : TICKETS.notLocked);
  const member = whose.member ? [whose.member.name, " ", lock] : [TICKETS.requestedUnknown];
  return [
    [TICKETS.requestedLogin, ...personalData.nodes(whose.login_id)],
    [TICKETS.requestedMember, ...member, !whose.is_proven && h("p", { class: "soft" }, TICKETS.unproven)],
  ];
}

const contract = ({ contract: of }) => (of ? [[TICKETS.contract, `${of.service_label}（${of.status_label}）${of.number}`]] : []);
