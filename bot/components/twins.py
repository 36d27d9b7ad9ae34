"""Topics that share their subject and differ in what is wanted: to be told how, or to have it looked up or done.

「注文の状況はどこで見られますか」 and 「注文の状況を調べてください」 have nearly the same words, so that the scores of
the two are close. Which of them it is, is decided by what *all* twins have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

TWINS = {
    "account_order_status": "faq_order_status",
    "account_contracts": "faq_view_contract",
    "account_password_reset": "faq_forgot_password",
    "account_unlock": "faq_account_locked",
    "account_payment_due": "faq_billing_schedule",
    "account_paid_screening": "faq_only_credit_card_selectable",
}
"""What the bot does itself, and the question how it is done."""
CLOSE = 0.6
"""Scores of twins that are further apart need no second opinion."""
SURE = 0.2
"""A wish score nearer to 0 than this is no opinion."""


def wishes(labels: Sequence[str]) -> tuple[Array, Array]:
    """The positions of the messages about twins, and for each 1 if something is to be done and -1 if it is asked."""
    asked = frozenset(TWINS.values())
    positions = np.array([i for i, label in enumerate(labels) if label in TWINS or label in asked], dtype=np.intp)
    targets = np.array([1.0 if labels[i] in TWINS else -1.0 for i in positions], dtype=np.float32)
    return positions, targets


def settle(scores: Array, wish: float, intents: Sequence[str]) -> None:
    """Exchange the scores of two twins at the top, in place, if the wish score says that it is the other one."""
    second, first = np.argsort(scores)[-2:]
    done = next((i for i in (first, second) if intents[i] in TWINS), None)
    if done is None or abs(wish) < SURE or scores[first] - scores[second] > CLOSE:
        return
    asked = second if done == first else first
    if TWINS[intents[done]] == intents[asked] and (done == first) != (wish > 0):
        scores[first], scores[second] = scores[second], scores[first]
