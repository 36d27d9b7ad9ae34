"""Contracts."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.catalogue.services import Service
from backend.core.database import Base
from backend.core.numbers import plain_number


class ContractStatus(StrEnum):
    PREPARING = "preparing"
    TRIAL = "trial"
    IN_USE = "in_use"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ContractStatus.PREPARING: "ご利用準備中",
    ContractStatus.TRIAL: "無料トライアル中",
    ContractStatus.IN_USE: "ご利用中",
    ContractStatus.ENDED: "解約済み",
}


# What can be changed and terminated: a contract that is still being prepared has nothing to end yet.
USABLE = (ContractStatus.TRIAL, ContractStatus.IN_USE)


class Contract(Base):
    """One service as one member uses it. `is_trial` stays true of a trial that has ended."""

    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    service: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(20))
    started_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    is_trial: Mapped[bool] = mapped_column(Boolean)

    @property
    def number(self) -> str:
        return plain_number("CNT", self.id)

    @property
    def service_label(self) -> str:
        return Service(self.service).label

    @property
    def status_label(self) -> str:
        return ContractStatus(self.status).label

    @property
    def is_usable(self) -> bool:
        """On trial or in use."""
        return self.status in USABLE

    @property
    def is_in_trial(self) -> bool:
        """In the free period, in which nothing is charged."""
        return self.status == ContractStatus.TRIAL
