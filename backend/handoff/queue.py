"""The queue: who waits, in which place, and how long others did."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Owner
from backend.handoff import waiting
from backend.handoff.models import Handoff
from backend.handoff.states import Estimate


def waiting_ids(session: Session) -> list[str]:
    """The conversations that wait, who came first first."""
    return list(session.scalars(_waiting()))


def length(session: Session) -> int:
    """How many wait."""
    return session.scalar(select(func.count(Conversation.id)).where(Conversation.owner == Owner.QUEUE)) or 0


def position(session: Session, conversation_id: str) -> int | None:
    """Its place, from 1 on; None if it does not wait."""
    ids = waiting_ids(session)
    return ids.index(conversation_id) + 1 if conversation_id in ids else None


def estimate(session: Session, now: datetime) -> Estimate | None:
    """How long people waited for their first pick-up, lately; None if too few did."""
    picked_up = session.execute(
        select(Handoff.asked_at, Handoff.claimed_at)
        .where(
            Handoff.claimed_at > now - waiting.NO_OLDER_THAN,
            # Who was not asked for was not waited for.
            Handoff.queued_at.is_not(None),
        )
        .order_by(Handoff.claimed_at.desc())
        .limit(waiting.LAST_PICK_UPS)
    )
    return waiting.estimate([claimed - asked for asked, claimed in picked_up if claimed is not None])


def _waiting() -> Select[str]:
    return (
        select(Conversation.id)
        .join(Handoff, Handoff.conversation_id == Conversation.id)
        .where(Conversation.owner == Owner.QUEUE, Handoff.ended_at.is_(None))
        .order_by(Handoff.queued_at, Handoff.id)
    )
