"""On what terms a member pays. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Closing(StrEnum):
    """When Paid closes its books."""

    DAY_20 = "20"
    END_OF_MONTH = "end"

    @property
    def label(self) -> str:
        return "20日締め" if self is Closing.DAY_20 else "末日締め"


class PaymentMethod(StrEnum):
    CARD = "card"
    BANK_TRANSFER = "bank_transfer"
    DIRECT_DEBIT = "direct_debit"

    @property
    def label(self) -> str:
        return _METHOD_LABELS[self]


_METHOD_LABELS = {
    PaymentMethod.CARD: "クレジットカード",
    PaymentMethod.BANK_TRANSFER: "銀行振込（請求書払）",
    PaymentMethod.DIRECT_DEBIT: "口座振替",
}


@dataclass(frozen=True)
class Terms:
    """What is known of the terms. Only Paid has a closing, so a card never has one."""

    payment_method: PaymentMethod | None = None
    closing: Closing | None = None

    def __post_init__(self) -> None:
        if self.payment_method is PaymentMethod.CARD and self.closing is not None:
            raise ValueError("a card has no closing of ours")


def completed(method: PaymentMethod | None, closing: Closing | None, recorded: Terms) -> Terms:
    """What somebody said about their terms, with the gaps filled from their record.

    A closing that is named means Paid, so a card on record does not count against it.
    """
    if method is PaymentMethod.CARD:
        return Terms(PaymentMethod.CARD)
    if method is None:
        if closing is None:
            return recorded
        method = None if recorded.payment_method is PaymentMethod.CARD else recorded.payment_method
    return Terms(method, closing or recorded.closing)
