"""A month as a person means it, resolved against today. Pure.

Expressions: `2026-04`; `--04`, a month without a year; `P-1M`, `P0M`, `P1M`, months from this one; `P-1Y-04`, April of
last year, `P0Y-04` of this, `P1Y-04` of next.
"""

import re
from datetime import date

from backend.billing.dates import YearMonth

# A month without a year is the one from so many months back to so many ahead: each name occurs exactly once in there.
MONTHS_BACK = 9
MONTHS_AHEAD = 2

# Anything beyond is a slip of the finger.
EARLIEST = YearMonth(2000, 1)
LATEST = YearMonth(2099, 12)

_ABSOLUTE = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_WITHOUT_YEAR = re.compile(r"--(0[1-9]|1[0-2])")
_RELATIVE = re.compile(r"P(-?[0-9]{1,4})M")
_OF_RELATIVE_YEAR = re.compile(r"P(-?[0-9]{1,3})Y-(0[1-9]|1[0-2])")


class UsageMonthError(ValueError):
    """Not an expression for a month, or one that nobody means."""


def resolve(expression: str, today: date) -> YearMonth:
    """The month that `expression` means on the day `today`. Raises `UsageMonthError`."""
    try:
        month = _resolve(expression, YearMonth.of(today))
    except ValueError as error:
        raise UsageMonthError(expression) from error
    if not EARLIEST <= month <= LATEST:
        raise UsageMonthError(expression)
    return month


def _resolve(expression: str, this_month: YearMonth) -> YearMonth:
    if found := _ABSOLUTE.fullmatch(expression):
        return YearMonth(int(found[1]), int(found[2]))
    if found := _WITHOUT_YEAR.fullmatch(expression):
        earliest = this_month.plus(-MONTHS_BACK)
        return earliest.plus((int(found[1]) - earliest.month) % 12)
    if found := _RELATIVE.fullmatch(expression):
        return this_month.plus(int(found[1]))
    if found := _OF_RELATIVE_YEAR.fullmatch(expression):
        return YearMonth(this_month.year + int(found[1]), int(found[2]))
    raise ValueError("no known form")
