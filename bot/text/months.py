"""Months as people mean them: 「4月分」, 「先月」, 「令和8年4月」. No clock here: the backend resolves the expression.

The value is an expression of docs/architecture.md: `2026-04`; `--04` for a month without a year; `P-1M`, `P0M`, `P1M`
counted in months from now; `P-1Y-04` for April of last year.
"""

import re
from collections.abc import Sequence

from bot.text.english_months import find_english_months
from bot.text.kana import katakana
from bot.text.kanji_numbers import number, year
from bot.text.month_patterns import (
    AND,
    COUNTED,
    FROM_NOW,
    IN_FIGURES,
    IN_YEAR_WORDS,
    KANA_NUMBERS,
    STEP_WORDS,
    UNTIL,
    WITH_ERA,
    WITH_YEAR,
    WITHOUT_YEAR,
    YEAR_ALONE,
    YEAR_WORDS,
)
from bot.text.span import Span, without_overlaps

_OF_A_YEAR = re.compile(r"(?P<letter>P?)(?P<years>-?\d+)(?P<unit>Y?)-(?P<month>\d\d)")


def find_months(text: str) -> list[Span]:
    """Find the months a text names; one that no calendar has is `invalid_month`.

    「昨年の8月・9月」 are both of last year.
    """
    folded = katakana(text)
    found = without_overlaps(
        [*_with_year(folded), *_from_now(folded), *_without_year(folded), *find_english_months(text)]
    )
    return _sharing_years(folded, [_as_typed(text, span) for span in found])


def find_month_changes(text: str) -> list[Span]:
    """Find a year without a month (`usage_year`) and a month beside the last one (`month_step`, in months).

    「去年だと?」, 「令和7年だと?」, 「その前の月は?」: only what was talked about gives these their month.
    """
    folded = katakana(text)
    found = [
        Span(m.start(), m.end(), "usage_year", str(before + _year_of_era(m["year"])))
        for pattern, before in YEAR_ALONE
        for m in pattern.finditer(folded)
    ]
    for pattern, years in YEAR_WORDS:
        found += [Span(m.start(), m.end(), "usage_year", f"P{years}Y") for m in pattern.finditer(folded)]
    for pattern, months in STEP_WORDS:
        found += [Span(m.start(), m.end(), "month_step", str(months)) for m in pattern.finditer(folded)]
    return found


def _with_year(text: str) -> list[Span]:
    """Those with a year; 「1999年4月」 is for the backend to refuse."""
    found = [_span(match, _start(match)) for pattern in WITH_YEAR for match in pattern.finditer(text)]
    for pattern, before in WITH_ERA:
        found += [_span(match, f"{before + _year_of_era(match['year'])}-") for match in pattern.finditer(text)]
    found += [_span(match, f"{match['year']}-") for match in IN_FIGURES.finditer(text)]
    for pattern, years in IN_YEAR_WORDS:
        found += [_span(match, f"P{years}Y-") for match in pattern.finditer(text)]
    return found


def _start(match: re.Match[str]) -> str:
    said = match.groupdict()
    if said.get("short"):
        return f"20{said['short']}-"
    return f"{year(said['year']):04}-" if said.get("year") else "--"


def _without_year(text: str) -> list[Span]:
    return [_span(match, "--") for pattern in WITHOUT_YEAR for match in pattern.finditer(text)]


def _from_now(text: str) -> list[Span]:
    found = [_plain(match, f"P{months}M") for pattern, months in FROM_NOW for match in pattern.finditer(text)]
    for match in COUNTED.finditer(text):
        sign = "" if match["side"] == "後" else "-"
        found.append(_plain(match, f"P{sign}{_number(match)}M"))
    return found


def _sharing_years(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give the months that directly follow one with a year its year."""
    shared: list[Span] = []
    for span in spans:
        value = _value_after(shared[-1], text, span) if shared else None
        shared.append(Span(span.start, span.end, span.entity, value or span.value))
    return shared


def _value_after(last: Span, text: str, span: Span) -> str | None:
    said = _OF_A_YEAR.fullmatch(last.value)
    if not said or not span.value.startswith("--"):
        return None
    month, years = span.value[2:], int(said["years"])
    if UNTIL.fullmatch(text, last.end, span.start):
        years += month < said["month"]
    elif not AND.fullmatch(text, last.end, span.start):
        return None
    return f"{said['letter']}{years}{said['unit']}-{month}"


def _as_typed(text: str, span: Span) -> Span:
    if span.entity != "invalid_month":
        return span
    return Span(span.start, span.end, span.entity, text[span.start : span.end].strip())


def _year_of_era(typed: str) -> int:
    return 1 if typed == "元" else number(typed) if len(typed) <= 3 else year(typed)


def _number(match: re.Match[str]) -> int:
    said = match.groupdict()
    kana = said.get("kana")
    return KANA_NUMBERS[kana] if kana else number(said["month"] or said["packed"])


def _span(match: re.Match[str], start: str) -> Span:
    month = _number(match)
    if 1 <= month <= 12:
        return _plain(match, f"{start}{month:02}")
    return Span(match.start(), match.end(), "invalid_month", match[0])


def _plain(match: re.Match[str], value: str) -> Span:
    return Span(match.start(), match.end(), "usage_month", value)
