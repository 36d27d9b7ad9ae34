"""What has become of a ticket, step by step, for staff's eyes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.tickets.models import Ticket, TicketEvent, TicketStep


def known(session: Session, ticket: Ticket, client_key: str | None) -> bool:
    """Whether this very request was carried out before: a key is the browser's own, and new for every act."""
    if client_key is None:
        return False
    same = (TicketEvent.ticket_id == ticket.id, TicketEvent.client_key == client_key)
    return session.scalar(select(TicketEvent.id).where(*same)) is not None


def opener(session: Session, ticket: Ticket) -> int | None:
    """Who of the staff opened it; None: whoever asked did so themselves."""
    first = (TicketEvent.ticket_id == ticket.id, TicketEvent.step == TicketStep.OPENED)
    return session.scalar(select(TicketEvent.staff_id).where(*first).order_by(TicketEvent.id).limit(1))


def of(session: Session, ticket: Ticket) -> list[TicketEvent]:
    """Oldest first."""
    statement = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
    return list(session.scalars(statement))
