"""The proofs of who is in a conversation: how long they hold, when they are over, and from where on it is whose."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Identification


@dataclass(frozen=True)
class IdentityWindow:
    """How long a proven identity holds: `idle` after the last thing sent, `total` after the proof."""

    idle: timedelta
    total: timedelta

    def ends(self, conversation: Conversation) -> datetime | None:
        """When the identity lapses if nothing more is sent; None if nobody is identified."""
        if conversation.member_id is None or conversation.identified_at is None:
            return None
        return min(conversation.active_at + self.idle, conversation.identified_at + self.total)


def close_all(session: Session, member_id: int, now: datetime) -> None:
    """Forget this member in every conversation, also in those that have ended; they can prove again who they are."""
    theirs = Conversation.member_id == member_id
    session.execute(update(Conversation).where(theirs).values(member_id=None, identified_at=None))
    _close(session, Identification.member_id == member_id, now)


def close_of(session: Session, conversation_id: str, now: datetime) -> None:
    """No proof that was given in this conversation counts any more."""
    _close(session, Identification.conversation_id == conversation_id, now)


def newest_open(session: Session, conversation_id: str) -> Identification | None:
    """The proof that counts, or counted when the conversation ended; whether it has lapsed is for the caller to see."""
    theirs = (Identification.conversation_id == conversation_id, Identification.closed_at.is_(None))
    return session.scalar(select(Identification).where(*theirs).order_by(Identification.id.desc()).limit(1))


def since_when(session: Session, conversation_id: str, member_id: int) -> datetime | None:
    """From which moment on the conversation is this member's: their first proof after anybody else's.

    None: from its beginning, for nobody else ever was identified in it.
    """
    here = Identification.conversation_id == conversation_id
    anothers = select(func.max(Identification.id)).where(here, Identification.member_id != member_id)
    last_of_another = session.scalar(anothers)
    if last_of_another is None:
        return None
    own = (here, Identification.member_id == member_id, Identification.id > last_of_another)
    return session.scalar(select(func.min(Identification.at)).where(*own))


def _close(session: Session, whose: ColumnElement[bool], now: datetime) -> None:
    session.execute(update(Identification).where(whose, Identification.closed_at.is_(None)).values(closed_at=now))
