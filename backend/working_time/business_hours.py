"""When the desk is open: so long on business days, or always. Pure; every moment is taken in Japanese time."""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from backend.core.clock import JST
from backend.working_time.business_days import business_days_after, is_business_day

_WRITTEN = re.compile(r"(\d{2}:\d{2})-(\d{2}:\d{2})")
_NOTHING = timedelta(0)


@dataclass(frozen=True)
class BusinessHours:
    """Open from `opens` up to, and not at, `closes`, on the same day. None for both: it never closes."""

    opens: time | None = None
    closes: time | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `09:00-17:30` or `always`. Raises `ValueError` for anything else, also if it would close first."""
        if text == "always":
            return cls()
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError("business hours are written 09:00-17:30, or always")
        opens, closes = (time.fromisoformat(part) for part in written.groups())
        if closes <= opens:
            raise ValueError("business hours end after they begin, on the same day")
        return cls(opens, closes)

    @property
    def label(self) -> str:
        """`平日 9:00〜17:30`, or `24時間`."""
        if self.opens is None or self.closes is None:
            return "24時間"
        return f"平日 {_written(self.opens)}〜{_written(self.closes)}"


def is_open(at: datetime, hours: BusinessHours, closed_days: Set[date] = frozenset()) -> bool:
    """`closed_days` are days off besides weekends and public holidays, here as below."""
    return next_opening(at, hours, closed_days) == at


def next_opening(at: datetime, hours: BusinessHours, closed_days: Set[date] = frozenset()) -> datetime:
    """The first moment from `at` on at which the desk is open: `at` itself if it is."""
    if hours.opens is None or hours.closes is None:
        return at
    here = at.astimezone(JST)
    if not is_business_day(here.date(), closed_days) or here.time() >= hours.closes:
        return datetime.combine(business_days_after(here.date(), 1, closed_days), hours.opens, JST)
    return max(at, datetime.combine(here.date(), hours.opens, JST))


def add_business_hours(
    at: datetime, amount: timedelta, hours: BusinessHours, closed_days: Set[date] = frozenset()
) -> datetime:
    """The moment at which the desk has been open for `amount` since `at`; closing time, if that is when the day ends.

    Raises `ValueError` for less than nothing.
    """
    if amount < _NOTHING:
        raise ValueError("business hours only go forward")
    if hours.closes is None:
        return at + amount
    while True:
        at = next_opening(at, hours, closed_days)
        left_today = datetime.combine(at.astimezone(JST).date(), hours.closes, JST) - at
        if amount <= left_today:
            return at + amount
        at, amount = at + left_today, amount - left_today


def _written(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
