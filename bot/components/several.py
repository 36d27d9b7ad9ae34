"""Several questions in one message: the first is answered, the others are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.components.decision import Decision
from bot.components.intents import CLARIFY, NO_TOPICS, OUT_OF_SCOPE, SOCIAL

SURE = 0.5
"""A part less sure than this is no question of its own; what it says may belong to another part. One that would be
asked back (「支払期日」) is offered."""
MOST_ALSO = 3

_NO_WISH = frozenset({OUT_OF_SCOPE, CLARIFY, *SOCIAL, *NO_TOPICS})
# The same matter, told and looked up, told and done: asking for one of them after the other is one question.
_ONE_MATTER = {
    "account_order_status": "faq_order_status",
    "account_contracts": "faq_view_contract",
    "account_password_reset": "faq_forgot_password",
    "account_unlock": "faq_account_locked",
    "account_payment_due": "faq_billing_schedule",
    "faq_closing_and_payment_dates": "faq_billing_schedule",
}


def with_parts(whole: Decision, parts: Sequence[Decision]) -> Decision:
    """The decision for a message that was also decided part by part; the whole one unless two parts differ plainly.

    A whole that is about something else than all its parts knows better: the parts were cut wrongly.
    """
    wishes: dict[str, Decision] = {}
    for part in parts:
        wish = _wish(part)
        if wish:
            wishes.setdefault(_matter(wish), part)
    plain = [matter for matter, part in wishes.items() if part.intent != CLARIFY]
    if len(wishes) < 2 or not plain or not (whole.intent in {CLARIFY, OUT_OF_SCOPE} or _matter(whole.intent) in wishes):
        return whole
    # Answered is the first that is plain: one that has to be asked back is offered by its likeliest meaning.
    first = wishes.pop(plain[0])
    return replace(first, also=tuple(str(_wish(other)) for other in wishes.values())[:MOST_ALSO])


def _wish(part: Decision) -> str | None:
    """The intent that a part comes to; None where it asks for nothing of ours, or not plainly."""
    if part.intent == CLARIFY:
        return next((intent for intent in part.candidates if intent not in _NO_WISH), None)
    return part.intent if part.intent not in _NO_WISH and part.confidence >= SURE else None


def _matter(intent: str) -> str:
    return _ONE_MATTER.get(intent, intent)
