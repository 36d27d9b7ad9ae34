"""A backend with Slack, and people who sit in it: what they do comes by real signed requests, on the tests' clock."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from slack_sdk import WebClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.staff import service as staff
from tests.backend.slack.peer import DESK, SlackPeer, Staff, serving


@pytest.fixture
def peer(clock: FixedClock) -> Iterator[SlackPeer]:
    """Fails its test if Slack was not answered as it demands."""
    made = SlackPeer(clock, signs_at=lambda: clock.now().timestamp())
    with serving(made):
        yield made
    made.assert_content()


@pytest.fixture
def slack_settings() -> dict[str, Any]:
    """What a module sets beyond the usual."""
    return {}


@pytest.fixture
def settings(settings: Settings, peer: SlackPeer, slack_settings: dict[str, Any]) -> Settings:
    return Settings.model_validate(
        settings.model_dump()
        | {
            "slack_bot_token": SecretStr(peer.bot_token),
            "slack_signing_secret": SecretStr(peer.signing_secret),
            "slack_team_id": peer.team_id,
            "slack_channel": DESK,
            "slack_api_url": peer.api_url,
            "slack_pause_seconds": 0,  # the clock stands still
            "desk_hours": "always",
        }
        | slack_settings
    )


class Workplace:
    """Slack as staff have it before them."""

    def __init__(self, peer: SlackPeer, client: TestClient, services: Container) -> None:
        self.peer, self.client, self.services = peer, client, services

    def somebody(self, slack_user: str) -> Staff:
        """A Slack user whom no account is linked to."""
        return self.peer.staff(slack_user, self._deliver)

    def colleague(self, login_id: str, slack_user: str) -> Staff:
        """One of the demo's staff, linked."""
        with self.services.database.unit_of_work() as session:
            person = staff.find(session, login_id)
            assert person is not None
            person.slack_user_id = slack_user
        return self.somebody(slack_user)

    def _deliver(self, path: str, body: bytes, headers: dict[str, str]) -> Any:
        return self.client.post(path, content=body, headers=headers)


@pytest.fixture
def workplace(peer: SlackPeer, client: TestClient, container: Container) -> Workplace:
    return Workplace(peer, client, container)


@pytest.fixture
def kimura(workplace: Workplace) -> Staff:
    """An agent."""
    return workplace.colleague("kimura.agent", "U0KIMURA")


@pytest.fixture
def ishii(workplace: Workplace) -> Staff:
    """Another agent."""
    return workplace.colleague("ishii.agent", "U0ISHII")


@pytest.fixture
def nakano(workplace: Workplace) -> Staff:
    """An admin."""
    return workplace.colleague("nakano.admin", "U0NAKANO")


@pytest.fixture
def stranger(workplace: Workplace) -> Staff:
    return workplace.somebody("U0STRANGER")


@pytest.fixture
def web(peer: SlackPeer) -> WebClient:
    """A client of Slack's own making, with the app's token."""
    return WebClient(peer.bot_token, base_url=peer.api_url)


@pytest.fixture(scope="module")
def served() -> Iterator[SlackPeer]:
    """One server for a module's tables, which leave nothing that others look at."""
    with serving(SlackPeer()) as peer:
        yield peer
