"""The one clock. Everything that asks for the time takes it as an argument, so that tests can set it."""

from datetime import date, datetime, timedelta, timezone
from typing import Protocol

# Japan has had no daylight saving since 1951, so a fixed offset is exact.
JST = timezone(timedelta(hours=9), "JST")


class Clock(Protocol):
    """Tells the time in Japan."""

    def now(self) -> datetime:
        """The current time, aware, +09:00."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(JST)


class FixedClock:
    """For tests: stands still until moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(JST)

    def now(self) -> datetime:
        return self._now

    def advance(self, delta: timedelta) -> None:
        self._now += delta


def today(clock: Clock) -> date:
    """The calendar date in Japan."""
    return clock.now().date()
