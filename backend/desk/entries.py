"""What happened in a conversation, for staff: messages, notes and steps of handoffs in the order of time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.models import Message
from backend.core.problems import Problem
from backend.desk import notes
from backend.desk.models import Note
from backend.feedback.models import AnswerFeedback
from backend.handoff.models import Handoff, HandoffEvent
from backend.staff.models import StaffMember

MOST_AT_ONCE: Final = 500
_LARGEST = 2**31
_CURSOR = re.compile(r"(\d{1,10})\.(\d{1,10})\.(\d{1,10})")


@dataclass(frozen=True)
class Cursor:
    """How far somebody has read: the last message's serial, the last note and the last step of a handoff."""

    message: int = 0
    note: int = 0
    event: int = 0

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises 422 for what is none."""
        found = _CURSOR.fullmatch(text)
        if found is None or any(int(each) >= _LARGEST for each in found.groups()):
            raise Problem(422, "invalid", "続きの位置の指定に誤りがあります。", fields=["query.after"])
        return cls(*map(int, found.groups()))

    def __str__(self) -> str:
        return f"{self.message}.{self.note}.{self.event}"

    def past(self, entry: "Happening") -> "Cursor":
        match entry:
            case Message(serial=serial):
                return Cursor(serial, self.note, self.event)
            case Note(id=note_id):
                return Cursor(self.message, note_id, self.event)
            case Step(event=event):
                return Cursor(self.message, self.note, event.id)
        raise TypeError(entry)


@dataclass(frozen=True)
class Step:
    """A step of a handoff, with what the handoff was for."""

    event: HandoffEvent
    reason: str


Happening = Message | Note | Step


@dataclass(frozen=True)
class Happened:
    """Entries with the cursor behind each, and what is to be known of them: thumbs by message, staff's names by id."""

    entries: list[tuple[Happening, Cursor]]
    feedback: dict[str, AnswerFeedback]
    names: dict[int, str]
    has_more: bool


def after(session: Session, conversation_id: str, cursor: Cursor) -> Happened:
    """What came after it, oldest first; if that is very much, the first part of it."""
    kept: tuple[Iterable[Happening], ...] = (
        _messages(session, conversation_id, cursor),
        _steps(session, conversation_id, cursor),
        notes.after(session, conversation_id, cursor.note),
    )
    found = list(islice(merge(*kept, key=_moment), MOST_AT_ONCE + 1))
    entries: list[tuple[Happening, Cursor]] = []
    for entry in found[:MOST_AT_ONCE]:
        cursor = cursor.past(entry)
        entries.append((entry, cursor))
    shown = [entry for entry, _ in entries]
    return Happened(entries, _feedback(session, shown), _names(session, shown), len(found) > MOST_AT_ONCE)


def _moment(entry: Happening) -> datetime:
    match entry:
        case Step(event=event):
            return event.at
        case Message(created_at=at) | Note(created_at=at):
            return at
    raise TypeError(entry)


def _messages(session: Session, conversation_id: str, cursor: Cursor) -> list[Message]:
    statement = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.serial > cursor.message)
        .order_by(Message.serial)
        .limit(MOST_AT_ONCE + 1)
    )
    return list(session.scalars(statement))


def _steps(session: Session, conversation_id: str, cursor: Cursor) -> list[Step]:
    statement = (
        select(HandoffEvent, Handoff.reason)
        .join(Handoff, Handoff.id == HandoffEvent.handoff_id)
        .where(HandoffEvent.conversation_id == conversation_id, HandoffEvent.id > cursor.event)
        .order_by(HandoffEvent.id)
    )
    return [Step(event, reason) for event, reason in session.execute(statement)]


def _feedback(session: Session, entries: Iterable[Happening]) -> dict[str, AnswerFeedback]:
    ids = [entry.id for entry in entries if isinstance(entry, Message)]
    rows = session.scalars(select(AnswerFeedback).where(AnswerFeedback.message_id.in_(ids))) if ids else ()
    return {row.message_id: row for row in rows}


def _names(session: Session, entries: Iterable[Happening]) -> dict[int, str]:
    ids: set[int | None] = set()
    for entry in entries:
        ids |= {entry.event.staff_id, entry.event.to_staff_id} if isinstance(entry, Step) else {entry.staff_id}
    if not ids - {None}:
        return {}
    rows = session.execute(select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(ids - {None})))
    return dict(rows.all())
