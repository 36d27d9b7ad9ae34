"""The app that `ops/slack-manifest.yml` makes may what it has to, and no more; what it hears of is listened to."""

import asyncio
import re
from typing import Any

import pytest
import yaml

from backend.container import Container
from backend.core.settings import PROJECT_ROOT
from backend.slack import app as slack
from backend.slack.asks.listeners import COMMAND
from backend.slack.door import SlackDoor
from tests.backend.slack.peer import DESK, SlackPeer, Staff
from tests.backend.slack.ways_in import Way, listeners, said, takes
from tests.backend.slack.web_api import METHODS, SCOPES

# Slack asks for these where an event or a command is subscribed to (docs.slack.dev/reference/events).
_OF_EVENTS = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}
_WHERE = {"message.channels": "channel", "message.groups": "group", "message.im": "im"}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROJECT_ROOT / "ops" / "slack-manifest.yml").read_text(encoding="utf-8"))
    return found


def called() -> set[str]:
    """The methods of the Web API that the code names."""
    files = (PROJECT_ROOT / "backend" / "slack").rglob("*.py")
    return {
        name for file in files for name in re.findall(r'"([a-z]+\.[a-zA-Z.]+)"', file.read_text()) if name in METHODS
    }


def test_it_asks_for_the_scopes_that_are_used_and_no_others(manifest: dict[str, Any]) -> None:
    methods = called()
    assert {"chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "users.getPresence"} <= methods
    of_methods = {SCOPES[name] for name in methods} - {None}
    of_events = {_OF_EVENTS[event] for event in manifest["settings"]["event_subscriptions"]["bot_events"]}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == of_methods | of_events | {"commands"}
    assert "user" not in manifest["oauth_config"]["scopes"]


def test_everything_comes_by_one_address(manifest: dict[str, Any]) -> None:
    settings = manifest["settings"]
    [command] = manifest["features"]["slash_commands"]
    addresses = {
        command["url"],
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
    }
    assert addresses == {"https://madoguchi.example.com/slack/events"}
    assert (command["command"], settings["interactivity"]["is_enabled"]) == (COMMAND, True)
    assert command["should_escape"] is False, "what is typed comes as it is typed"


def test_each_event_has_a_listener(
    manifest: dict[str, Any], container: Container, peer: SlackPeer, stranger: Staff
) -> None:
    door = SlackDoor.of(container)
    assert door is not None
    app = slack.build(door)

    async def is_heard(event: dict[str, Any]) -> bool:
        way = Way("", "events_api", peer.envelope(event))
        return any([await takes(listener, way) for listener in listeners(app)])

    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]
    for name in subscribed:
        event = said(peer, stranger, name.partition(".")[0], DESK, "x")
        event |= {"channel_type": _WHERE[name]} if name in _WHERE else {}
        for more in ({}, {"subtype": "message_changed", "hidden": True}, {"bot_id": "B0OTHER"}):
            assert asyncio.run(is_heard(event | more)), (name, more)


def test_with_these_scopes_it_works(manifest: dict[str, Any], peer: SlackPeer, stranger: Staff) -> None:
    """The fake Slack refuses what a scope is missing for."""
    peer.scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    stranger.tells("こんにちは")
    stranger.commands(COMMAND, "help")
    peer.wait_for(lambda: peer.ephemerals(stranger.user) and len(peer.direct(stranger.user)) > 1)
    assert "missing_scope" not in {call.error for call in peer.calls}
