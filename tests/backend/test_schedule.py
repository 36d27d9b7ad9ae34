"""Every row of the FAQ's tables of confirmation, invoice, due date and printed period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.billing import schedule
from backend.billing.dates import Period, YearMonth
from backend.billing.schedule import UsagePeriodError, usage_period
from backend.billing.terms import Closing
from backend.catalogue.services import Service

APRIL = YearMonth(2026, 4)
months = st.builds(YearMonth, st.integers(2000, 2099), st.integers(1, 12))
services = st.sampled_from(list(Service))
STARTUPS = {Service.EXCLOSER_STARTUP, Service.FENCE_MAIL_STARTUP}

# 「4月1日~4月30日利用の場合」: confirmed, then due with Paid closing on the 20th and at the end of the month.
FAQ_ROWS = [
    (Service.FJCLOUD_O, "2026年5月13日頃", date(2026, 6, 20), date(2026, 6, 30)),
    (Service.FJCLOUD_V, "2026年6月13日頃", date(2026, 7, 20), date(2026, 7, 31)),
    (Service.EXCLOSER_STARTUP, "2026年4月13日頃", date(2026, 5, 20), date(2026, 5, 31)),
    (Service.EXCLOSER_BASIC, "2026年4月13日頃", date(2026, 5, 20), date(2026, 5, 31)),
    (Service.EXCLOSER_OPTION, "2026年5月13日頃", date(2026, 6, 20), date(2026, 6, 30)),
    (Service.FENCE_MOBILE, "2026年5月13日頃", date(2026, 6, 20), date(2026, 6, 30)),
    (Service.FENCE_MAIL_STARTUP, "2026年4月13日頃", date(2026, 5, 20), date(2026, 5, 31)),
    (Service.FENCE_MAIL_BASIC, "2026年4月13日頃", date(2026, 5, 20), date(2026, 5, 31)),
    (Service.CLOUD_FILE_SERVER, "2026年5月13日頃", date(2026, 6, 20), date(2026, 6, 30)),
]


def test_the_rows_cover_every_service() -> None:
    assert {row[0] for row in FAQ_ROWS} == set(Service)


@pytest.mark.parametrize(("service", "confirmed", "due_20", "due_end"), FAQ_ROWS)
def test_faq_row(service: Service, confirmed: str, due_20: date, due_end: date) -> None:
    month = schedule.confirmation_month(service, APRIL)

    assert schedule.confirmed_label(month) == confirmed
    assert schedule.due_on(month, Closing.DAY_20) == due_20
    assert schedule.due_on(month, Closing.END_OF_MONTH) == due_end


def test_invoice_is_sent_late_in_the_month_of_confirmation_or_early_in_the_next() -> None:
    assert schedule.invoice_sent_label(YearMonth(2026, 6), Closing.DAY_20) == "2026年6月下旬"
    assert schedule.invoice_sent_label(YearMonth(2026, 6), Closing.END_OF_MONTH) == "2026年7月初旬"
    assert schedule.invoice_sent_label(YearMonth(2026, 12), Closing.END_OF_MONTH) == "2027年1月初旬"


@pytest.mark.parametrize(
    ("confirmed", "closing", "due"),
    [
        (YearMonth(2026, 1), Closing.END_OF_MONTH, date(2026, 2, 28)),  # a Saturday: not shifted
        (YearMonth(2028, 1), Closing.END_OF_MONTH, date(2028, 2, 29)),
        (YearMonth(2026, 11), Closing.END_OF_MONTH, date(2026, 12, 31)),
        (YearMonth(2026, 12), Closing.DAY_20, date(2027, 1, 20)),
        (YearMonth(2026, 8), Closing.DAY_20, date(2026, 9, 20)),  # a Sunday: not shifted
        (YearMonth(2026, 4), Closing.END_OF_MONTH, date(2026, 5, 31)),  # a Sunday: not shifted
    ],
)
def test_due_dates_are_calendar_dates(confirmed: YearMonth, closing: Closing, due: date) -> None:
    assert schedule.due_on(confirmed, closing) == due


def test_a_card_has_its_companys_day() -> None:
    assert schedule.due_label(None) == "各カード会社の定める日"
    assert schedule.due_label(date(2026, 7, 31)) == "2026年7月31日"


@given(services, months, st.sampled_from(list(Closing)))
def test_payment_falls_due_in_the_month_after_confirmation(
    service: Service, month: YearMonth, closing: Closing
) -> None:
    confirmed = schedule.confirmation_month(service, month)
    due = schedule.due_on(confirmed, closing)

    assert month <= confirmed <= month.plus(2)
    assert YearMonth.of(due) == confirmed.plus(1)
    assert due.day == 20 if closing is Closing.DAY_20 else YearMonth.of(due).last == due
    assert schedule.confirmed_label(confirmed).endswith("13日頃")


# What a printed 「2026年4月」 stands for.
PRINTED_APRIL = [
    (Service.FJCLOUD_O, Period(date(2026, 3, 1), date(2026, 3, 31))),
    (Service.FJCLOUD_V, Period(date(2026, 2, 1), date(2026, 2, 28))),
    (Service.EXCLOSER_BASIC, Period(date(2026, 4, 1), date(2026, 4, 30))),
    (Service.EXCLOSER_OPTION, Period(date(2026, 3, 1), date(2026, 3, 31))),
    (Service.FENCE_MOBILE, Period(date(2026, 3, 1), date(2026, 3, 31))),
    (Service.FENCE_MAIL_BASIC, Period(date(2026, 4, 1), date(2026, 4, 30))),
    (Service.CLOUD_FILE_SERVER, Period(date(2026, 3, 1), date(2026, 3, 31))),
]


def test_the_printed_rows_cover_all_but_the_start_ups() -> None:
    assert {row[0] for row in PRINTED_APRIL} | STARTUPS == set(Service)


@pytest.mark.parametrize(("service", "period"), PRINTED_APRIL)
def test_printed_period(service: Service, period: Period) -> None:
    assert usage_period(service, APRIL) == period


@pytest.mark.parametrize("service", [Service.EXCLOSER_BASIC, Service.FENCE_MAIL_BASIC])
def test_basic_kinds_print_the_whole_month_even_when_begun_in_it(service: Service) -> None:
    assert usage_period(service, APRIL, basic_started_on=date(2026, 4, 17)) == Period.month(APRIL)


def test_excloser_startup_lasts_until_the_day_before_the_basic_service() -> None:
    used = usage_period(Service.EXCLOSER_STARTUP, APRIL, applied_on=date(2026, 4, 6), basic_started_on=date(2026, 5, 1))
    assert used == Period(date(2026, 4, 6), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("basic_started_on", "closed", "last"),
    [
        (date(2026, 5, 1), set(), date(2026, 4, 30)),  # a Thursday
        (date(2026, 6, 1), set(), date(2026, 5, 29)),  # the 30th and 31st are a weekend
        (date(2026, 5, 18), {date(2026, 4, 30)}, date(2026, 4, 28)),  # the 29th is 昭和の日
        (date(2027, 1, 4), {date(2026, 12, day) for day in (29, 30, 31)}, date(2026, 12, 28)),
    ],
)
def test_fence_startup_lasts_until_the_last_business_day_of_the_month_before(
    basic_started_on: date, closed: set[date], last: date
) -> None:
    used = usage_period(
        Service.FENCE_MAIL_STARTUP,
        APRIL,
        applied_on=date(2026, 4, 6),
        basic_started_on=basic_started_on,
        closed_days=closed,
    )
    assert used == Period(date(2026, 4, 6), last)


@pytest.mark.parametrize("service", sorted(STARTUPS))
@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"applied_on": date(2026, 4, 6)},
        {"basic_started_on": date(2026, 5, 1)},
        {"applied_on": date(2026, 5, 2), "basic_started_on": date(2026, 5, 1)},
    ],
)
def test_startups_need_dates_that_fit(service: Service, dates: dict[str, date]) -> None:
    with pytest.raises(UsagePeriodError):
        usage_period(service, APRIL, **dates)


@given(services.filter(lambda service: service not in STARTUPS), months)
def test_what_is_printed_is_when_it_was_confirmed(service: Service, month: YearMonth) -> None:
    """The two tables of the FAQ agree: a month's use is printed under the month in which it is confirmed."""
    assert usage_period(service, schedule.confirmation_month(service, month)) == Period.month(month)


@given(services, months)
def test_the_printed_month_leads_back_to_the_use(service: Service, month: YearMonth) -> None:
    printed = schedule.printed_month(service, month)

    assert (printed is None) is (service in STARTUPS)
    if printed is not None:
        assert usage_period(service, printed) == Period.month(month)


@pytest.mark.parametrize("confirmed", [YearMonth(2026, 6), YearMonth(2026, 12)])
def test_rules_in_words_say_what_the_dates_are(confirmed: YearMonth) -> None:
    following = confirmed.plus(1)
    words = {
        "請求確定月の下旬": f"{confirmed.label}下旬",
        "請求確定月の翌月初旬": f"{following.label}初旬",
        "請求確定月の翌月20日": following.day(20),
        "請求確定月の翌月末日": following.last,
    }
    for closing in Closing:
        assert words[schedule.due_rule(closing)] == schedule.due_on(confirmed, closing)
        assert words[schedule.invoice_sent_rule(closing)] == schedule.invoice_sent_label(confirmed, closing)
