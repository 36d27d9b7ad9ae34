"""Private notes: what staff write for each other in a conversation."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation
from backend.core.clock import Clock
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk.models import Note

LONGEST_NOTE = 4000


def write(session: Session, clock: Clock, conversation: Conversation, staff_id: int, text: str) -> Note:
    """Raises 422 for an empty one. The conversation's row must be held: so its entries are in commit order."""
    written = cleaned(text)
    if not written:
        raise Problem(422, "text_empty", "メモを入力してください。")
    note = Note(conversation_id=conversation.id, staff_id=staff_id, text=written, created_at=clock.now())
    session.add(note)
    session.flush()
    return note


def after(session: Session, conversation_id: str, note_id: int) -> list[Note]:
    """Those that came after this one, oldest first."""
    statement = select(Note).where(Note.conversation_id == conversation_id, Note.id > note_id).order_by(Note.id)
    return list(session.scalars(statement))
