"""Moves invoices on as days pass."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.billing.models import Invoice
from backend.billing.standing import HANDED_OVER_AFTER, InvoiceStatus, newest_confirmed
from backend.catalogue.services import Service


def move_on(session: Session, day: date, handed_over_after: timedelta = HANDED_OVER_AFTER) -> int:
    """Give every invoice the status it has on `day`; how many moved. None ever moves back.

    Several may do this at once, and as often as they like: each update names the status it comes from, so one that has
    been moved already is left alone.
    """
    return sum(_move_service(session, service, day, handed_over_after) for service in Service)


def _move_service(session: Session, service: Service, day: date, handed_over_after: timedelta) -> int:
    handed_over = newest_confirmed(day - handed_over_after, service)
    unpaid = (InvoiceStatus.UNCONFIRMED, InvoiceStatus.CONFIRMED)
    to_paid = (
        update(Invoice)
        .where(Invoice.service == service, Invoice.usage_month <= handed_over, Invoice.status.in_(unpaid))
        .values(status=InvoiceStatus.PAID)
    )
    confirmed = newest_confirmed(day, service)
    to_confirmed = (
        update(Invoice)
        .where(
            Invoice.service == service,
            Invoice.usage_month <= confirmed,
            Invoice.status == InvoiceStatus.UNCONFIRMED,
        )
        .values(status=InvoiceStatus.CONFIRMED)
    )
    return sum(len(session.scalars(each.returning(Invoice.id)).all()) for each in (to_paid, to_confirmed))
