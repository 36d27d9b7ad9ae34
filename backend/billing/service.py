"""A member's invoices, their way of paying, and how far their registration for Paid is."""

from collections.abc import Set
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.billing import screening as screenings
from backend.billing.dates import YearMonth
from backend.billing.models import Invoice, InvoiceLine, PaidRegistration, PaymentTerms
from backend.billing.payment_choices import terms_for
from backend.billing.screening import PaidScreening, PaidStatus
from backend.billing.terms import Closing, PaymentMethod, Terms
from backend.core.database import add_once


def invoices_of(session: Session, member_id: int, usage_month: YearMonth | None = None) -> list[Invoice]:
    """All of a member's invoices, or those for one month's use; newest first."""
    statement = select(Invoice).where(Invoice.member_id == member_id)
    if usage_month is not None:
        statement = statement.where(Invoice.usage_month == usage_month)
    return list(session.scalars(statement.order_by(Invoice.usage_month.desc(), Invoice.id.desc())))


def find_invoice(session: Session, member_id: int, number: str) -> Invoice | None:
    """The member's own invoice of this number. Somebody else's is as unknown as one that never was."""
    return next((invoice for invoice in invoices_of(session, member_id) if invoice.number == number), None)


def lines_of(session: Session, invoice: Invoice) -> list[InvoiceLine]:
    """In the order in which they were written; none for an invoice older than the keeping of lines."""
    statement = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice.id).order_by(InvoiceLine.id)
    return list(session.scalars(statement))


def terms_of(session: Session, member_id: int) -> Terms:
    """What is on record; empty if nothing has been chosen yet."""
    chosen = session.get(PaymentTerms, member_id)
    return Terms() if chosen is None else chosen.terms


def choose_terms(session: Session, member_id: int, method: PaymentMethod) -> Terms:
    """Put on record how the member pays from now on; invoices that exist keep their own terms.

    Raises `PaymentNotOfferedError`.
    """
    terms = terms_for(method, paid_screening(session, member_id))
    first = PaymentTerms(member_id=member_id, payment_method=method, closing=terms.closing)
    chosen, _ = add_once(session, first, select(PaymentTerms).where(PaymentTerms.member_id == member_id))
    chosen.payment_method, chosen.closing = method, terms.closing
    return terms


def paid_screening(session: Session, member_id: int, closed_days: Set[date] = frozenset()) -> PaidScreening:
    """Where the member's registration for Paid stands. `closed_days` put off the expected day."""
    registration = session.get(PaidRegistration, member_id)
    if registration is None:
        return PaidScreening(PaidStatus.NOT_REGISTERED)
    status = PaidStatus(registration.status)
    applied_on = registration.applied_on
    return PaidScreening(
        status=status,
        applied_on=applied_on,
        expected_by=screenings.expected_by(applied_on, closed_days) if status is PaidStatus.SCREENING else None,
        # Nobody closes books for somebody who was refused.
        closing=None if status is PaidStatus.REJECTED else Closing(registration.closing),
    )
