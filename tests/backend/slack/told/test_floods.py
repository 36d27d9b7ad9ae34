"""What comes too fast is gathered in one message: five by themselves, the others by their number."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.conversations.models import Conversation
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from backend.tickets.work import By
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.peer import SlackPeer
from tests.backend.slack.sights import SlackMessage
from tests.backend.slack.telling import Telling, actions
from tests.backend.ticket_kit import from_form


def guests_who_wait(telling: Telling, count: int) -> list[Visitor]:
    """At the same moment."""
    guests = [Visitor(telling.client) for _ in range(count)]
    for guest in guests:
        ask_for_person(telling.container, guest.id)
    return guests


def flood_of(telling: Telling) -> SlackMessage:
    [flood] = [root for root in telling.roots() if "ほかに" in root.shown]
    return flood


def apart(telling: Telling) -> list[SlackMessage]:
    return [root for root in telling.roots() if "ほかに" not in root.shown]


class TestThirty:
    @pytest.fixture
    def slack_settings(self) -> dict[str, Any]:
        return {"conversations_per_address": "1000/minute"}

    def test_thirty_at_once_are_six_messages(self, telling: Telling, agent: Agent, peer: SlackPeer) -> None:
        guests = guests_who_wait(telling, 30)
        telling.settle_flood()
        assert len(apart(telling)) == 5
        flood = flood_of(telling)
        assert "担当者を待っている会話が、ほかに25件あります" in flood.shown
        assert actions(flood) == [buttons.OPEN]
        # One of the five is taken up: the next in line comes by itself.
        agent.claims(guests[0].id)
        telling.settle_flood()
        assert guests[5].id in apart(telling)[5].raw
        assert "ほかに24件" in flood.shown
        # One of the gathered is taken up: it has its message, too.
        agent.claims(guests[20].id)
        telling.settle_flood()
        assert "木村さんが対応中です" in apart(telling)[6].shown
        assert "ほかに23件" in flood.shown
        # All that are left are over: none of them needs a message.
        for guest in guests[6:20] + guests[21:]:
            guest.post("/handoff/call-off")
        telling.settle_flood()
        assert "ほかにありません" in flood.shown
        assert len(apart(telling)) == 7
        assert len(peer.calls) < 40


def test_who_comes_later_is_told_by_themselves_again(telling: Telling, agent: Agent) -> None:
    guests = guests_who_wait(telling, 6)
    telling.settle_flood()
    assert "ほかに1件" in flood_of(telling).shown
    for guest in guests[:5]:
        agent.claims(guest.id)
    telling.settle_flood()
    assert len(apart(telling)) == 6
    telling.settle(60)
    guests_who_wait(telling, 1)
    telling.settle_flood()
    assert len(apart(telling)) == 7


def test_five_a_minute_are_no_flood(telling: Telling, agent: Agent) -> None:
    for _ in range(8):
        guests_who_wait(telling, 1)
        telling.settle(13)
    assert len(apart(telling)) == 8


def test_what_gathers_while_slack_is_down_is_a_flood(telling: Telling, agent: Agent, peer: SlackPeer) -> None:
    peer.down()
    for _ in range(9):
        agent.comes()
        guests_who_wait(telling, 1)
        telling.settle(30)
    peer.up()
    telling.settle(60)
    telling.settle_flood()
    assert len(apart(telling)) == 5
    assert "ほかに4件" in flood_of(telling).shown


def test_tickets_and_ratings_flood_by_themselves(
    telling: Telling, agent: Agent, container: Container, client: TestClient, clock: FixedClock
) -> None:
    numbers = [from_form(container, key=f"k{number}", body=f"{number}") for number in range(7)]
    guests = guests_who_wait(telling, 4)
    telling.settle_flood()
    assert len(apart(telling)) == 9
    assert "新しいチケットが、ほかに2件あります" in flood_of(telling).shown
    with container.database.unit_of_work() as session:
        container.tickets.take(session, container.tickets.hold(session, numbers[6]), By(agent.id))
    telling.settle_flood()
    assert any(numbers[6] in root.shown for root in apart(telling))
    assert "ほかに1件" in flood_of(telling).shown
    with container.database.reading() as session:
        assert session.get_one(Conversation, guests[0].id).owner == "queue"
