"""Which ways of paying can be chosen when ordering (FAQ, 「クレジットカード払いしか選択ができません」). Pure."""

from typing import Final

from backend.billing.terms import PaymentMethod

# What Paid takes care of: only for members that Paid has approved.
BY_PAID: Final = frozenset({PaymentMethod.BANK_TRANSFER, PaymentMethod.DIRECT_DEBIT})


def offered(*, is_approved: bool) -> tuple[PaymentMethod, ...]:
    """A card always; the others once Paid's screening has approved the member."""
    return tuple(method for method in PaymentMethod if is_approved or method not in BY_PAID)
