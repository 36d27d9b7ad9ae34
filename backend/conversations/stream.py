"""`GET /api/conversations/{id}/events`: server-sent events, resumable."""

import json
from collections.abc import AsyncIterator
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Header
from sse_starlette import EventSourceResponse, ServerSentEvent

from backend.container import Container, Services
from backend.conversations.access import OwnConversation
from backend.conversations.events import Event
from backend.conversations.schemas import MessageOut
from backend.core.openapi import PLAIN_TEXT, Responses, problems

router = APIRouter(prefix="/api/conversations", tags=["conversations"])


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


def _resumed(
    conversation_id: OwnConversation,
    services: Services,
    last_event_id: Annotated[str | None, Header(max_length=64, pattern=PLAIN_TEXT)] = None,
) -> str | None:
    """The message to go on from. An unknown one is refused here: once the stream has begun, no error can be told."""
    if last_event_id is not None:
        with services.database.reading() as session:
            services.conversations.serial_of(session, conversation_id, last_event_id)
    return last_event_id


@router.get("/{conversation_id}/events", response_class=EventSourceResponse, responses=_STREAM | problems(404))
async def stream(
    conversation_id: OwnConversation, services: Services, last_event_id: Annotated[str | None, Depends(_resumed)]
) -> EventSourceResponse:
    """What happens in the conversation from now on, or from after the message `Last-Event-ID` on."""
    return EventSourceResponse(_happenings(services, conversation_id, last_event_id), ping=15)


async def _happenings(
    services: Container, conversation_id: str, last_event_id: str | None
) -> AsyncIterator[ServerSentEvent]:
    with services.events.subscription(conversation_id) as queue:
        # Subscribed first, read second: what comes in between is in both, and sent once.
        told: set[str] = set()
        if last_event_id is not None:
            for missed in await to_thread.run_sync(_missed, services, conversation_id, last_event_id):
                told.add(missed.id)
                yield _sent(Event("message", missed.model_dump(mode="json"), missed.id))
        while (event := await queue.get()) is not None:
            if event.id not in told:
                yield _sent(event)


def _missed(services: Container, conversation_id: str, last_event_id: str) -> list[MessageOut]:
    with services.database.reading() as session:
        return [
            MessageOut.of(message) for message in services.conversations.after(session, conversation_id, last_event_id)
        ]


def _sent(event: Event) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(event.data, ensure_ascii=False), event=event.kind, id=event.id)
