"""Who is identified in which conversation, seen from the member's side."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation


def close_all(session: Session, member_id: int) -> None:
    """Forget this member in every conversation; they can prove again who they are."""
    theirs = Conversation.member_id == member_id
    session.execute(update(Conversation).where(theirs).values(member_id=None, identified_at=None))
