"""Closings of Paid: the 20th (`20`) and the end of the month (`end`). Text is normalised already."""

import re

from bot.text.kanji_numbers import NUMBER, number
from bot.text.span import Span

_CLOSES = r"(?:締め?切?り?|〆|[しじ]め|シメ)(?:日)?"
_END_OF_MONTH = r"(?:月末|末日|月の?(?:終わり|最終日)|げつまつ|まつじつ|つきずえ|末)"
_THEN_PAID = r"(?:の?翌月(?:\d{1,2}日|末日?)(?:支?払い?)?)?"
_DAY = rf"(?P<day>{NUMBER})\s?日?"
_CLOSING_DAY_IS = r"締め?日?(?:は|が|を|:|の)?\s?"


def find_closings(text: str) -> list[Span]:
    """Find the closings a text names; a day that Paid does not offer (「15日締め」) is `invalid_closing`."""
    found = [
        _closing(match, "end")
        for pattern in (rf"{_END_OF_MONTH}\s?(?:に|で|の)?{_CLOSES}{_THEN_PAID}", rf"{_CLOSING_DAY_IS}{_END_OF_MONTH}")
        for match in re.finditer(pattern, text)
    ]
    twentieth = [rf"(?<!\d)(?:廿日|はつか|二十日|ハツカ)\s?{_CLOSES}{_THEN_PAID}"]
    found += [_closing(match, "20") for pattern in twentieth for match in re.finditer(pattern, text)]
    for pattern in (rf"(?<!\d){_DAY}\s?(?:に|で|の)?{_CLOSES}{_THEN_PAID}", rf"{_CLOSING_DAY_IS}{_DAY}(?!\d)"):
        found += [_by_day(match) for match in re.finditer(pattern, text)]
    return found


def find_closing_answers(text: str) -> list[Span]:
    """Find 「20日」 and 「末日」 by themselves: closings only where the whole message is such an answer."""
    ends = [_closing(match, "end") for match in re.finditer(rf"{_END_OF_MONTH}(?:の?ほう)?", text)]
    days = re.finditer(rf"(?<![\d月]){_DAY}(?<=日)", text)
    return [*ends, *(_closing(match, "20") for match in days if number(match["day"]) == 20)]


def _by_day(match: re.Match[str]) -> Span:
    day = number(match["day"])
    if day == 20:
        return _closing(match, "20")
    return Span(match.start(), match.end(), "invalid_closing", f"{day}日締め")


def _closing(match: re.Match[str], value: str) -> Span:
    return Span(match.start(), match.end(), "closing", value)
