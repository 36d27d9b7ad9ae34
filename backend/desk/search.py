"""Finding conversations, members and tickets by what is written in them, and by whose they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Identification, Message
from backend.core.text import cleaned
from backend.desk.models import Note
from backend.desk.shown import is_member, of_contact, shows
from backend.members.models import Member
from backend.tickets.models import Ticket, TicketEvent, TicketStep

_MOST: Final = 20
_NUMBER = re.compile(r"(?:TKT-?)?0*(\d{1,9})", re.IGNORECASE)
# What staff and members wrote, not what the system did.
_WRITTEN_STEPS = (TicketStep.NOTED, TicketStep.ANSWERED)


@dataclass(frozen=True)
class Hit:
    """A conversation, and the newest that was found in it: a message, a note, or neither (its member, its ticket)."""

    conversation: Conversation
    at: datetime
    message: Message | None = None
    note: Note | None = None


def conversations(session: Session, query: str) -> list[Hit]:
    """The newest first, each once."""
    hits = sorted(
        [*_by_messages(session, query), *_by_notes(session, query), *_by_whose(session, query)],
        key=lambda hit: hit.at,
        reverse=True,
    )
    newest: dict[str, Hit] = {}
    for hit in hits:
        newest.setdefault(hit.conversation.id, hit)
    return list(newest.values())[:_MOST]


def members(session: Session, query: str) -> list[Member]:
    """By name or login id, whether they ever wrote anything or not; the newest first."""
    statement = select(Member).where(is_member(session, query)).order_by(Member.id.desc()).limit(_MOST)
    return list(session.scalars(statement))


def tickets(session: Session, query: str) -> list[Ticket]:
    """By number, subject, body, whose it is, and what was answered or noted; the newest first."""
    written = select(TicketEvent.ticket_id).where(
        TicketEvent.step.in_(_WRITTEN_STEPS), shows(session, TicketEvent.text, TicketEvent.id, query)
    )
    has_it = [
        shows(session, Ticket.subject, Ticket.id, query),
        shows(session, Ticket.body, Ticket.id, query),
        ticket_of(session, query),
        Ticket.id.in_(written),
        *_numbered(query),
    ]
    statement = select(Ticket).where(or_(*has_it)).order_by(Ticket.id.desc()).limit(_MOST)
    return list(session.scalars(statement))


def ticket_of(session: Session, query: str) -> ColumnElement[bool]:
    """That somebody of this name or login id wrote a ticket, or that it is about their account."""
    theirs = select(Member.id).where(is_member(session, query))
    return or_(
        of_contact(session, query),
        shows(session, Ticket.requested_login_id, Ticket.id, query),
        Ticket.member_id.in_(theirs),
        Ticket.requested_member_id.in_(theirs),
    )


def conversation_shows(session: Session, query: str) -> ColumnElement[bool]:
    """For a list: that a conversation has these words in it, or is of somebody with this name or id."""
    return or_(
        Conversation.id.in_(select(Message.conversation_id).where(shows(session, Message.text, Message.serial, query))),
        Conversation.id.in_(select(Note.conversation_id).where(shows(session, Note.text, Note.id, query))),
        Conversation.id.in_(_of_members(session, query)),
        *([Conversation.id.in_(_of_tickets(query))] if _numbered(query) else []),
    )


def _by_messages(session: Session, query: str) -> Iterable[Hit]:
    newest = (
        select(func.max(Message.serial).label("serial"))
        .where(shows(session, Message.text, Message.serial, query))
        .group_by(Message.conversation_id)
        .order_by(func.max(Message.serial).desc())
        .limit(_MOST)
        .subquery()
    )
    statement = (
        select(Message, Conversation)
        .join(newest, newest.c.serial == Message.serial)
        .join(Conversation, Conversation.id == Message.conversation_id)
    )
    return [Hit(of, message.created_at, message=message) for message, of in session.execute(statement)]


def _by_notes(session: Session, query: str) -> Iterable[Hit]:
    statement = (
        select(Note, Conversation)
        .join(Conversation, Conversation.id == Note.conversation_id)
        .where(shows(session, Note.text, Note.id, query))
        .order_by(Note.id.desc())
        .limit(_MOST * 2)
    )
    return [Hit(of, note.created_at, note=note) for note, of in session.execute(statement)]


def _by_whose(session: Session, query: str) -> Iterable[Hit]:
    theirs = Conversation.id.in_(_of_members(session, query))
    numbered = Conversation.id.in_(_of_tickets(query)) if _numbered(query) else None
    statement = (
        select(Conversation)
        .where(theirs if numbered is None else or_(theirs, numbered))
        .order_by(Conversation.active_at.desc())
        .limit(_MOST)
    )
    return [Hit(of, of.active_at) for of in session.scalars(statement)]


def _of_members(session: Session, query: str) -> Select[str]:
    return (
        select(Identification.conversation_id)
        .join(Member, Member.id == Identification.member_id)
        .where(is_member(session, query))
    )


def _of_tickets(query: str) -> Select[str | None]:
    return select(Ticket.conversation_id).where(Ticket.conversation_id.is_not(None), *_numbered(query))


def _numbered(query: str) -> list[ColumnElement[Any]]:
    """That a ticket has this number, if the query is one: 「TKT-000123」, 「123」."""
    found = _NUMBER.fullmatch(cleaned(query).translate(_HALF_WIDTH))
    return [Ticket.id == int(found[1])] if found and int(found[1]) < 2**31 else []


_HALF_WIDTH = str.maketrans("０１２３４５６７８９ＴＫＴｔｋｔ－", "0123456789TKTtkt-")
