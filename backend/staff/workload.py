"""Which conversations staff have at the moment."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Owner

_IS_HELD = (Conversation.owner == Owner.AGENT, Conversation.ended_at.is_(None))


def held_by(session: Session, staff_id: int) -> list[str]:
    """The ids of somebody's conversations."""
    theirs = select(Conversation.id).where(Conversation.agent_id == staff_id, *_IS_HELD)
    return list(session.scalars(theirs.order_by(Conversation.id)))


def counts(session: Session) -> dict[int, int]:
    """How many each has, by their id; who has none is missing."""
    counted = select(Conversation.agent_id, func.count()).where(*_IS_HELD).group_by(Conversation.agent_id)
    return {staff_id: count for staff_id, count in session.execute(counted) if staff_id is not None}
