"""A member's orders, and the steps of their lives."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.services import Service
from backend.orders.models import Order, OrderEvent, OrderStatus

# Orders go this way only. There is no step back and none out of it: the FAQ knows no cancelling.
_WAY = (OrderStatus.RECEIVED, OrderStatus.PROCESSING, OrderStatus.STARTED, OrderStatus.ENDED)


class WrongStep(ValueError):  # noqa: N818 - a word about the step
    """An order cannot go where it is or has been."""


def orders_of(session: Session, member_id: int) -> list[Order]:
    """Newest first."""
    newest_first = (Order.ordered_on.desc(), Order.id.desc())
    return list(session.scalars(select(Order).where(Order.member_id == member_id).order_by(*newest_first)))


def on_the_way(session: Session, member_id: int) -> list[Order]:
    """Those whose service has not begun, newest first."""
    coming = (OrderStatus.RECEIVED, OrderStatus.PROCESSING)
    return [order for order in orders_of(session, member_id) if order.status in coming]


def find_order(session: Session, member_id: int, number: str) -> Order | None:
    """The member's own order of this number. Somebody else's is as unknown as one that never was."""
    return next((order for order in orders_of(session, member_id) if order.number == number), None)


def order_of(session: Session, order_id: int) -> Order:
    """The order that a contract came from."""
    return session.get_one(Order, order_id)


def newest_received_since(
    session: Session, member_id: int, service: Service, *, is_trial: bool, since: datetime
) -> Order | None:
    """The newest order of this service and kind that was received at `since` or later."""
    statement = (
        select(Order)
        .join(OrderEvent, OrderEvent.order_id == Order.id)
        .where(Order.member_id == member_id, Order.service == service, Order.is_trial == is_trial)
        .where(OrderEvent.status == OrderStatus.RECEIVED, OrderEvent.at >= since)
        .order_by(Order.id.desc())
    )
    return session.scalars(statement).first()


def history_of(session: Session, order: Order) -> list[OrderEvent]:
    """Oldest first."""
    statement = select(OrderEvent).where(OrderEvent.order_id == order.id).order_by(OrderEvent.at, OrderEvent.id)
    return list(session.scalars(statement))


def advance(session: Session, order: Order, status: OrderStatus, at: datetime) -> None:
    """Let an order reach a status, and write it into its history: the only way in which a status changes.

    Received is where every order begins. Raises `WrongStep` unless any other status is further on than the order is.
    """
    is_first = status is OrderStatus.RECEIVED and not history_of(session, order)
    if not is_first and _WAY.index(status) <= _WAY.index(OrderStatus(order.status)):
        raise WrongStep(f"from {order.status} to {status}")
    order.status = status
    session.add(OrderEvent(order_id=order.id, status=status, at=at))
