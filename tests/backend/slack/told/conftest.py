"""The workers' rounds are made by hand here (tests/backend/slack/telling.py)."""

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from tests.backend.handing_over import Agent
from tests.backend.slack.peer import SlackPeer
from tests.backend.slack.telling import Telling


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.app.slack_workers", lambda _door: ())


@pytest.fixture
def telling(client: TestClient, container: Container, peer: SlackPeer, clock: FixedClock) -> Telling:
    return Telling(client, container, peer, clock)


@pytest.fixture
def agent(container: Container) -> Agent:
    """Kimura, at the desk."""
    return Agent(container).comes()
