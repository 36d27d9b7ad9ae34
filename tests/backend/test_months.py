"""Months, periods, business days, and months as people say them."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.billing.dates import Period, YearMonth, japanese_date
from backend.billing.usage_month import MONTHS_AHEAD, MONTHS_BACK, UsageMonthError, resolve
from backend.working_time.business_days import business_days_after, is_business_day, last_business_day

months = st.builds(YearMonth, st.integers(2000, 2099), st.integers(1, 12))
days = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@given(months, st.integers(-500, 500))
def test_months_add_up(month: YearMonth, count: int) -> None:
    assert month.plus(count).plus(-count) == month
    assert (month.plus(count) > month) == (count > 0)


@given(months)
def test_a_month_ends_where_the_next_begins(month: YearMonth) -> None:
    assert month.last + timedelta(days=1) == month.plus(1).first
    assert YearMonth.parse(str(month)) == month


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (0, 1), (10000, 1)])
def test_there_is_no_such_month(year: int, month: int) -> None:
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        YearMonth(year, month)


def test_a_period_is_written_out_and_cannot_run_backwards() -> None:
    assert Period.month(YearMonth(2026, 2)).label == "2026年2月1日〜2026年2月28日"
    assert japanese_date(date(2026, 7, 31)) == "2026年7月31日"
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2026, 2, 2), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("expression", "month"),
    [
        ("2026-04", "2026-04"),
        ("2031-12", "2031-12"),
        ("--07", "2026-07"),
        ("--09", "2026-09"),  # two ahead
        ("--10", "2025-10"),  # nine back
        ("--04", "2026-04"),
        ("P-1M", "2026-06"),
        ("P0M", "2026-07"),
        ("P1M", "2026-08"),
        ("P-12M", "2025-07"),
        ("P-1Y-04", "2025-04"),
        ("P0Y-12", "2026-12"),
        ("P1Y-01", "2027-01"),
    ],
)
def test_a_month_as_said_in_july_2026(expression: str, month: str) -> None:
    assert str(resolve(expression, date(2026, 7, 15))) == month


@pytest.mark.parametrize(
    "expression",
    ["", "4", "2026-4", "2026-13", "2026-00", "--13", "--00", "P1Y", "P--1M", "PM", "P99999M", "1999-12", "2100-01",
     "9999-12", "0000-01", "２０２６-04", "2026-04\n", " 2026-04", "--4", "2026-04-01", "P1200M"],
)  # fmt: skip
def test_nonsense_is_no_month(expression: str) -> None:
    with pytest.raises(UsageMonthError):
        resolve(expression, date(2026, 7, 15))


@given(days, st.integers(1, 12))
def test_a_month_without_a_year_is_the_nearest_in_the_window(today: date, number: int) -> None:
    month = resolve(f"--{number:02d}", today)
    this_month = YearMonth.of(today)

    assert month.month == number
    assert this_month.plus(-MONTHS_BACK) <= month <= this_month.plus(MONTHS_AHEAD)


@given(days, st.text(max_size=12))
def test_any_text_is_a_month_or_refused(today: date, text: str) -> None:
    with suppress(UsageMonthError):
        assert isinstance(resolve(text, today), YearMonth)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 7, 17), True),
        (date(2026, 7, 18), False),  # Saturday
        (date(2026, 7, 19), False),  # Sunday
        (date(2026, 7, 20), False),  # 海の日
        (date(2026, 5, 6), False),  # a substitute holiday
        (date(2026, 9, 22), False),  # between two holidays
        (date(2026, 12, 31), True),  # no public holiday; closed only if it is given as closed
    ],
)
def test_business_days(day: date, is_open: bool) -> None:
    assert is_business_day(day) is is_open


@settings(deadline=None)  # a year's holidays are worked out at first use
@given(days, st.integers(1, 15))
def test_business_days_are_counted_one_by_one(day: date, count: int) -> None:
    reached = business_days_after(day, count)
    between = [day + timedelta(days=step) for step in range(1, (reached - day).days + 1)]

    assert is_business_day(reached)
    assert sum(is_business_day(one) for one in between) == count


@settings(deadline=None)
@given(months)
def test_after_the_last_business_day_everything_is_closed(month: YearMonth) -> None:
    last = last_business_day(month.last)

    assert is_business_day(last)
    assert not any(is_business_day(month.day(day)) for day in range(last.day + 1, month.last.day + 1))


def test_the_last_business_day_is_none_of_the_closed_days() -> None:
    month = YearMonth(2026, 6)

    assert last_business_day(month.last, {month.day(29), month.day(30)}) == month.day(26)
