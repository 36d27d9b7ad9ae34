"""Opening tickets, and who may see them: the conversation that opened one, and its owner.

Its owner is who had proven who they are when it was opened, and whose account is to be unlocked: the locked-out can't
prove anything at first, and must find their ticket later on.
"""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.text import cleaned
from backend.members import service as members
from backend.tickets.models import Ticket, TicketKind, TicketStatus


def open_unlock_ticket(
    session: Session, conversation_id: str, login_id: str, clock: Clock, *, member_id: int | None = None
) -> Ticket:
    """Ask people to unlock a login id, known or not; asked for again here, it is the same open ticket.

    `member_id` is who asks, if they have proven it. Unlocking itself is for people, after they have checked who asks.
    """
    key = members.login_key(login_id)[: members.LONGEST_LOGIN_ID]
    requested = members.find(session, login_id)
    for ticket in _open_here(session, conversation_id, TicketKind.UNLOCK):
        if ticket.requested_login_id == key:
            return ticket
    return _add(
        session,
        Ticket(
            kind=TicketKind.UNLOCK,
            status=TicketStatus.OPEN,
            subject="アカウントロックの解除依頼",
            body=f"ログインID「{key}」のロック解除の依頼です。ご本人確認のうえ対応してください。",
            created_at=clock.now(),
            conversation_id=conversation_id,
            member_id=member_id,
            requested_login_id=key,
            requested_member_id=requested.id if requested else None,
            requested_was_locked=requested.is_locked if requested else False,
        ),
    )


def open_contact_ticket(
    session: Session, conversation_id: str, clock: Clock, *, member_id: int | None = None, reason: str | None = None
) -> Ticket:
    """Ask for a person; while one is still asked for here, it is the same ticket."""
    for ticket in _open_here(session, conversation_id, TicketKind.CONTACT):
        return ticket
    return _add(
        session,
        Ticket(
            kind=TicketKind.CONTACT,
            status=TicketStatus.OPEN,
            subject="担当者への引き継ぎ",
            body=cleaned(reason or "") or "チャットで担当者との対話を希望されています。",
            created_at=clock.now(),
            conversation_id=conversation_id,
            member_id=member_id,
            requested_was_locked=False,
        ),
    )


def visible_tickets(session: Session, conversation_id: str, member_id: int | None) -> list[Ticket]:
    """What this conversation opened, and what belongs to the member who is identified in it; newest first."""
    visible = [Ticket.conversation_id == conversation_id]
    if member_id is not None:
        visible += [Ticket.member_id == member_id, Ticket.requested_member_id == member_id]
    return list(session.scalars(select(Ticket).where(or_(*visible)).order_by(Ticket.id.desc())))


def find_visible(session: Session, conversation_id: str, member_id: int | None, number: str) -> Ticket | None:
    """One of `visible_tickets` by its number. Somebody else's is as unknown as one that never was."""
    tickets = visible_tickets(session, conversation_id, member_id)
    return next((ticket for ticket in tickets if ticket.number == number), None)


def _open_here(session: Session, conversation_id: str, kind: TicketKind) -> list[Ticket]:
    statement = select(Ticket).where(
        Ticket.conversation_id == conversation_id, Ticket.kind == kind, Ticket.status != TicketStatus.CLOSED
    )
    return list(session.scalars(statement.order_by(Ticket.id)))


def _add(session: Session, ticket: Ticket) -> Ticket:
    session.add(ticket)
    session.flush()  # gives it its number
    return ticket
