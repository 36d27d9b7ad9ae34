"""Socket Mode: what comes by a connection from here does the same, and Slack may be gone at any time."""

import asyncio
import gc
import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from backend.container import Container
from backend.core.settings import Settings
from backend.slack import app as slack
from backend.slack import socket_mode
from backend.slack.door import SlackDoor
from backend.slack.socket_mode import SocketMode
from tests.backend.slack.peer import DESK, SlackPeer, Staff


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("_TRIES_EVERY", 0.5), ("_LOOKS_EVERY", 0.05), ("_RENEWED_WITHIN", 0.3)):
        monkeypatch.setattr(socket_mode, name, seconds)


@pytest.fixture
def slack_settings(peer: SlackPeer) -> dict[str, Any]:
    peer.over_socket = True
    return {"slack_signing_secret": None, "slack_app_token": SecretStr(peer.app_token)}


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == socket_mode.__name__]


def is_open(peer: SlackPeer) -> bool:
    return bool(peer.sockets.open)


def test_what_comes_by_the_socket_is_done(client: TestClient, peer: SlackPeer, stranger: Staff) -> None:
    """A mention, a direct message, a command and a press; an unlinked user shows best that all gates stand."""
    stranger.mentions(DESK, "使い方")
    peer.wait_for(lambda: peer.ephemerals(stranger.user))
    stranger.tells("使い方")
    [told] = peer.wait_for(lambda: [each for each in peer.direct(stranger.user) if each.is_from_app])
    before = len(peer.ephemerals(stranger.user))
    stranger.commands("/madoguchi", "help")
    peer.wait_for(lambda: len(peer.ephemerals(stranger.user)) > before)
    assert stranger.presses(told, "link").status_code == 200
    assert [delivery.status for delivery in peer.deliveries] == [200] * len(peer.deliveries)
    assert client.get("/api/live").status_code == 200


def test_three_times_the_same_is_done_once(client: TestClient, peer: SlackPeer, stranger: Staff) -> None:
    stranger.tells("こんにちは", times=3)
    peer.wait_for(lambda: [each for each in peer.direct(stranger.user) if each.is_from_app])
    stranger.tells("もう一度")
    peer.wait_for(lambda: len([each for each in peer.direct(stranger.user) if each.is_from_app]) > 1)
    assert len([each for each in peer.direct(stranger.user) if each.is_from_app]) == 2
    assert client.get("/api/live").status_code == 200


def test_there_is_no_other_way_in(client: TestClient, peer: SlackPeer) -> None:
    body = b'{"type": "url_verification", "challenge": "abc"}'
    assert client.post("/slack/events", content=body, headers=peer.signed(body)).status_code == 404


def test_it_comes_back_when_slack_renews_the_connection(
    client: TestClient, peer: SlackPeer, stranger: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    peer.wait_for(lambda: is_open(peer))
    opened = peer.count("apps.connections.open")
    peer.sockets.drop()
    peer.wait_for(lambda: is_open(peer) and peer.count("apps.connections.open") > opened)
    stranger.tells("こんにちは")
    peer.wait_for(lambda: [each for each in peer.direct(stranger.user) if each.is_from_app])
    assert lines(caplog) == []
    assert client.get("/api/live").status_code == 200


def _modes(settings: Settings, container: Container) -> SocketMode:
    door = SlackDoor.of(container)
    assert door is not None
    return SocketMode(slack.build(door), settings)


async def _until(condition: Any) -> None:
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.02)


def test_slack_is_down_at_the_start_and_comes_up(
    settings: Settings, container: Container, peer: SlackPeer, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        mode = _modes(settings, container)
        await mode.start()
        tries = "apps.connections.open"
        await _until(lambda: len([call for call in peer.calls if call.method == tries]) >= 3)
        assert len(lines(caplog)) == 1, "one line, not one a try"
        peer.up()
        await _until(lambda: is_open(peer))
        await _until(lambda: len(lines(caplog)) == 2)
        await mode.stop()

    peer.down()
    asyncio.run(scenario())
    assert lines(caplog) == ["no connection to Slack (503): tried again until there is one", "connected to Slack again"]
    assert not any(record.exc_info for record in caplog.records)


def test_a_wrong_token_is_named(
    settings: Settings, container: Container, peer: SlackPeer, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        mode = _modes(settings.model_copy(update={"slack_app_token": SecretStr("xapp-wrong")}), container)
        await mode.start()
        await _until(lambda: lines(caplog))
        await mode.stop()

    asyncio.run(scenario())
    assert lines(caplog) == ["no connection to Slack (invalid_auth): tried again until there is one"]
    assert "xapp-wrong" not in caplog.text


@pytest.mark.parametrize("is_down", [False, True])
def test_stopping_leaves_nothing_behind(
    settings: Settings, container: Container, peer: SlackPeer, caplog: pytest.LogCaptureFixture, is_down: bool
) -> None:
    async def scenario() -> set[Any]:
        before = asyncio.all_tasks()
        mode = _modes(settings, container)
        await mode.start()
        if is_down:
            await _until(lambda: peer.calls)
        else:
            await _until(lambda: is_open(peer))
        await mode.stop()
        return asyncio.all_tasks() - before

    if is_down:
        peer.down()
    assert asyncio.run(scenario()) == set()
    gc.collect()
    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    peer.wait_for(lambda: not is_open(peer))


def test_without_an_app_token_there_is_no_connection(settings: Settings, container: Container, peer: SlackPeer) -> None:
    async def scenario() -> None:
        mode = _modes(settings.model_copy(update={"slack_app_token": None}), container)
        await mode.start()
        await mode.stop()

    asyncio.run(scenario())
    assert peer.calls == []
