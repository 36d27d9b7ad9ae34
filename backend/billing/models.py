"""Invoices, the registration for Paid, and the chosen way of paying."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from backend.billing import schedule
from backend.billing.dates import Period, YearMonth
from backend.billing.standing import InvoiceStatus
from backend.billing.terms import Closing, PaymentMethod, Terms
from backend.catalogue.services import Service
from backend.core.database import Base
from backend.core.numbers import yearly_number


class MonthColumn(TypeDecorator[YearMonth]):
    """A `YearMonth`, stored as `2026-04` so that it sorts and compares."""

    impl = String(7)
    cache_ok = True

    def process_bind_param(self, value: YearMonth | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> YearMonth | None:  # noqa: ARG002
        return None if value is None else YearMonth.parse(value)


class Invoice(Base):
    """One month's use of one service. The terms are those that held when it was issued."""

    __tablename__ = "invoices"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    service: Mapped[str] = mapped_column(String(30))
    usage_month: Mapped[YearMonth] = mapped_column(MonthColumn)
    # The days that were used: the start-up kinds rarely fill their month.
    used_from: Mapped[date] = mapped_column(Date)
    used_until: Mapped[date] = mapped_column(Date)
    # Yen, consumption tax included.
    amount: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(20))
    payment_method: Mapped[str] = mapped_column(String(20))
    closing: Mapped[str | None] = mapped_column(String(3))
    # Whom it was made out to when it was confirmed: a later change of the member's details is no reason to rewrite it.
    # None before, and on invoices from before this was kept.
    recipient_company: Mapped[str | None] = mapped_column(String(200))
    recipient_name: Mapped[str | None] = mapped_column(String(100))

    @property
    def confirmation_month(self) -> YearMonth:
        return schedule.confirmation_month(Service(self.service), self.usage_month)

    @property
    def number(self) -> str:
        return yearly_number("INV", self.confirmation_month.year, self.id)

    @property
    def service_label(self) -> str:
        return Service(self.service).label

    @property
    def status_label(self) -> str:
        return InvoiceStatus(self.status).label

    @property
    def is_confirmed(self) -> bool:
        return self.status != InvoiceStatus.UNCONFIRMED

    @property
    def usage_period_label(self) -> str:
        return Period(self.used_from, self.used_until).label

    @property
    def confirmed_label(self) -> str:
        return schedule.confirmed_label(self.confirmation_month)

    @property
    def terms(self) -> Terms:
        return Terms(PaymentMethod(self.payment_method), None if self.closing is None else Closing(self.closing))

    @property
    def due_on(self) -> date | None:
        """None for a card: its company sets the day."""
        return None if self.closing is None else schedule.due_on(self.confirmation_month, Closing(self.closing))

    @property
    def due_label(self) -> str:
        return schedule.due_label(self.due_on)


class InvoiceLine(Base):
    """One position of an invoice. Taxes are reckoned per rate over all of its lines, never per line."""

    __tablename__ = "invoice_lines"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), index=True)
    description: Mapped[str] = mapped_column(String(200))
    # Yen, without consumption tax.
    net_amount: Mapped[int] = mapped_column(Integer)
    tax_percent: Mapped[int] = mapped_column(Integer)


class PaidRegistration(Base):
    """A member's application for Paid (bank transfer and direct debit) and what became of it.

    What Paid knows of the member is a copy from the day of application: changes on My Page do not follow (FAQ,
    「会員登録内容を変更すると、Paid登録情報も変更されますか？」).
    """

    __tablename__ = "paid_registrations"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    applied_on: Mapped[date] = mapped_column(Date)
    decided_on: Mapped[date | None] = mapped_column(Date)
    closing: Mapped[str] = mapped_column(String(3))
    company: Mapped[str] = mapped_column(String(200))
    representative: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(300))


class PaymentTerms(Base):
    """The way of paying that a member has chosen."""

    __tablename__ = "payment_terms"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    payment_method: Mapped[str] = mapped_column(String(20))
    closing: Mapped[str | None] = mapped_column(String(3))

    @property
    def terms(self) -> Terms:
        closing = None if self.closing is None else Closing(self.closing)
        return Terms(PaymentMethod(self.payment_method), closing)
