"""A member's conversations and tickets, for their card."""

from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Identification
from backend.tickets.models import Ticket

_MOST: Final = 20


def conversations_of(session: Session, member_id: int) -> list[Conversation]:
    """In which they were ever identified, newest first."""
    theirs = select(Identification.conversation_id).where(Identification.member_id == member_id)
    statement = select(Conversation).where(Conversation.id.in_(theirs)).order_by(Conversation.created_at.desc())
    return list(session.scalars(statement.limit(_MOST)))


def tickets_of(session: Session, member_id: int) -> list[Ticket]:
    """Which they opened, or which are about their account, newest first."""
    theirs = or_(Ticket.member_id == member_id, Ticket.requested_member_id == member_id)
    return list(session.scalars(select(Ticket).where(theirs).order_by(Ticket.id.desc()).limit(_MOST)))
