"""Years without a month and months beside the last one: only where a message is nothing else."""

from __future__ import annotations

import pytest

from bot.text.entities import find_entities
from bot.text.normalise import normalise


def found(text: str) -> list[tuple[str, str]]:
    return [(span.entity, span.value) for span in find_entities(normalise(text))]


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("去年だと？", "usage_year", "P-1Y"),
        ("令和７年だと？", "usage_year", "2025"),
        ("R7年は？", "usage_year", "2025"),
        ("じゃあ2025年なら", "usage_year", "2025"),
        ("一昨年だったら？", "usage_year", "P-2Y"),
        ("来年は？", "usage_year", "P1Y"),
        ("その前の月は？", "month_step", "-1"),
        ("翌月だと？", "month_step", "1"),
    ],
)
def test_alone_it_is_found(text: str, entity: str, value: str) -> None:
    assert found(text) == [(entity, value)]


@pytest.mark.parametrize(
    "text",
    [
        "去年から使っています",
        "2025年度だと？",
        "請求は翌月に届きますか",
        "翌月末払いですか",
        "前の月の請求書がありません",
    ],
)
def test_inside_another_message_it_is_none(text: str) -> None:
    assert not {"usage_year", "month_step"} & {entity for entity, _ in found(text)}


def test_a_month_with_its_year_is_a_month() -> None:
    assert found("去年の5月だと？") == [("usage_month", "P-1Y-05")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vの4月", [("service", "fjcloud_v"), ("usage_month", "--04")]),
        ("v 4月", [("service", "fjcloud_v"), ("usage_month", "--04")]),
        ("違う、VじゃなくてOのほう", [("service", "fjcloud_o")]),
        ("Vの支払期日", [("service", "fjcloud_v")]),
        ("V字回復", []),
    ],
)
def test_a_single_letter_for_a_service(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
