import { dayLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { facts, heading, listCard } from "./parts.js";

export function contractsCard({ contracts }) {
  return listCard("contracts", CARD_WORDS.contracts, contracts, (contract) => [
    heading(contract.service_label, contract),
    facts([
      [CARD_WORDS.contractNumber, contract.number],
      [CARD_WORDS.startedOn, contract.started_on && dayLabel(contract.started_on)],
      [CARD_WORDS.endedOn, contract.ended_on && dayLabel(contract.ended_on)],
    ]),
  ]);
}
