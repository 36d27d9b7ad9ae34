"""How far a member's registration for Paid is, and when to expect the result of its screening. Pure."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.billing.terms import Closing
from backend.working_time.business_days import business_days_after

# 「審査は通常1~3営業日」: usually, so it is when to expect the result and no promise.
SCREENING_BUSINESS_DAYS = 3


class PaidStatus(StrEnum):
    """How far a member's registration for Paid is."""

    NOT_REGISTERED = "not_registered"
    SCREENING = "screening"
    APPROVED = "approved"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def may_apply(self) -> bool:
        """Whether a (new) application can be made: somebody refused may try again, with other details or later."""
        return self in {PaidStatus.NOT_REGISTERED, PaidStatus.REJECTED}


_LABELS = {
    PaidStatus.NOT_REGISTERED: "未登録",
    PaidStatus.SCREENING: "審査中",
    PaidStatus.APPROVED: "審査完了（ご利用いただけます）",
    PaidStatus.REJECTED: "審査の結果、ご利用いただけませんでした",
}


@dataclass(frozen=True)
class PaidScreening:
    """`expected_by` only while the screening goes on; `closing` unless there is none, as for somebody refused."""

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


def expected_by(applied_on: date, closed_days: Set[date] = frozenset()) -> date:
    """The last day on which the result is to be expected. `closed_days` are days off besides holidays and weekends."""
    return business_days_after(applied_on, SCREENING_BUSINESS_DAYS, closed_days)
