"""What the desk was told that something changed, and how that stands now, as consoles get it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.console import ticket_schemas
from backend.console.counts import counts
from backend.console.summaries import summaries
from backend.container import Container
from backend.conversations.channels import STAFF
from backend.conversations.models import Conversation, Owner
from backend.core.fan_out import Event

Json = dict[str, Any]


@dataclass(frozen=True)
class Pokes:
    """Each thing once. `moments` (typing, presence) are told on as they are, the last of each kind about each."""

    conversations: list[str]
    waiting: set[str]
    given: set[str]
    tickets: list[str]
    moments: list[Event]
    is_of_staff: bool = False

    @classmethod
    def of(cls, events: list[Event]) -> "Pokes":
        moments = [event for event in events if event.kind in {"typing", "presence"}]
        return cls(
            conversations=_named("conversation_id", events, {"conversation", "handoff", "given"}),
            waiting=set(_named("conversation_id", events, {"handoff"})),
            given=set(_named("conversation_id", events, {"given"})),
            tickets=_named("number", events, {"ticket"}),
            moments=list({(event.kind, event.data["conversation_id"]): event for event in moments}.values()),
            is_of_staff=any(event.kind == STAFF for event in events),
        )

    @property
    def change_counts(self) -> bool:
        return bool(self.conversations or self.tickets or self.is_of_staff)


def _named(what: str, events: list[Event], kinds: set[str]) -> list[str]:
    return list(dict.fromkeys(event.data[what] for event in events if event.kind in kinds))


@dataclass(frozen=True)
class News:
    """For everybody; the numbers beside the lists by whose they are."""

    events: list[Event]
    counts: dict[int, Json]


def read(services: Container, pokes: Pokes, staff: Collection[int]) -> News:
    """How it stands now; the numbers for these people."""
    with services.database.reading() as session:
        events = [
            *_of_conversations(session, services, pokes),
            *_of_tickets(session, services, pokes.tickets),
            *pokes.moments,
        ]
        return News(events, {each: counts(session, services, each).model_dump(mode="json") for each in staff})


def _of_conversations(session: Session, services: Container, pokes: Pokes) -> list[Event]:
    changed = session.scalars(select(Conversation).where(Conversation.id.in_(pokes.conversations))).all()
    events = []
    for summary in summaries(session, services, changed):
        told = summary.model_dump(mode="json")
        events.append(Event("conversation", told))
        # Somebody may have been quicker than the alert.
        if summary.id in pokes.waiting and summary.owner is Owner.QUEUE:
            events.append(Event("handoff", told))
        if summary.id in pokes.given and summary.owner is Owner.AGENT:
            events.append(Event("given", told))
    return events


def _of_tickets(session: Session, services: Container, numbers: list[str]) -> list[Event]:
    changed = [services.tickets.find(session, number) for number in numbers]
    return [
        Event("ticket", summary.model_dump(mode="json"))
        for summary in ticket_schemas.summaries(session, changed, services.clock.now())
    ]
