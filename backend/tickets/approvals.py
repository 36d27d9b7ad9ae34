"""Requests of one staff member that another unlocks an account: which there are, and which still stand.

What stands can be approved. A request stands as long as what it rests on is so: the ticket is open, the account has
been locked since before it was asked, and who asked still works here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from backend.members.models import Member
from backend.staff.models import StaffMember
from backend.tickets.models import Ticket, TicketStatus, UnlockRequest


def undecided(session: Session, ticket: Ticket) -> UnlockRequest | None:
    """The request that nobody has answered; of a ticket there is one at most. It need not stand any more."""
    statement = select(UnlockRequest).where(UnlockRequest.ticket_id == ticket.id, UnlockRequest.is_approved.is_(None))
    return session.scalar(statement)


def find(session: Session, ticket: Ticket, request_id: int | None) -> UnlockRequest | None:
    """This one of the ticket's requests, whatever became of it; without an id the newest."""
    statement = select(UnlockRequest).where(UnlockRequest.ticket_id == ticket.id)
    if request_id is not None:
        statement = statement.where(UnlockRequest.id == request_id)
    return session.scalar(statement.order_by(UnlockRequest.id.desc()).limit(1))


def stands(session: Session, request: UnlockRequest) -> bool:
    """Whether it can be approved."""
    return session.scalar(_standing().where(UnlockRequest.id == request.id)) is not None


def standing_of(session: Session, tickets: Sequence[Ticket]) -> set[int]:
    """Of these tickets, the ids of those that wait for an approval."""
    return set(session.scalars(_standing().where(UnlockRequest.ticket_id.in_(ticket.id for ticket in tickets))))


def ask(
    session: Session, ticket: Ticket, asked_by: int, checks: Iterable[dict[str, Any]], now: datetime
) -> UnlockRequest:
    """The caller holds the ticket, which has no undecided request."""
    request = UnlockRequest(ticket_id=ticket.id, asked_by=asked_by, asked_at=now, checks=list(checks))
    session.add(request)
    session.flush()
    return request


def _standing() -> Select[int]:
    """The tickets' ids of all that stand."""
    return (
        select(UnlockRequest.ticket_id)
        .join(Ticket, Ticket.id == UnlockRequest.ticket_id)
        .join(Member, Member.id == Ticket.requested_member_id)
        .join(StaffMember, StaffMember.id == UnlockRequest.asked_by)
        .where(*_CONDITIONS)
    )


_CONDITIONS: tuple[ColumnElement[bool], ...] = (
    UnlockRequest.is_approved.is_(None),
    Ticket.status != TicketStatus.CLOSED,
    # Locked anew since then it is another lock, and nobody has asked who wants that one lifted.
    Member.locked_at <= UnlockRequest.asked_at,
    Member.withdrawn_at.is_(None),
    StaffMember.disabled_at.is_(None),
)
