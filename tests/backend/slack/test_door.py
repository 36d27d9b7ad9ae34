"""What gets in: only what Slack has signed just now, and each only once."""

import json

import pytest
from fastapi.testclient import TestClient

from backend.core.clock import FixedClock
from tests.backend.slack.peer import SlackPeer

_CHALLENGE = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()


def test_slack_can_verify_the_address(client: TestClient, peer: SlackPeer) -> None:
    answer = client.post("/slack/events", content=_CHALLENGE, headers=peer.signed(_CHALLENGE))
    assert (answer.status_code, answer.json()) == (200, {"challenge": "abc"})


@pytest.mark.parametrize("late", [-301, 301])
def test_an_old_signature_is_refused(client: TestClient, peer: SlackPeer, clock: FixedClock, late: int) -> None:
    at = int(clock.now().timestamp()) + late
    assert client.post("/slack/events", content=_CHALLENGE, headers=peer.signed(_CHALLENGE, at)).status_code == 401


def test_a_forged_one_is_refused(client: TestClient, peer: SlackPeer) -> None:
    headers = peer.signed(_CHALLENGE)
    assert client.post("/slack/events", content=_CHALLENGE + b" ", headers=headers).status_code == 401
    for name, wrong in (
        ("X-Slack-Signature", "v0=" + "0" * 64),
        ("X-Slack-Request-Timestamp", "soon"),
        ("X-Slack-Signature", ""),
    ):
        assert client.post("/slack/events", content=_CHALLENGE, headers=headers | {name: wrong}).status_code == 401
    assert client.post("/slack/events", content=_CHALLENGE).status_code == 401
