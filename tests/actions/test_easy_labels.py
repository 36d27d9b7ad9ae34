"""Labels, dates and amounts with their readings."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.easy_labels import READINGS, easy_date, easy_label, easy_month, easy_yen
from actions.labels import date_label, month_label
from tests.bot.easy_text import KANJI, compared, readings, same_sound, without_readings

ROOT = Path(__file__).resolve().parents[2]
LABELLED = [
    "billing/screening.py",
    "billing/standing.py",
    "billing/terms.py",
    "catalogue/services.py",
    "contracts/models.py",
    "orders/models.py",
]
# Where Sudachi's dictionary knows no better, reviewed by a person.
REVIEWED = {
    "20日締め",
    "末日締め",
    "各カード会社の定める日",
    "銀行振込（請求書払）",
    "請求確定前",
    *(label for label in READINGS if re.match("Finplex|FENCE", label)),
}


def labels_of_backend() -> set[str]:
    """The Japanese values of the tables of labels in the backend's models."""
    found = set()
    for name in [*LABELLED, "tickets/models.py"]:
        tree = ast.parse((ROOT / "backend" / name).read_text(encoding="utf-8"))
        values = [value for node in ast.walk(tree) if isinstance(node, ast.Dict) for value in node.values]
        found |= {value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    return {label for label in found if re.search(f"[{KANJI}]", label)}


def test_every_label_of_the_backend_has_a_reading() -> None:
    labels = labels_of_backend()

    assert len(labels) >= 20
    assert labels <= set(READINGS)


@pytest.mark.parametrize("label", READINGS)
def test_a_label_stays_word_for_word_and_its_reading_is_right(label: str) -> None:
    text = easy_label(label)
    ((word, reading, dictionary),) = compared(text)

    assert without_readings(text) == f"「{label}」"
    assert reading == same_sound(READINGS[label])
    assert reading == dictionary or word in REVIEWED


@pytest.mark.parametrize(
    ("label", "easy"),
    [
        ("FJcloud-V", "FJcloud-V"),
        ("2026年6月13日頃", "2026年（ねん）6月（ろくがつ）13日（じゅうさんにち）頃（ごろ）"),
        ("2026年7月初旬", "2026年（ねん）7月（しちがつ）初旬（しょじゅん）"),
        ("2026年9月下旬", "2026年（ねん）9月（くがつ）下旬（げじゅん）"),
        ("2026年4月20日", "2026年（ねん）4月（しがつ）20日（はつか）"),
        ("受付済み", "「受付済み」（うけつけずみ）"),
        ("2026年6月13日頃の予定", "2026年6月13日頃の予定"),
    ],
)
def test_labels(label: str, easy: str) -> None:
    assert easy_label(label) == easy


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_is_the_same_date(day: date) -> None:
    text = easy_date(day.isoformat())

    assert without_readings(text) == date_label(day.isoformat())
    assert easy_label(date_label(day.isoformat())) == text
    assert len(readings(text)[1]) == 3


@pytest.mark.parametrize(
    ("day", "reading"),
    [
        (1, "ついたち"),
        (4, "よっか"),
        (8, "ようか"),
        (10, "とおか"),
        (14, "じゅうよっか"),
        (24, "にじゅうよっか"),
        (30, "さんじゅうにち"),
    ],
)
def test_days_with_names_of_their_own(day: int, reading: str) -> None:
    assert easy_date(f"2026-12-{day:02d}").endswith(f"12月（じゅうにがつ）{day}日（{reading}）")


def test_months_and_amounts() -> None:
    assert easy_month("2026-04") == "2026年（ねん）4月（しがつ）"
    assert without_readings(easy_month("2026-11")) == month_label("2026-11")
    assert easy_yen(1234567) == "1,234,567円（えん）"
