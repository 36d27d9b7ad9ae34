"""When a month's use is confirmed, invoiced and due, and what a printed period stands for. Pure and exact.

Every row is from the FAQ (「請求確定のタイミングや支払期日について」, 「Paid請求書に記載の期間」).
Days are calendar days: weekends and holidays shift nothing, except where the FAQ itself says business day.
"""

from collections.abc import Set
from datetime import date, timedelta

from backend.billing.dates import Period, YearMonth, japanese_date
from backend.billing.terms import Closing
from backend.catalogue.services import Service
from backend.working_time.business_days import last_business_day

CONFIRMATION_DAY = 13
CARD_DUE_LABEL = "各カード会社の定める日"

# Months from the month of use to the one in which it is confirmed.
_CONFIRMED_AFTER = {
    Service.FJCLOUD_O: 1,
    Service.FJCLOUD_V: 2,
    Service.EXCLOSER_STARTUP: 0,
    Service.EXCLOSER_BASIC: 0,
    Service.EXCLOSER_OPTION: 1,
    Service.FENCE_MOBILE: 1,
    Service.FENCE_MAIL_STARTUP: 0,
    Service.FENCE_MAIL_BASIC: 0,
    Service.CLOUD_FILE_SERVER: 1,
}

# Months from the month of use to the one printed on Paid's invoice. The start-up kinds have dates of their own.
_PRINTED_AFTER = {
    Service.FJCLOUD_O: 1,
    Service.FJCLOUD_V: 2,
    Service.EXCLOSER_BASIC: 0,
    Service.EXCLOSER_OPTION: 1,
    Service.FENCE_MOBILE: 1,
    Service.FENCE_MAIL_BASIC: 0,
    Service.CLOUD_FILE_SERVER: 1,
}


class UsagePeriodError(ValueError):
    """The period cannot be told: a date that it depends on is missing, or the dates contradict each other."""


def confirmation_month(service: Service, usage_month: YearMonth) -> YearMonth:
    """The month around whose 13th the use in `usage_month` is confirmed."""
    return usage_month.plus(_CONFIRMED_AFTER[service])


def confirmed_label(confirmed: YearMonth) -> str:
    """`2026年6月13日頃`; the FAQ promises no exact day, so 頃 always stays."""
    return f"{japanese_date(confirmed.day(CONFIRMATION_DAY))}頃"


def invoice_sent_label(confirmed: YearMonth, closing: Closing) -> str:
    """About when Paid sends the invoice; only for bank transfer. `2026年6月下旬`, `2026年7月初旬`."""
    if closing is Closing.DAY_20:
        return f"{confirmed.label}下旬"
    return f"{confirmed.plus(1).label}初旬"


def due_rule(closing: Closing) -> str:
    """`due_on` in words, for whoever has no invoice yet."""
    return "請求確定月の翌月20日" if closing is Closing.DAY_20 else "請求確定月の翌月末日"


def invoice_sent_rule(closing: Closing) -> str:
    """`invoice_sent_label` in words."""
    return "請求確定月の下旬" if closing is Closing.DAY_20 else "請求確定月の翌月初旬"


def due_on(confirmed: YearMonth, closing: Closing) -> date:
    """The last day to pay by bank transfer, which is also the day of a direct debit."""
    following = confirmed.plus(1)
    return following.day(20) if closing is Closing.DAY_20 else following.last


def due_label(due: date | None) -> str:
    """None stands for a card."""
    return CARD_DUE_LABEL if due is None else japanese_date(due)


def printed_month(service: Service, usage_month: YearMonth) -> YearMonth | None:
    """The month on Paid's invoice for the use in `usage_month`; None for the start-up kinds, which have no rule."""
    after = _PRINTED_AFTER.get(service)
    return None if after is None else usage_month.plus(after)


def usage_period(
    service: Service,
    printed: YearMonth,
    *,
    applied_on: date | None = None,
    basic_started_on: date | None = None,
    closed_days: Set[date] = frozenset(),
) -> Period:
    """The days of use that stand behind the month printed on Paid's invoice.

    `applied_on` and `basic_started_on` (when the basic service began) are needed for the start-up kinds;
    `closed_days` are days off besides weekends and public holidays. Raises `UsagePeriodError`.
    """
    if service in _PRINTED_AFTER:
        return Period.month(printed.plus(-_PRINTED_AFTER[service]))
    if applied_on is None or basic_started_on is None:
        raise UsagePeriodError(f"{service} needs the day of application and the day the basic service began")
    if service is Service.EXCLOSER_STARTUP:
        last = basic_started_on - timedelta(days=1)
    else:
        last = last_business_day(YearMonth.of(basic_started_on).plus(-1).last, closed_days)
    if last < applied_on:
        raise UsagePeriodError(f"applied for on {applied_on}, {service} cannot have ended on {last}")
    return Period(applied_on, last)
