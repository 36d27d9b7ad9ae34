"""Which of two twins it is."""

import numpy as np
import pytest

from bot.components.twins import settle, wishes

INTENTS = ("account_unlock", "faq_account_locked", "faq_quotation")


@pytest.mark.parametrize(
    ("scores", "wish", "settled"),
    [
        ([0.4, 0.5, -1.0], 0.9, [0.5, 0.4, -1.0]),
        ([0.5, 0.4, -1.0], -0.9, [0.4, 0.5, -1.0]),
        ([0.5, 0.4, -1.0], 0.9, [0.5, 0.4, -1.0]),
        ([0.4, 0.5, -1.0], 0.1, [0.4, 0.5, -1.0]),
        ([-0.4, 0.5, -1.0], 0.9, [-0.4, 0.5, -1.0]),
        ([0.4, -1.0, 0.5], -0.9, [0.4, -1.0, 0.5]),
    ],
    ids=["done", "asked", "already so", "no opinion", "far apart", "no twins"],
)
def test_close_twins_are_settled_by_the_wish(scores: list[float], wish: float, settled: list[float]) -> None:
    given = np.array(scores)
    settle(given, wish, INTENTS)
    assert given.tolist() == settled


def test_only_messages_about_twins_teach_the_wish() -> None:
    positions, targets = wishes(["faq_quotation", "account_unlock", "faq_account_locked"])
    assert (positions.tolist(), targets.tolist()) == ([1, 2], [1.0, -1.0])
