"""No text, however made, takes long to be read for entities."""

import time

import pytest

from tests.bot.finding import found


@pytest.mark.parametrize(
    "piece",
    [
        "4月",
        "フェンス",
        "FJcloud- ",
        "- ",
        "eXcloserの基本と",
        "クラウド・",
        "カードの",
        "20日と",
        "と123",
        "2026年(令和8年",
        "may ",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = "FJcloud TKT-000123" + piece * (2000 // len(piece))
    started = time.perf_counter()
    found(text)
    assert time.perf_counter() - started < 0.5
