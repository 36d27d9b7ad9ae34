"""Chat after chat opened from one line to call somebody: so many an hour wait in the queue, the others get tickets."""

from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from backend.container import Container
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent, Door2, conversation, handoffs, messages, state

pytestmark = pytest.mark.usefixtures("agent")

LINE = "203.0.113.7"


@pytest.fixture
def agent(container: Container) -> Agent:
    return Agent(container).comes()


@pytest.fixture
def door2(container: Container, internal: TestClient) -> Door2:
    return Door2(container, internal)


def somebody(client: TestClient, address: str = LINE) -> Visitor:
    elsewhere = TestClient(cast(FastAPI, client.app), client=(address, 50000))
    # On the same event loop, where the app's connection to the bot is.
    elsewhere.portal = client.portal
    return Visitor(elsewhere)


def calls_used_up(client: TestClient, container: Container, door2: Door2, address: str = LINE) -> Visitor:
    """The first of as many as may wait."""
    allowed = int(container.settings.calls_per_address.partition("/")[0])
    crowd = [somebody(client, address) for _one in range(allowed)]
    assert [door2.asks(visitor)["state"] for visitor in crowd] == ["queued"] * allowed
    return crowd[0]


def test_who_comes_after_many_from_the_same_line_gets_a_ticket(
    client: TestClient, container: Container, door2: Door2
) -> None:
    first, late = calls_used_up(client, container, door2), somebody(client)

    asked = door2.asks(late)

    assert (asked["state"], asked["needs_address"]) == ("ticket", True)
    assert handoffs(container, late.id) == []
    assert door2.asks(somebody(client, "203.0.113.8"))["state"] == "queued"
    # Who waits keeps their place, however often they ask.
    assert door2.asks(first)["position"] == 1


def test_nobody_is_called_unasked_either(client: TestClient, container: Container, door2: Door2, bot: FakeBot) -> None:
    calls_used_up(client, container, door2)
    late = somebody(client)
    bot.says("わかりません。", topic="conversation/clarify", misses=2)

    assert [said["author"] for said in late.says("???")] == ["bot"]
    assert state(late)["state"] == "none"
    assert messages(container, late.id)[-1].author == "bot"


def test_a_line_of_ipv6_is_its_network(client: TestClient, container: Container, door2: Door2) -> None:
    calls_used_up(client, container, door2, "2001:db8:1:2::1")

    assert door2.asks(somebody(client, "2001:db8:1:2:ffff::9"))["state"] == "ticket"
    assert door2.asks(somebody(client, "2001:db8:1:3::1"))["state"] == "queued"


def test_the_line_itself_is_not_kept(client: TestClient, container: Container) -> None:
    one, another, neighbour = somebody(client), somebody(client), somebody(client, "203.0.113.8")
    lines = [conversation(container, visitor.id).opened_from for visitor in (one, another, neighbour)]

    assert lines[0] == lines[1] != lines[2]
    assert LINE not in str(lines[0])
    # The demo, on this machine, is one person who tries things out.
    assert conversation(container, Visitor(client).id).opened_from is None
