"""Finding what staff name."""

from sqlalchemy.orm import Session

from backend.conversations.models import Conversation
from backend.core.problems import Problem


def conversation(session: Session, conversation_id: str) -> Conversation:
    """Raises 404."""
    found = session.get(Conversation, conversation_id)
    if found is None:
        raise Problem(404, "not_found", "会話が見つかりませんでした。")
    return found
