"""Orders."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.billing.terms import PaymentMethod
from backend.catalogue.services import Service
from backend.core.database import Base, Timestamp
from backend.core.numbers import yearly_number


class OrderStatus(StrEnum):
    RECEIVED = "received"
    PROCESSING = "processing"
    STARTED = "started"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    OrderStatus.RECEIVED: "受付済み",
    OrderStatus.PROCESSING: "お手続き中",
    OrderStatus.STARTED: "ご利用開始済み",
    OrderStatus.ENDED: "解約済み",
}


class Order(Base):
    """One order of one service, trial applications included."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    service: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(20))
    ordered_on: Mapped[date] = mapped_column(Date)
    is_trial: Mapped[bool] = mapped_column(Boolean)
    # As chosen when ordering. None for a trial, which costs nothing.
    payment_method: Mapped[str | None] = mapped_column(String(20))
    # Which showing of the form it was sent by: sent twice, it is one order. None for what no form has ordered.
    request_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    @property
    def number(self) -> str:
        return yearly_number("ORD", self.ordered_on.year, self.id)

    @property
    def service_label(self) -> str:
        return Service(self.service).label

    @property
    def status_label(self) -> str:
        return OrderStatus(self.status).label

    @property
    def payment_label(self) -> str | None:
        return None if self.payment_method is None else PaymentMethod(self.payment_method).label


class OrderEvent(Base):
    """A step in an order's life: which status it reached, and when."""

    __tablename__ = "order_events"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    status: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Timestamp)

    @property
    def status_label(self) -> str:
        return OrderStatus(self.status).label
