"""Moves invoices on as days pass."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.billing.models import Invoice
from backend.billing.standing import HANDED_OVER_AFTER, InvoiceStatus, newest_confirmed
from backend.catalogue.services import Service
from backend.members import service as members


def move_on(session: Session, day: date, handed_over_after: timedelta = HANDED_OVER_AFTER) -> int:
    """Give every invoice the status it has on `day`; how many steps that were. None ever moves back.

    Several may do this at once, and as often as they like: each update names the status it comes from, so one that has
    been moved already is left alone.
    """
    return sum(
        _confirm(session, service, day) + _hand_over(session, service, day - handed_over_after) for service in Service
    )


def _confirm(session: Session, service: Service, day: date) -> int:
    """A confirmed invoice is made out to the member as they are called then, and stays so."""
    confirmed = _step(session, service, day, InvoiceStatus.UNCONFIRMED, InvoiceStatus.CONFIRMED)
    for invoice in confirmed:
        member = members.get(session, invoice.member_id)
        invoice.recipient_company, invoice.recipient_name = member.company, member.name
    session.flush()
    return len(confirmed)


def _hand_over(session: Session, service: Service, confirmed_by: date) -> int:
    return len(_step(session, service, confirmed_by, InvoiceStatus.CONFIRMED, InvoiceStatus.PAID))


def _step(
    session: Session, service: Service, confirmed_by: date, before: InvoiceStatus, after: InvoiceStatus
) -> list[Invoice]:
    """Those of the status `before` whose day of confirmation has come by `confirmed_by`; they are `after` now."""
    statement = (
        update(Invoice)
        .where(
            Invoice.service == service,
            Invoice.usage_month <= newest_confirmed(confirmed_by, service),
            Invoice.status == before,
        )
        .values(status=after)
        .returning(Invoice)
    )
    return list(session.scalars(statement))
