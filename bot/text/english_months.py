"""Months in English: "May 2026", "oct. 2025", "last month". Text is normalised already."""

import re

from bot.text.span import Span

_NAMES = (
    "january|jan",
    "february|febuary|feb",
    "march|mar",
    "april|apr",
    "may",
    "june|jun",
    "july|jul",
    "august|aug",
    "september|sept|sep",
    "october|oct",
    "november|nov",
    "december|dec",
)
_WHOLE = {name: index for index, names in enumerate(_NAMES, start=1) for name in names.split("|")}
_NAME = rf"(?<![A-Za-z0-9])(?P<name>{'|'.join(sorted(_WHOLE, key=len, reverse=True))})(?![A-Za-z])\.?"
# "May 20" is a day, and so is "20 May".
_NO_DAY = r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )"
_NO_DAY_AFTER = r"(?!\s?,?\s?\d)"
_USED = r"(?=\s?(?:usage|use|bill|billing|invoice|fee|charge|payment|分|利用|の|に使))"
_OF_YEAR = {"last year": -1, "this year": 0, "next year": 1}
_RELATIVE = {"month before last": -2, "last month": -1, "previous month": -1, "this month": 0, "next month": 1}
_COUNTS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


_ANY = _pattern(rf"(?:{'|'.join(_WHOLE)})(?![A-Za-z])|month")
_WITH_YEAR = (
    _pattern(rf"{_NO_DAY}{_NAME},?\s?(?:of\s)?(?P<year>20\d\d)(?!\d)"),
    _pattern(rf"(?<!\d)(?P<year>20\d\d)[\s/-]?{_NAME}{_NO_DAY_AFTER}"),
)
_WITH_YEAR_WORD = _pattern(rf"{_NO_DAY}{_NAME},? (?:of )?(?P<when>{'|'.join(_OF_YEAR)})")
# "may", "march" and the short names are other words too: only where they can well be months.
_ALONE = (
    _pattern(rf"(?<![A-Za-z])(?:for|of|in|from|since)\s{_NAME}{_NO_DAY_AFTER}"),
    _pattern(rf"{_NO_DAY}{_NAME}{_NO_DAY_AFTER}{_USED}"),
    _pattern(rf"{_NO_DAY}(?!ma[yr])(?=[A-Za-z]{{4}}){_NAME}{_NO_DAY_AFTER}"),
)
_FROM_NOW = _pattern(rf"(?<![A-Za-z])(?P<words>{'|'.join(_RELATIVE)})(?![A-Za-z])")
_BEFORE = _pattern(
    rf"(?<![A-Za-z0-9])(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)}) months? (?:ago|before|earlier)(?![A-Za-z])"
)


def find_english_months(text: str) -> list[Span]:
    """Find the months a text names in English, with the year of the one they stand with."""
    if not _ANY.search(text):
        return []
    found = [_span(match, f"{match['year']}-") for pattern in _WITH_YEAR for match in pattern.finditer(text)]
    found += [_span(match, f"P{_OF_YEAR[match['when'].lower()]}Y-") for match in _WITH_YEAR_WORD.finditer(text)]
    found += [_span(match, "--") for pattern in _ALONE for match in pattern.finditer(text)]
    return [*found, *_counted(text)]


def _counted(text: str) -> list[Span]:
    found = [
        Span(match.start(), match.end(), "usage_month", f"P{_RELATIVE[match['words'].lower()]}M")
        for match in _FROM_NOW.finditer(text)
    ]
    for match in _BEFORE.finditer(text):
        count = _COUNTS.get(match["count"].lower()) or int(match["count"])
        found.append(Span(match.start(), match.end(), "usage_month", f"P-{count}M"))
    return found


def _span(match: re.Match[str], start: str) -> Span:
    value = f"{start}{_WHOLE[match['name'].lower()]:02}"
    if start == "--":
        return Span(match.start("name"), match.end("name"), "usage_month", value)
    return Span(match.start(), match.end(), "usage_month", value)
