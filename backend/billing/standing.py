"""How far an invoice is on a given day. Pure.

Its month of confirmation follows from the service (`schedule`); it is confirmed on the 13th, and its data goes to the
payment agency some days later, from when on My Page calls it 「入金済」.
"""

from datetime import date, timedelta
from enum import StrEnum

from backend.billing.dates import YearMonth
from backend.billing.schedule import CONFIRMATION_DAY, confirmation_month
from backend.catalogue.services import Service

# Unless the setting says otherwise. The FAQ gives no figure for it.
HANDED_OVER_AFTER = timedelta(days=7)


class InvoiceStatus(StrEnum):
    """What My Page shows. `PAID` says only that the data went to the payment agency, not that money came."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    PAID = "paid"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    InvoiceStatus.UNCONFIRMED: "請求確定前",
    InvoiceStatus.CONFIRMED: "請求確定",
    InvoiceStatus.PAID: "入金済",
}


def status_on(
    day: date, service: Service, usage_month: YearMonth, handed_over_after: timedelta = HANDED_OVER_AFTER
) -> InvoiceStatus:
    if usage_month <= newest_confirmed(day - handed_over_after, service):
        return InvoiceStatus.PAID
    if usage_month <= newest_confirmed(day, service):
        return InvoiceStatus.CONFIRMED
    return InvoiceStatus.UNCONFIRMED


def newest_confirmed(day: date, service: Service) -> YearMonth:
    """The last month of use that is confirmed by the end of `day`."""
    confirming = YearMonth.of(day) if day.day >= CONFIRMATION_DAY else YearMonth.of(day).plus(-1)
    months_later = _months_between(confirming, confirmation_month(service, confirming))
    return confirming.plus(-months_later)


def _months_between(first: YearMonth, second: YearMonth) -> int:
    return (second.year - first.year) * 12 + second.month - first.month
