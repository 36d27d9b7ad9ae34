"""`GET /console/api/events`: what happens at the desk, and in the conversation that is looked at."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import monotonic
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Query
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse, ServerSentEvent

from backend.console.access import SignedInStaff, Staff
from backend.console.counts import counts
from backend.console.feed import DeskFeed, Feed
from backend.console.timeline import entries_after
from backend.container import Container, Services
from backend.conversations.channels import CHANGED, SIGNED_OUT, STAFF, at_desk
from backend.conversations.models import Message
from backend.conversations.stream import TooManyStreams
from backend.core.fan_out import Event
from backend.core.openapi import PLAIN_TEXT, Responses, problems
from backend.desk.entries import Cursor
from backend.desk.lookup import conversation
from backend.desk.models import Note
from backend.handoff.models import HandoffEvent
from backend.staff import presence
from backend.staff import service as staff

router = APIRouter(prefix="/console/api", tags=["console: events"])

# Well within `staff_seen_seconds`, after which nobody is thought to be at the desk any more.
SEEN_EVERY_SECONDS = 20.0

_KINDS = ["hello", "counts", "conversation", "handoff", "given", "ticket", "entry", "typing", "presence"]
_STREAM: Responses = {
    200: {
        "description": (
            "`hello` first, then `counts` (DeskCounts, also when the desk opens or shuts); "
            "`conversation` (Summary) when anything about one changed, "
            "`handoff` (Summary) when one begins to wait for a person, `given` (Summary) when a colleague has "
            "passed it on to its agent, `ticket` (TicketSummary); `entry` (an entry of the timeline) of "
            "`conversation`, with the cursor behind it for an id; `typing` and `presence` of members. "
            "Each with JSON in `data`. What is told within a tenth of a second is told together, as it stands then."
        ),
        "content": {
            "text/event-stream": {
                "itemSchema": {
                    "type": "object",
                    "properties": {
                        "event": {"enum": _KINDS},
                        "data": {"type": "string", "contentMediaType": "application/json"},
                        "id": {"type": "string"},
                    },
                    "required": ["event", "data"],
                }
            }
        },
    }
}


@dataclass
class _Watched:
    """The conversation that is looked at, and how far it has been told."""

    id: str
    cursor: str


def _watched(
    me: Staff,
    services: Services,
    conversation_id: Annotated[
        str | None, Query(alias="conversation", max_length=36, pattern=PLAIN_TEXT, description="The one looked at")
    ] = None,
    last_event_id: Annotated[str | None, Header(max_length=40, pattern=r"^\d{1,10}\.\d{1,10}\.\d{1,10}$")] = None,
) -> _Watched | None:
    """Errors are told here: once the stream has begun, none can be."""
    if conversation_id is None:
        return None
    services.desk_log.reading(me.acting, conversation_id)
    with services.database.reading() as session:
        conversation(session, conversation_id)
        cursor = _end(session, conversation_id) if last_event_id is None else Cursor.read(last_event_id)
    return _Watched(conversation_id, str(cursor))


def _end(session: Session, conversation_id: str) -> Cursor:
    """Behind everything that there is in the conversation."""
    newest = (
        session.scalar(select(func.max(column)).where(of == conversation_id))
        for column, of in (
            (Message.serial, Message.conversation_id),
            (Note.id, Note.conversation_id),
            (HandoffEvent.id, HandoffEvent.conversation_id),
        )
    )
    return Cursor(*(last or 0 for last in newest))


@router.get("/events", response_class=EventSourceResponse, responses=_STREAM | problems(404, 429))
async def events(
    me: Staff, services: Services, feed: Feed, watched: Annotated[_Watched | None, Depends(_watched)]
) -> EventSourceResponse:
    """What happens at the desk from now on; of `conversation` from after the cursor `Last-Event-ID` on.

    While it is open, whoever is signed in is at the desk. It ends when they are signed out.
    429 `too_many_streams` where their session has so many open already.
    """
    if feed.streams_of(me) >= services.settings.streams_per_staff_session:
        raise TooManyStreams
    return EventSourceResponse(_happenings(services, feed, me, watched), ping=15)


async def _happenings(
    services: Container, feed: DeskFeed, me: SignedInStaff, watched: _Watched | None
) -> AsyncIterator[ServerSentEvent]:
    channels = [STAFF, at_desk(watched.id)] if watched else [STAFF]
    with services.fan_out.subscription(*channels) as reader, feed.told_to(reader, me):
        # Subscribed first, read second: nothing is missed in between.
        seen_at = monotonic()
        if not await to_thread.run_sync(_note_seen, services, me):
            return
        yield _sent(Event("hello", {}))
        yield _sent(Event("counts", await to_thread.run_sync(_counts, services, me)))
        is_poked = True
        while True:
            if watched and is_poked:
                for entry in await to_thread.run_sync(_entries, services, watched):
                    yield _sent(entry)
            told = await reader.within(seen_at + SEEN_EVERY_SECONDS - monotonic())
            if told is None:
                return
            kinds = {event.kind for event in told}
            if SIGNED_OUT in kinds or monotonic() - seen_at >= SEEN_EVERY_SECONDS:
                seen_at = monotonic()
                if not await to_thread.run_sync(_note_seen, services, me):
                    return
            is_poked = CHANGED in kinds
            for event in told:
                if event.kind not in {CHANGED, SIGNED_OUT}:
                    yield _sent(event)


def _note_seen(services: Container, me: SignedInStaff) -> bool:
    """That they are at the desk, if they are still signed in. An open stream alone keeps no session from ending."""
    with services.database.reading() as session:
        living = {each.id for each in services.staff_sessions.living_of(session, me.staff_id)}
        if me.session_id not in living or staff.get(session, me.staff_id).disabled_at is not None:
            return False
    with services.database.unit_of_work() as session:
        presence.note_seen(session, me.staff_id, services.clock.now())
    return True


def _counts(services: Container, me: SignedInStaff) -> dict[str, int]:
    with services.database.reading() as session:
        return counts(session, services, me.staff_id).model_dump(mode="json")


def _entries(services: Container, watched: _Watched) -> list[Event]:
    """All that there is after the cursor, which moves on behind them."""
    told: list[Event] = []
    with services.database.reading() as session:
        while entries := entries_after(session, services, watched.id, watched.cursor):
            told += [Event("entry", entry.model_dump(mode="json"), cursor) for cursor, entry in entries]
            watched.cursor = entries[-1][0]
    return told


def _sent(event: Event) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(event.data, ensure_ascii=False), event=event.kind, id=event.id)
