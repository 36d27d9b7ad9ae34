"""What has become of a ticket, step by step, for staff's eyes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.tickets.models import Ticket, TicketEvent, TicketStep


def write(
    session: Session,
    clock: Clock,
    ticket: Ticket,
    step: TicketStep,
    *,
    staff_id: int | None = None,
    text: str = "",
    client_key: str | None = None,
    **details: Any,
) -> TicketEvent:
    """Add one step in the caller's unit of work. `details` must be JSON; `client_key`: see `known`."""
    event = TicketEvent(
        ticket_id=ticket.id,
        at=clock.now(),
        step=step,
        staff_id=staff_id,
        text=text,
        client_key=client_key,
        details=details,
    )
    session.add(event)
    session.flush()
    return event


def known(session: Session, ticket: Ticket, client_key: str | None) -> bool:
    """Whether this very request was carried out before: a key is the browser's own, and new for every act."""
    if client_key is None:
        return False
    same = (TicketEvent.ticket_id == ticket.id, TicketEvent.client_key == client_key)
    return session.scalar(select(TicketEvent.id).where(*same)) is not None


def of(session: Session, ticket: Ticket) -> list[TicketEvent]:
    """Oldest first."""
    statement = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
    return list(session.scalars(statement))
