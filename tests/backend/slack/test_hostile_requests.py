"""What anybody can send to Slack's door; and a Slack that takes calls and answers none."""

import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.slack import client as slack_client
from backend.slack.client import SlackClient, TemporarySlackError
from tests.backend.slack.peer import DESK, SlackPeer


@pytest.fixture
def slack_settings() -> dict[str, Any]:
    return {"slack_presence": False}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Slack-Signature", "v0=é".encode("latin-1")),
        ("X-Slack-Request-Timestamp", b"9" * 400),
        ("X-Slack-Request-Timestamp", b"9" * 5000),
        ("X-Slack-Request-Timestamp", b"now"),
    ],
)
def test_a_signature_that_can_be_none_is_refused(client: TestClient, peer: SlackPeer, name: str, value: bytes) -> None:
    headers = {key.encode(): given.encode() for key, given in peer.signed(b"x=1").items()} | {name.encode(): value}
    assert client.post("/slack/events", content=b"x=1", headers=list(headers.items())).status_code == 401


@pytest.mark.parametrize("body", [b"payload=", b"payload=%7B", b"{", b'{"a":' * 3_000, b'{"a":[' * 50_000])
def test_what_cannot_be_read_is_refused(client: TestClient, peer: SlackPeer, body: bytes) -> None:
    assert client.post("/slack/events", content=body, headers=peer.signed(body)).status_code in {400, 404}


@pytest.mark.parametrize(("size", "status"), [(900_000, 200), (1_100_000, 413)])
def test_slack_may_send_more_than_others(client: TestClient, peer: SlackPeer, size: int, status: int) -> None:
    body = peer.event_body({"type": "message", "channel": DESK, "channel_type": "channel", "text": "x" * size})
    assert client.post("/slack/events", content=body, headers=peer.signed(body)).status_code == status


def test_calls_that_wait_take_no_more_threads_than_they_may(peer: SlackPeer, monkeypatch: pytest.MonkeyPatch) -> None:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(slack_client, "_AT_ONCE", places)
    monkeypatch.setattr(slack_client, "_TURN_SECONDS", 0)
    client = SlackClient(peer.bot_token, peer.api_url)
    with places, pytest.raises(TemporarySlackError) as refused:
        client.call("auth.test")
    assert refused.value.code == "too_many_at_once"
    peer.down()
    with pytest.raises(TemporarySlackError):
        client.call("auth.test")
    peer.up()
    assert client.call("auth.test")["ok"]  # whatever comes of a call, its place is free again
