"""What happened in a conversation, as the console gets it."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from backend.console.access import Staff
from backend.console.parts import Place, shown
from backend.console.schemas import Entry, EntryFeedback, EventEntry, MessageEntry, NoteEntry, Timeline
from backend.container import Container, Services
from backend.conversations.models import Author, Message
from backend.core.openapi import PathText, problems
from backend.desk import entries, event_words
from backend.desk.entries import Cursor, Happened, Step
from backend.desk.lookup import conversation
from backend.desk.models import Note
from backend.desk.reveals import Source
from backend.feedback.models import AnswerFeedback, Shortcoming
from backend.personal_data.parts import masked

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@router.get("/{conversation_id}/timeline", responses=problems(404))
def show_timeline(
    me: Staff,
    services: Services,
    conversation_id: PathText,
    after: Annotated[str, Query(max_length=40, pattern=r"^\d{1,10}\.\d{1,10}\.\d{1,10}$")] = "0.0.0",
) -> Timeline:
    """Messages, notes and steps of handoffs; after a cursor, only what came later."""
    services.desk_log.reading(me.acting, conversation_id)
    with services.database.reading() as session:
        conversation(session, conversation_id)
        happened = entries.after(session, conversation_id, Cursor.read(after))
    shown_entries = [_entry(services, happened, each) for each, _ in happened.entries]
    cursor = str(happened.entries[-1][1]) if happened.entries else after
    return Timeline(entries=shown_entries, cursor=cursor, has_more=happened.has_more)


def entries_after(session: Session, services: Container, conversation_id: str, cursor: str) -> list[tuple[str, Entry]]:
    """For streams: each entry with the cursor behind it, oldest first. Raises 422 for a bad cursor."""
    happened = entries.after(session, conversation_id, Cursor.read(cursor))
    return [(str(behind), _entry(services, happened, each)) for each, behind in happened.entries]


def message_entry(services: Container, message: Message, names: dict[int, str]) -> MessageEntry:
    """A message that nobody can have said anything about yet."""
    return _message(services, message, names, None)


def note_entry(note: Note, names: dict[int, str]) -> NoteEntry:
    return NoteEntry(
        id=note.id,
        at=note.created_at,
        staff_name=names[note.staff_id],
        parts=shown(note.text, Place(source=Source.NOTE, id=str(note.id))),
    )


def _entry(services: Container, happened: Happened, entry: Message | Note | Step) -> Entry:
    match entry:
        case Message(id=message_id):
            return _message(services, entry, happened.names, happened.feedback.get(message_id))
        case Note():
            return note_entry(entry, happened.names)
        case Step(event=event, reason=reason):
            return EventEntry(id=event.id, at=event.at, text=event_words.told(event, reason, happened.names))
    raise TypeError(entry)


def _message(
    services: Container, message: Message, names: dict[int, str], feedback: AnswerFeedback | None
) -> MessageEntry:
    topic = message.topic
    return MessageEntry(
        id=message.id,
        at=message.created_at,
        author=Author(message.author),
        staff_name=None if message.staff_id is None else names[message.staff_id],
        parts=shown(message.text, Place(source=Source.MESSAGE, id=message.id)),
        topic=topic,
        topic_title=services.topics.title(topic) if topic is not None and topic in services.topics else None,
        confidence=message.confidence,
        choices=[str(choice["title"]) for choice in message.choices],
        card_type=None if message.card is None else str(message.card.get("type")),
        receipt=message.receipt,
        rejected=message.rejected_at is not None,
        feedback=None if feedback is None else _feedback(feedback),
    )


def _feedback(given: AnswerFeedback) -> EntryFeedback:
    return EntryFeedback(
        helpful=given.is_helpful,
        reason_label=None if given.shortcoming is None else Shortcoming(given.shortcoming).label,
        comment=masked(given.comment),
    )
