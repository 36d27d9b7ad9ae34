"""Which service goes with which month, and runs of months."""

from __future__ import annotations

import pytest

from actions.due_months import MOST, Pair, is_of_payment, pairs


def said(words: str) -> list[tuple[str, str]]:
    """Entities in the order of the words: months hold a figure behind a dash, services none."""
    return [("usage_month" if word[-1].isdigit() or word.endswith("M") else "service", word) for word in words.split()]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("o --04", "Oの4月", ()),
        ("--04 --05 o", "4月と5月のO", ((("o",), "--04"), ((), "--05"))),
        ("o --09 --10", "Oの9月と10月", ((("o",), "--09"), ((), "--10"))),
        ("o --04 v --05", "Oの4月分とVの5月分", ((("o",), "--04"), (("v",), "--05"))),
        ("--04 o --05 v", "4月分のOと5月分のV", ((("o",), "--04"), (("v",), "--05"))),
        ("o v --04 --05", "OとVの4月と5月", ((("o", "v"), "--04"), ((), "--05"))),
        ("--04 --05", "4月と5月", (((), "--04"), ((), "--05"))),
        ("2026-04 --05", "2026年4月と5月", (((), "2026-04"), ((), "2026-05"))),
        ("P-1Y-11 --12", "去年の11月と12月", (((), "P-1Y-11"), ((), "P-1Y-12"))),
        ("P-1M P0M", "先月と今月", (((), "P-1M"), ((), "P0M"))),
        ("o --04 --06", "Oの4月から6月分", ((("o",), "--04"), ((), "--05"), ((), "--06"))),
        ("--11 --01", "11月分〜1月分", (((), "--11"), ((), "--12"), ((), "--01"))),
        ("2026-11 --01", "2026年11月から1月", (((), "2026-11"), ((), "--01"))),
        ("--04 --05", "4月じゃなくて5月", ()),
        ("--04 --04", "4月、4月分", ()),
    ],
)
def test_months_and_services_are_paired(words: str, text: str, expected: tuple[Pair, ...]) -> None:
    assert pairs(said(words), text) == expected


def test_not_more_than_can_be_read() -> None:
    assert len(pairs(said("--01 --12"), "1月から12月")) == MOST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来月の支払いはいつ？", True),
        ("来月のお支払い", True),
        ("FJcloud-Vの今月の引き落とし", True),
        ("10月の引落はいつですか", True),
        ("5月に払う分", True),
        ("来月に請求が来るのはどれ", True),
        ("今月の支払期日は？", True),
        ("4月分の支払い", False),
        ("先月使った分は来月に払うの？", False),
        ("4月の支払期日", False),
        ("今月の請求いくら", False),
        ("先月の料金、いつ払う？", False),
        ("毎月の支払い", False),
    ],
)
def test_a_month_of_payment_is_none_of_use(text: str, expected: bool) -> None:
    assert is_of_payment(text) is expected
