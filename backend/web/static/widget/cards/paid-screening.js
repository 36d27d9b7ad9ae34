import { aroundLabel, dayLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { card, facts, heading } from "./parts.js";

export function paidScreeningCard({ screening }) {
  return card("paid-screening", CARD_WORDS.paidScreening, [
    heading(CARD_WORDS.screeningStatus, screening),
    facts([
      [CARD_WORDS.appliedOn, screening.applied_on && dayLabel(screening.applied_on)],
      [CARD_WORDS.expectedBy, screening.expected_by && aroundLabel(screening.expected_by)],
      [CARD_WORDS.closing, screening.closing_label],
    ]),
  ]);
}
