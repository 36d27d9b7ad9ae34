"""Several questions in one message: the first is answered, the others are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.components.decision import Decision
from bot.components.intents import CLARIFY, NO_TOPICS, OUT_OF_SCOPE, SOCIAL

SURE = 0.5
"""A part less sure than this is no question of its own; what it says may belong to another part."""
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
        if part.intent not in _NO_WISH and part.confidence >= SURE:
            wishes.setdefault(_matter(part.intent), part)
    if len(wishes) < 2 or not (whole.intent in {CLARIFY, OUT_OF_SCOPE} or _matter(whole.intent) in wishes):
        return whole
    first, *others = wishes.values()
    return replace(first, also=tuple(other.intent for other in others[:MOST_ALSO]))


def _matter(intent: str) -> str:
    return _ONE_MATTER.get(intent, intent)
