"""Staff see whether a member is there and writes, while a person has the conversation or is to have it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.conversations.channels import DESK
from backend.conversations.models import Conversation, Owner
from backend.conversations.presence import Presence, is_present
from backend.core.clock import FixedClock
from backend.core.fan_out import Event
from tests.backend.conftest import Visitor
from tests.backend.desk import AGENT, Desk

Published = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def told(container: Container, monkeypatch: pytest.MonkeyPatch) -> Published:
    """What the desk is told of members, without what else it is told."""
    found: Published = []
    publish = container.fan_out.publish

    def record(channel: str, event: Event) -> None:
        if channel == DESK and event.kind in {"presence", "typing"}:
            found.append((event.kind, event.data))
        publish(channel, event)

    monkeypatch.setattr(container.fan_out, "publish", record)
    return found


@pytest.fixture
def presence(container: Container) -> Presence:
    """As a process has it, without the worker that calls it now and then."""
    return Presence(database=container.database, clock=container.clock, fan_out=container.fan_out)


def later(clock: FixedClock, seconds: float) -> None:
    clock.advance(timedelta(seconds=seconds))


@pytest.fixture
def taken(visitor: Visitor, client: TestClient, container: Container) -> str:
    """A conversation that an agent has."""
    desk = Desk(client, container).sign_in(AGENT)
    assert desk.post(f"/conversations/{visitor.id}/step-in").status_code == 200
    return visitor.id


def there(container: Container, conversation_id: str) -> bool:
    with container.database.reading() as session:
        return is_present(session.get_one(Conversation, conversation_id), container.clock.now())


def came(conversation_id: str, *, is_there: bool = True) -> tuple[str, dict[str, Any]]:
    return "presence", {"conversation_id": conversation_id, "is_present": is_there}


def open_page(presence: Presence, conversation_id: str) -> None:
    presence.opened(conversation_id)
    presence.see(conversation_id)


def test_who_opens_the_page_is_there_and_who_leaves_is_gone(
    presence: Presence, container: Container, clock: FixedClock, taken: str, told: Published
) -> None:
    open_page(presence, taken)
    assert there(container, taken)
    presence.closed(taken)
    presence.keep()
    assert told == [came(taken)]
    later(clock, 10)
    presence.keep()
    assert told == [came(taken), came(taken, is_there=False)]
    assert not there(container, taken)


def test_a_page_that_connects_anew_was_never_gone(
    presence: Presence, clock: FixedClock, taken: str, told: Published
) -> None:
    for _ in range(5):
        open_page(presence, taken)
        later(clock, 4)
        presence.keep()
        presence.closed(taken)
        later(clock, 4)
        presence.keep()
    assert told == [came(taken)]


def test_of_two_pages_the_last_one_counts(presence: Presence, clock: FixedClock, taken: str, told: Published) -> None:
    open_page(presence, taken)
    open_page(presence, taken)
    presence.closed(taken)
    later(clock, 20)
    presence.keep()
    assert told == [came(taken)]
    presence.closed(taken)
    later(clock, 20)
    presence.keep()
    assert told[1:] == [came(taken, is_there=False)]


def test_who_stays_is_there_for_hours(
    presence: Presence, container: Container, clock: FixedClock, taken: str, told: Published
) -> None:
    open_page(presence, taken)
    for _ in range(200):
        later(clock, 35)
        presence.keep()
        assert there(container, taken)
    assert told == [came(taken)]


def test_nobody_is_there_for_ever_if_the_process_crashed(
    presence: Presence, container: Container, clock: FixedClock, taken: str
) -> None:
    open_page(presence, taken)
    later(clock, 120)
    assert not there(container, taken)


def test_the_page_may_have_moved_to_another_process(
    presence: Presence, container: Container, clock: FixedClock, taken: str, told: Published
) -> None:
    other = Presence(database=container.database, clock=clock, fan_out=container.fan_out)
    open_page(presence, taken)
    presence.closed(taken)
    later(clock, 1)
    open_page(other, taken)
    later(clock, 20)
    presence.keep()
    assert told == [came(taken)]
    assert there(container, taken)


def test_the_bots_conversations_are_nobodys_business(
    presence: Presence, container: Container, clock: FixedClock, visitor: Visitor, told: Published
) -> None:
    open_page(presence, visitor.id)
    later(clock, 40)
    presence.keep()
    presence.closed(visitor.id)
    later(clock, 40)
    presence.keep()
    assert told == []
    with container.database.reading() as session:
        assert session.get_one(Conversation, visitor.id).member_seen_at is None


def test_an_open_page_is_there_once_a_person_has_the_conversation(
    presence: Presence, container: Container, clock: FixedClock, visitor: Visitor, client: TestClient, told: Published
) -> None:
    open_page(presence, visitor.id)
    Desk(client, container).sign_in(AGENT).post(f"/conversations/{visitor.id}/step-in")
    later(clock, 40)
    presence.keep()
    assert told == [came(visitor.id)]


@pytest.mark.parametrize("owner", list(Owner))
def test_typing_is_told_on_unless_the_bot_has_the_conversation(
    container: Container, visitor: Visitor, told: Published, taken: str, owner: Owner
) -> None:
    with container.database.unit_of_work() as session:
        session.get_one(Conversation, taken).owner = owner
    assert visitor.post("/typing", active=True).status_code == 204
    typing = ("typing", {"conversation_id": taken, "author": "member", "active": True})
    assert told == ([] if owner is Owner.BOT else [typing])


def test_typing_too_often_is_refused(visitor: Visitor) -> None:
    statuses = [visitor.post("/typing", active=True).status_code for _ in range(121)]
    assert statuses == [204] * 120 + [429]


def test_typing_needs_the_token(client: TestClient, visitor: Visitor) -> None:
    answer = client.post(f"/api/conversations/{visitor.id}/typing", json={"active": True})
    assert answer.status_code == 401


def test_news_of_a_handoff_writes_nothing_about_who_is_seen_all_the_time(
    presence: Presence, container: Container, clock: FixedClock, taken: str, told: Published
) -> None:
    def seen_at() -> datetime | None:
        with container.database.reading() as session:
            return session.get_one(Conversation, taken).member_seen_at

    open_page(presence, taken)
    opened = seen_at()
    later(clock, 10)
    presence.see_again(taken)
    assert seen_at() == opened
    later(clock, 25)
    presence.see_again(taken)
    assert seen_at() == clock.now()
    assert told == [came(taken)]
