"""`GET /api/conversations/{id}/events`: server-sent events, resumable.

That there are new messages is only a poke: they come from the record, in its order, after the last one that was sent.
So none is lost, doubled or out of order, in whatever order and however often it is told that there are some.
"""

import json
from collections.abc import AsyncIterator
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Header
from sqlalchemy import func, select
from sse_starlette import EventSourceResponse, ServerSentEvent

from backend.container import Container, Services
from backend.conversations import record
from backend.conversations.access import OwnConversation
from backend.conversations.channels import of_conversation
from backend.conversations.models import Message
from backend.conversations.schemas import MessageOut
from backend.conversations.telling import told
from backend.core.fan_out import Event
from backend.core.openapi import PLAIN_TEXT, Responses, problems
from backend.core.problems import Problem

router = APIRouter(prefix="/api/conversations", tags=["conversations"])

_NEW_MESSAGES = Event("message", {})

_STREAM: Responses = {
    200: {
        "description": (
            "`message` with a Message and its id, `typing` and `status`, each with JSON in `data` "
            "(WHATWG HTML, 9.2). A comment every 15 seconds keeps the connection open."
        ),
        "content": {
            "text/event-stream": {
                "itemSchema": {
                    "type": "object",
                    "properties": {
                        "event": {"enum": ["message", "typing", "status"]},
                        "data": {"type": "string", "contentMediaType": "application/json"},
                        "id": {"type": "string"},
                    },
                    "required": ["event", "data"],
                }
            }
        },
    }
}


class TooManyStreams(Problem):
    """429; whoever asks tries again later."""

    def __init__(self) -> None:
        super().__init__(
            429,
            "too_many_streams",
            "同時に開ける画面の数を超えています。使っていない画面を閉じてください。",
            headers={"Retry-After": "60"},
        )


def _beginning(
    conversation_id: OwnConversation,
    services: Services,
    last_event_id: Annotated[str | None, Header(max_length=64, pattern=PLAIN_TEXT)] = None,
) -> int:
    """The serial to go on from. An unknown id is refused here: once the stream has begun, no error can be told."""
    with services.database.reading() as session:
        if last_event_id is not None:
            return record.serial_of(session, conversation_id, last_event_id)
        newest = session.scalar(select(func.max(Message.serial)).where(Message.conversation_id == conversation_id))
        return newest or 0


@router.get("/{conversation_id}/events", response_class=EventSourceResponse, responses=_STREAM | problems(404, 429))
async def stream(
    conversation_id: OwnConversation, services: Services, beginning: Annotated[int, Depends(_beginning)]
) -> EventSourceResponse:
    """What happens in the conversation from now on, or from after the message `Last-Event-ID` on.

    429 `too_many_streams` where it is open on so many pages already.
    """
    if services.presence.pages(conversation_id) >= services.settings.pages_per_conversation:
        raise TooManyStreams
    return EventSourceResponse(_happenings(services, conversation_id, beginning), ping=15)


async def _happenings(services: Container, conversation_id: str, serial: int) -> AsyncIterator[ServerSentEvent]:
    services.presence.opened(conversation_id)
    try:
        with services.fan_out.subscription(of_conversation(conversation_id)) as reader:
            await to_thread.run_sync(services.presence.see, conversation_id)
            # Subscribed first, read second: nothing is missed in between.
            events = [_NEW_MESSAGES]
            while events:
                for event in _without_repeated_pokes(events):
                    if event.kind != _NEW_MESSAGES.kind:
                        yield _sent(event)
                        continue
                    for place, message in await to_thread.run_sync(_after, services, conversation_id, serial):
                        yield _sent(Event("message", message.model_dump(mode="json"), message.id))
                        serial = place
                if any("handoff" in event.data for event in events):
                    # A person has it now, perhaps, and wants to know whether the member is still there.
                    await to_thread.run_sync(services.presence.see_again, conversation_id)
                events = await reader.waiting()
    finally:
        services.presence.closed(conversation_id)


def _without_repeated_pokes(events: list[Event]) -> list[Event]:
    """The record is read once for all pokes, at the last one's place."""
    last = max((place for place, event in enumerate(events) if event.kind == _NEW_MESSAGES.kind), default=None)
    return [event for place, event in enumerate(events) if event.kind != _NEW_MESSAGES.kind or place == last]


def _after(services: Container, conversation_id: str, serial: int) -> list[tuple[int, MessageOut]]:
    """The messages that came later, each with its own serial."""
    later = select(Message).where(Message.conversation_id == conversation_id, Message.serial > serial)
    with services.database.reading() as session:
        messages = session.scalars(later.order_by(Message.serial)).all()
        return [(message.serial, out) for message, out in zip(messages, told(session, messages), strict=True)]


def _sent(event: Event) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(event.data, ensure_ascii=False), event=event.kind, id=event.id)
