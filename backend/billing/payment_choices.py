"""Which ways of paying can be chosen when ordering, and why not (FAQ, 「クレジットカード払いしか選択ができません」).

Pure.
"""

from dataclasses import dataclass
from typing import Final

from backend.billing.screening import PaidScreening, PaidStatus
from backend.billing.terms import Closing, PaymentMethod, Terms

# What Paid takes care of: only for members that Paid has approved.
BY_PAID: Final = frozenset({PaymentMethod.BANK_TRANSFER, PaymentMethod.DIRECT_DEBIT})

_WHY_NOT: Final = {
    PaidStatus.NOT_REGISTERED: "Paid決済への登録と審査が必要です。マイページの「Paid決済情報」からご登録いただけます。",
    PaidStatus.SCREENING: "Paid決済の審査中です。審査が完了すると、お選びいただけます。",
    PaidStatus.REJECTED: "Paid決済の審査の結果、お選びいただけません。",
}


class PaymentNotOfferedError(ValueError):
    """This member cannot choose this way of paying. Its text is for them."""


@dataclass(frozen=True)
class PaymentChoice:
    """A way of paying: on offer, with the closing that goes with it; or not, and then `why_not` tells the member."""

    method: PaymentMethod
    closing: Closing | None = None
    why_not: str | None = None

    @property
    def is_offered(self) -> bool:
        return self.why_not is None

    @property
    def label(self) -> str:
        return self.method.label


def offered(*, is_approved: bool) -> tuple[PaymentMethod, ...]:
    """A card always; the others once Paid's screening has approved the member."""
    return tuple(method for method in PaymentMethod if is_approved or method not in BY_PAID)


def choices(screening: PaidScreening) -> tuple[PaymentChoice, ...]:
    """Every way of paying, for a member whose registration for Paid is this far."""
    return tuple(_choice(method, screening) for method in PaymentMethod)


def terms_for(method: PaymentMethod, screening: PaidScreening) -> Terms:
    """The terms that follow from choosing `method`. Raises `PaymentNotOfferedError`."""
    choice = _choice(method, screening)
    if choice.why_not is not None:
        raise PaymentNotOfferedError(choice.why_not)
    return Terms(method, choice.closing)


def _choice(method: PaymentMethod, screening: PaidScreening) -> PaymentChoice:
    if method in offered(is_approved=screening.status is PaidStatus.APPROVED):
        return PaymentChoice(method, closing=screening.closing if method in BY_PAID else None)
    return PaymentChoice(method, why_not=_WHY_NOT[screening.status])
