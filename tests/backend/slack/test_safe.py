"""What somebody else sends, sends late or sends again is not done."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backend.container import Container
from backend.conversations.models import Conversation
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from backend.slack.models import SlackRequest
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.slack.ways_in import pressed, ways
from tests.backend.staff_signing_in import person


@pytest.fixture
def slack_settings() -> dict[str, Any]:
    return {"slack_presence": False}


@pytest.fixture
def waiting(visitor: Visitor, container: Container) -> Visitor:
    """A conversation that waits for a person."""
    Agent(container, 2).comes()
    visitor.says("質問")
    ask_for_person(container, visitor.id)
    return visitor


def owner(container: Container, visitor: Visitor) -> str:
    with container.database.reading() as session:
        return str(session.get_one(Conversation, visitor.id).owner)


@pytest.fixture
def claim(peer: SlackPeer, kimura: Staff, waiting: Visitor) -> bytes:
    """The body of Kimura's press."""
    payload = pressed(peer, kimura, buttons.HANDOFF_CLAIM, waiting.id)
    return urlencode({"payload": json.dumps(payload)}).encode()


def send(client: TestClient, body: bytes, headers: dict[str, str]) -> int:
    status: int = client.post("/slack/events", content=body, headers=headers).status_code
    return status


def test_a_forged_press_claims_nothing(
    client: TestClient, container: Container, peer: SlackPeer, waiting: Visitor, claim: bytes
) -> None:
    good = peer.signed(claim)
    other = peer.signed(claim.replace(b"U0KIMURA", b"U0NAKANO"))
    for headers in (
        good | {"X-Slack-Signature": other["X-Slack-Signature"]},
        good | {"X-Slack-Signature": "v0=" + "0" * 64},
        good | {"X-Slack-Request-Timestamp": str(int(good["X-Slack-Request-Timestamp"]) + 1)},
        {name: value for name, value in good.items() if name != "X-Slack-Signature"},
    ):
        assert send(client, claim, headers) == 401
    assert owner(container, waiting) == "queue"
    assert send(client, claim, good) == 200
    peer.wait_for(lambda: owner(container, waiting) == "agent")


def test_a_press_that_comes_late_claims_nothing(
    client: TestClient, container: Container, peer: SlackPeer, clock: FixedClock, waiting: Visitor, claim: bytes
) -> None:
    headers = peer.signed(claim)
    clock.advance(timedelta(minutes=5, seconds=1))
    assert send(client, claim, headers) == 401
    assert owner(container, waiting) == "queue"


def test_the_very_same_request_again_claims_nothing_again(
    client: TestClient, container: Container, peer: SlackPeer, waiting: Visitor, claim: bytes
) -> None:
    headers = peer.signed(claim)
    assert send(client, claim, headers) == 200
    peer.wait_for(lambda: owner(container, waiting) == "agent")
    with container.database.unit_of_work() as session:
        container.handoffs.release(session, waiting.id, person(container).id)

    assert send(client, claim, headers) == 200
    assert send(client, claim, peer.signed(claim, retry=1)) == 200
    told = len(peer.ephemerals("U0KIMURA"))
    assert (owner(container, waiting), told) == ("queue", 1)


def test_everything_that_comes_three_times_is_done_once(
    container: Container, peer: SlackPeer, waiting: Visitor, stranger: Staff
) -> None:
    """Whoever is not known is told once for each thing they do."""
    tried = list(ways(peer, stranger, waiting.id, "TKT-000001"))
    for way in tried:
        assert way.send(stranger, times=3).status_code == 200

    def told() -> int:
        direct = [message for message in peer.direct(stranger.user) if message.is_from_app]
        return len(peer.ephemerals(stranger.user)) + len(direct)

    peer.wait_for(lambda: told() >= len(tried))
    assert told() == len(tried)
    with container.database.reading() as session:
        assert session.scalar(select(func.count(SlackRequest.key))) == len(tried)


def test_slack_is_answered_within_its_three_seconds_though_it_is_slow_itself(
    client: TestClient, peer: SlackPeer, stranger: Staff, waiting: Visitor
) -> None:
    """Nothing of an answer waits for a call of Slack's API: all of them hang here until it is through."""
    with peer.lock:  # whatever is called waits for it
        sent = [way.send(stranger) for way in ways(peer, stranger, waiting.id, "TKT-000001")]
        assert {answer.status_code for answer in sent} == {200}
    assert max(delivery.seconds for delivery in peer.deliveries) < 3
    peer.wait_for(lambda: peer.ephemerals(stranger.user))
