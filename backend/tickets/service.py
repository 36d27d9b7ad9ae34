"""Opening tickets, and who may see them: the conversation that opened one, and its owner.

Its owner is who had proven who they are when it was opened, and whose account is to be unlocked: the locked-out can't
prove anything at first, and must find their ticket later on.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from backend.core.database import add_once
from backend.core.text import cleaned
from backend.members import service as members
from backend.tickets.book import TicketBook
from backend.tickets.models import Ticket, TicketKind, TicketStatus, TicketStep

ASKS_FOR_PERSON: Final = "チャットで担当者との対話を希望されています。"


@dataclass(frozen=True)
class Opened:
    """A ticket that was asked for. `is_new`: it was opened by this, and not already open."""

    ticket: Ticket
    is_new: bool


def open_unlock_ticket(
    session: Session, conversation_id: str, login_id: str, book: TicketBook, *, member_id: int | None = None
) -> Ticket:
    """Ask people to unlock a login id, known or not; asked for again here, it is the same open ticket.

    `member_id` is who asks, if they have proven it. Unlocking itself is for people, after they have checked who asks.
    """
    ticket = unlock_request(session, login_id, book)
    ticket.conversation_id, ticket.member_id = conversation_id, member_id
    return open_once(session, ticket, f"unlock:{conversation_id}:{ticket.requested_login_id}", book).ticket


def open_contact_ticket(
    session: Session,
    conversation_id: str,
    book: TicketBook,
    *,
    member_id: int | None = None,
    reason: str | None = None,
) -> Ticket:
    """Ask for a person; while one is still asked for here, it is the same ticket."""
    ticket = Ticket(
        kind=TicketKind.CONTACT,
        subject="担当者への引き継ぎ",
        body=cleaned(reason or "") or ASKS_FOR_PERSON,
        created_at=book.now(),
        conversation_id=conversation_id,
        member_id=member_id,
    )
    return open_once(session, ticket, f"contact:{conversation_id}", book).ticket


def open_member_ticket(
    session: Session, book: TicketBook, kind: TicketKind, member_id: int, *, body: str, contract_id: int | None = None
) -> Opened:
    """What a signed-in member asks for: of each kind, and of each contract, one at a time."""
    ticket = Ticket(
        kind=kind,
        subject=kind.label,
        body=body,
        created_at=book.now(),
        member_id=member_id,
        contract_id=contract_id,
    )
    return open_once(session, ticket, _member_key(kind, member_id, contract_id), book)


def find_open_of_member(
    session: Session, kind: TicketKind, member_id: int, *, contract_id: int | None = None
) -> Ticket | None:
    """The one that `open_member_ticket` would give again."""
    return session.scalar(_open_with(_member_key(kind, member_id, contract_id)))


def open_once(session: Session, ticket: Ticket, key: str, book: TicketBook, *, staff_id: int | None = None) -> Opened:
    """Open a ticket, unless one of this key is open: then that one, also of two that come at the same moment.

    Every ticket there is went through here: it has its time to be done by, and its history begins. `staff_id`: who
    opened it at the desk.
    """
    ticket.open_key = key
    ticket.due_at = book.due(TicketKind(ticket.kind))
    opened = Opened(*add_once(session, ticket, _open_with(key)))
    if opened.is_new:
        book.write(session, ticket, TicketStep.OPENED, staff_id=staff_id)
    return opened


def unlock_request(session: Session, login_id: str, book: TicketBook) -> Ticket:
    """A ticket that asks to unlock a login id, still to be opened; for staff it says whose that is."""
    ticket = about_login(session, TicketKind.UNLOCK, login_id, book)
    ticket.subject = "アカウントロックの解除依頼"
    ticket.body = f"ログインID「{ticket.requested_login_id}」のロック解除の依頼です。ご本人確認のうえ対応してください。"
    return ticket


def about_login(session: Session, kind: TicketKind, login_id: str, book: TicketBook) -> Ticket:
    """A ticket about the account of a login id, known or not, still to be opened and without a text."""
    key = members.login_key(login_id)[: members.LONGEST_LOGIN_ID]
    requested = members.find(session, login_id)
    return Ticket(
        kind=kind,
        subject=kind.label,
        created_at=book.now(),
        requested_login_id=key,
        requested_member_id=requested.id if requested else None,
        requested_was_locked=requested.is_locked if requested else False,
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


def _open_with(key: str) -> Select[Ticket]:
    return select(Ticket).where(Ticket.open_key == key, Ticket.status != TicketStatus.CLOSED)


def _member_key(kind: TicketKind, member_id: int, contract_id: int | None) -> str:
    return f"{kind}:member:{member_id}" + ("" if contract_id is None else f":contract:{contract_id}")
