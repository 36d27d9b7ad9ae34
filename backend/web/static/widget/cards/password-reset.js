import { h } from "../dom.js";
import { CARD_WORDS } from "../words.js";
import { card } from "./parts.js";

export function passwordResetCard(_card, { demoMailbox }) {
  const mailbox =
    demoMailbox && h("a", { href: demoMailbox, target: "_blank", rel: "noopener" }, CARD_WORDS.mailbox);
  return card("password-reset", CARD_WORDS.passwordReset, [
    h("ol", { class: "what-next" }, ...CARD_WORDS.passwordResetSteps.map((step) => h("li", {}, step))),
    h("p", { class: "card-hint" }, CARD_WORDS.passwordResetNote),
    ...(mailbox ? [mailbox] : []),
  ]);
}
