"""A member's orders."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.orders.models import Order


def orders_of(session: Session, member_id: int) -> list[Order]:
    """Newest first."""
    newest_first = (Order.ordered_on.desc(), Order.id.desc())
    return list(session.scalars(select(Order).where(Order.member_id == member_id).order_by(*newest_first)))


def find_order(session: Session, member_id: int, number: str) -> Order | None:
    """The member's own order of this number. Somebody else's is as unknown as one that never was."""
    return next((order for order in orders_of(session, member_id) if order.number == number), None)
