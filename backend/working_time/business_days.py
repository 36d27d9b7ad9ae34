"""Business days in Japan: neither weekend nor public holiday, nor one of the given closed days. Pure."""

from collections.abc import Set
from datetime import date, timedelta
from functools import lru_cache

from holidays.countries.japan import Japan

_SATURDAY = 5


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    # A set per year, not the library's own lazily growing dict: that one is not safe between threads.
    return frozenset(Japan(years=year))


def is_business_day(day: date, closed_days: Set[date] = frozenset()) -> bool:
    return day.weekday() < _SATURDAY and day not in _public_holidays(day.year) and day not in closed_days


def last_business_day(until: date, closed_days: Set[date] = frozenset()) -> date:
    """The business day at or before `until`."""
    while not is_business_day(until, closed_days):
        until -= timedelta(days=1)
    return until


def business_days_after(day: date, count: int, closed_days: Set[date] = frozenset()) -> date:
    """The `count`-th business day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day, closed_days)
    return day
