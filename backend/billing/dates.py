"""Calendar months and periods, and how they are written in Japanese."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, order=True)
class YearMonth:
    """A calendar month. Raises `ValueError` outside of the years 1 to 9999 and the months 1 to 12."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str()` writes, `2026-04`."""
        return cls.of(date.fromisoformat(f"{text}-01"))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def plus(self, months: int) -> "YearMonth":
        """The month so many months later; earlier for a negative number."""
        years, month0 = divmod(self.month - 1 + months, 12)
        return YearMonth(self.year + years, month0 + 1)

    def day(self, number: int) -> date:
        return date(self.year, self.month, number)

    @property
    def first(self) -> date:
        return self.day(1)

    @property
    def last(self) -> date:
        return self.day(calendar.monthrange(self.year, self.month)[1])

    @property
    def label(self) -> str:
        """`2026年4月`."""
        return f"{self.year}年{self.month}月"


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included. Raises `ValueError` if it would end before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last} before it begins on {self.first}")

    @classmethod
    def month(cls, month: YearMonth) -> Self:
        return cls(month.first, month.last)

    @property
    def label(self) -> str:
        """`2026年4月1日〜2026年4月30日`."""
        return f"{japanese_date(self.first)}〜{japanese_date(self.last)}"


def japanese_date(day: date) -> str:
    """`2026年7月31日`."""
    return f"{day.year}年{day.month}月{day.day}日"
