"""Agents for tests of handoffs, who act through the services, without a browser."""

import time
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select, update

from backend.container import Container
from backend.conversations.models import Conversation, Message
from backend.demo.staff import COLLEAGUES
from backend.handoff.models import Handoff, HandoffEvent
from backend.staff import presence
from backend.staff import service as staff
from backend.staff.models import StaffMember
from tests.backend.conftest import Visitor


class Agent:
    """One of the demo's staff. Each act is a unit of work of its own."""

    def __init__(self, container: Container, place: int = 0) -> None:
        self.container = container
        with container.database.reading() as session:
            found = staff.find(session, COLLEAGUES[place].login_id)
            assert found is not None
            self.id, self.display_name = found.id, found.display_name

    def comes(self) -> "Agent":
        """Their console is open now, and they are available."""
        with self.container.database.unit_of_work() as session:
            session.execute(update(StaffMember).where(StaffMember.id == self.id).values(is_available=True))
            presence.note_seen(session, self.id, self.container.clock.now())
        return self

    def goes(self) -> None:
        with self.container.database.unit_of_work() as session:
            session.execute(update(StaffMember).where(StaffMember.id == self.id).values(seen_at=None))

    def _does(self, act: Callable[..., Any], *parts: Any) -> Any:
        with self.container.database.unit_of_work() as session:
            return act(session, *parts)

    def claims(self, conversation_id: str) -> None:
        self._does(self.container.handoffs.claim, conversation_id, self.id)

    def steps_in(self, conversation_id: str) -> None:
        self._does(self.container.handoffs.step_in, conversation_id, self.id)

    def assigns(self, conversation_id: str, to: "Agent") -> None:
        self._does(self.container.handoffs.assign, conversation_id, self.id, to.id)

    def transfers(self, conversation_id: str, to: "Agent") -> None:
        self._does(self.container.handoffs.transfer, conversation_id, self.id, to.id)

    def releases(self, conversation_id: str) -> None:
        self._does(self.container.handoffs.release, conversation_id, self.id)

    def hands_back(self, conversation_id: str) -> None:
        self._does(self.container.handoffs.hand_back, conversation_id, self.id)

    def ends(self, conversation_id: str) -> None:
        self._does(self.container.handoffs.end, conversation_id, self.id)

    def says(self, conversation_id: str, text: str, client_message_id: str | None = None) -> Message:
        said: Message = self._does(self.container.handoffs.say, conversation_id, self.id, text, client_message_id)
        return said


class Door2:
    """What the bot's action asks for."""

    def __init__(self, container: Container, internal: TestClient) -> None:
        self._container = container
        self._internal = internal

    def asks(self, visitor: Visitor, **body: Any) -> dict[str, Any]:
        reference = conversation(self._container, visitor.id).bot_reference
        answer = self._internal.post(f"/internal/conversations/{reference}/handoff", json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found


def state(visitor: Visitor) -> dict[str, Any]:
    """What the member's page is told about a person."""
    found: dict[str, Any] = visitor.get("/messages").json()["handoff"]
    return found


def conversation(container: Container, conversation_id: str) -> Conversation:
    with container.database.reading() as session:
        return session.get_one(Conversation, conversation_id)


def messages(container: Container, conversation_id: str) -> list[Message]:
    with container.database.reading() as session:
        query = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.serial)
        return list(session.scalars(query))


def handoffs(container: Container, conversation_id: str) -> list[Handoff]:
    with container.database.reading() as session:
        query = select(Handoff).where(Handoff.conversation_id == conversation_id).order_by(Handoff.id)
        return list(session.scalars(query))


def steps(container: Container, conversation_id: str) -> list[str]:
    with container.database.reading() as session:
        query = select(HandoffEvent.step).where(HandoffEvent.conversation_id == conversation_id)
        return list(session.scalars(query.order_by(HandoffEvent.id)))


def ask_for_person(container: Container, conversation_id: str) -> None:
    """As the bot's action does."""
    with container.database.unit_of_work() as session:
        container.handoffs.ask(session, session.get_one(Conversation, conversation_id))


def until(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether it comes to hold within this time, what another thread does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
    return False
