"""The fake Slack with no product behind it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from backend.core.clock import FixedClock
from tests.backend.slack.peer import SlackPeer, Staff, serving
from tests.backend.slack.peer_itself.shapes import KIMURA, FakeApp


@pytest.fixture
def peer(clock: FixedClock) -> Iterator[SlackPeer]:
    with serving(SlackPeer(clock)) as peer:
        yield peer


@pytest.fixture(scope="module")
def served() -> Iterator[SlackPeer]:
    """One server for a module's tables, which leave nothing that others look at."""
    with serving(SlackPeer()) as peer:
        yield peer


@pytest.fixture
def web(peer: SlackPeer) -> WebClient:
    """The app's client."""
    return WebClient(peer.bot_token, base_url=peer.api_url)


@pytest.fixture
def app() -> FakeApp:
    return FakeApp()


@pytest.fixture
def kimura(peer: SlackPeer, app: FakeApp) -> Staff:
    return peer.staff(KIMURA, app)
