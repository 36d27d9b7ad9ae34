"""When the desk is open, and when so many of its hours have passed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from backend.core.clock import JST
from backend.core.settings import Settings
from backend.working_time.business_days import is_business_day
from backend.working_time.business_hours import BusinessHours, add_business_hours, is_open, next_opening

HOURS = BusinessHours.parse("09:00-17:30")
ALWAYS = BusinessHours.parse("always")
CLOSED = frozenset({date(2026, 11, 25)})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-20T08:59:59", False),
        ("2026-11-20T09:00", True),
        ("2026-11-20T17:29:59", True),
        ("2026-11-20T17:30", False),  # a Friday
        ("2026-11-21T12:00", False),  # a Saturday
        ("2026-11-22T12:00", False),
        ("2026-11-23T12:00", False),  # Labour Thanksgiving Day, a Monday
        ("2026-11-24T12:00", True),
        ("2026-11-25T12:00", False),  # a closed day
    ],
)
def test_open_on_business_days_within_the_hours(moment: str, expected: bool) -> None:
    assert is_open(at(moment), HOURS, CLOSED) is expected
    assert is_open(at(moment), ALWAYS, CLOSED)


def test_hours_are_those_of_japan_wherever_the_moment_was_told() -> None:
    assert is_open(datetime.fromisoformat("2026-11-20T00:00+00:00"), HOURS)
    assert not is_open(datetime.fromisoformat("2026-11-20T08:30+00:00"), HOURS)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-20T06:00", "2026-11-20T09:00"),
        ("2026-11-20T12:34:56", "2026-11-20T12:34:56"),
        ("2026-11-20T17:30", "2026-11-24T09:00"),
        ("2026-11-24T17:30", "2026-11-26T09:00"),
    ],
)
def test_next_opening(moment: str, opening: str) -> None:
    assert next_opening(at(moment), HOURS, CLOSED) == at(opening)


@pytest.mark.parametrize(
    ("moment", "hours", "due"),
    [
        ("2026-11-19T09:00", 8.5, "2026-11-19T17:30"),
        ("2026-11-19T16:30", 4, "2026-11-20T12:00"),
        ("2026-11-20T16:30", 4, "2026-11-24T12:00"),
        ("2026-11-23T03:00", 4, "2026-11-24T13:00"),
        ("2026-11-24T15:30", 8, "2026-11-26T15:00"),
        ("2026-11-19T09:00", 16, "2026-11-20T16:30"),
        ("2026-11-19T12:00", 0, "2026-11-19T12:00"),
    ],
)
def test_business_hours_are_counted_while_the_desk_is_open(moment: str, hours: float, due: str) -> None:
    assert add_business_hours(at(moment), timedelta(hours=hours), HOURS, CLOSED) == at(due)


def test_a_desk_that_never_closes_counts_every_hour() -> None:
    assert add_business_hours(at("2026-11-21T23:00"), timedelta(hours=4), ALWAYS) == at("2026-11-22T03:00")


def test_hours_do_not_go_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_business_hours(at("2026-11-20T10:00"), timedelta(hours=-1), HOURS)


MOMENTS = st.builds(datetime.combine, st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.times(), tzinfo=st.just(JST))
AMOUNTS = st.timedeltas(timedelta(0), timedelta(hours=60))
DAYS_OFF = st.frozensets(st.dates(date(2025, 1, 1), date(2028, 12, 31)), max_size=5)


@given(MOMENTS, DAYS_OFF)
def test_the_desk_is_open_at_its_next_opening_and_not_before(moment: datetime, days_off: frozenset[date]) -> None:
    opening = next_opening(moment, HOURS, days_off)
    assert is_open(opening, HOURS, days_off)
    assert opening >= moment
    if opening > moment:
        assert not is_open(moment, HOURS, days_off)
        assert not is_open(opening - timedelta(microseconds=1), HOURS, days_off)
        days = (moment.date() + timedelta(days=step) for step in range(1, (opening.date() - moment.date()).days))
        assert not any(is_business_day(day, days_off) for day in days)


@given(MOMENTS, AMOUNTS, AMOUNTS, DAYS_OFF)
def test_hours_add_up(moment: datetime, one: timedelta, other: timedelta, days_off: frozenset[date]) -> None:
    at_once = add_business_hours(moment, one + other, HOURS, days_off)
    in_two = add_business_hours(add_business_hours(moment, one, HOURS, days_off), other, HOURS, days_off)
    # Nothing more to add at closing time is closing time; the same as the moment the desk opens again.
    assert next_opening(at_once, HOURS, days_off) == next_opening(in_two, HOURS, days_off)


@given(MOMENTS, AMOUNTS, DAYS_OFF)
def test_due_times_lie_within_the_hours(moment: datetime, amount: timedelta, days_off: frozenset[date]) -> None:
    due = add_business_hours(moment, amount, HOURS, days_off)
    assert due - moment >= amount
    just_before = due - timedelta(microseconds=1)
    assert is_open(due, HOURS, days_off) or is_open(just_before, HOURS, days_off)


@pytest.mark.parametrize("text", ["", "9:00-17:30", "09:00-", "25:00-26:00", "17:30-09:00", "09:00-09:00", "never"])
def test_hours_that_make_no_sense_are_refused_at_the_start(settings: Settings, text: str) -> None:
    with pytest.raises(ValidationError, match="desk_hours"):
        Settings(**(settings.model_dump() | {"desk_hours": text}))


def test_hours_are_written_as_people_write_them() -> None:
    assert HOURS.label == "平日 9:00〜17:30"
    assert ALWAYS.label == "24時間"
