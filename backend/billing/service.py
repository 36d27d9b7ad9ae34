"""A member's invoices, their way of paying, and how far their registration for Paid is."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.billing.business_days import business_days_after
from backend.billing.dates import YearMonth
from backend.billing.models import Invoice, PaidRegistration, PaidStatus, PaymentTerms
from backend.billing.terms import Closing, Terms

# 「審査は通常1~3営業日」: usually, so it is when to expect the result and no promise.
SCREENING_BUSINESS_DAYS = 3


@dataclass(frozen=True)
class PaidScreening:
    """`expected_by` only while the screening goes on."""

    status: PaidStatus
    applied_on: date | None = None
    expected_by: date | None = None
    closing: Closing | None = None

    @property
    def status_label(self) -> str:
        return self.status.label

    @property
    def closing_label(self) -> str | None:
        return None if self.closing is None else self.closing.label


def invoices_of(session: Session, member_id: int, usage_month: YearMonth | None = None) -> list[Invoice]:
    """All of a member's invoices, or those for one month's use; newest first."""
    statement = select(Invoice).where(Invoice.member_id == member_id)
    if usage_month is not None:
        statement = statement.where(Invoice.usage_month == usage_month)
    return list(session.scalars(statement.order_by(Invoice.usage_month.desc(), Invoice.id.desc())))


def terms_of(session: Session, member_id: int) -> Terms:
    """What is on record; empty if nothing has been chosen yet."""
    chosen = session.get(PaymentTerms, member_id)
    return Terms() if chosen is None else chosen.terms


def paid_screening(session: Session, member_id: int) -> PaidScreening:
    """Where the member's registration for Paid stands."""
    registration = session.get(PaidRegistration, member_id)
    if registration is None:
        return PaidScreening(PaidStatus.NOT_REGISTERED)
    status = PaidStatus(registration.status)
    going_on = status is PaidStatus.SCREENING
    return PaidScreening(
        status=status,
        applied_on=registration.applied_on,
        expected_by=business_days_after(registration.applied_on, SCREENING_BUSINESS_DAYS) if going_on else None,
        # Nobody closes books for somebody who was refused.
        closing=None if status is PaidStatus.REJECTED else Closing(registration.closing),
    )
