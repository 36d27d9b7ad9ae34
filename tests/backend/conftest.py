"""A backend as it is put together in the product, on a SQLite file and a clock that stands still, with a fake bot."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import redis
from fastapi.testclient import TestClient
from pydantic import SecretStr

from backend.app import internal_app, public_app
from backend.composition import build_container
from backend.container import Container
from backend.core.clock import JST, FixedClock
from backend.core.settings import Settings
from tests.backend.databases import CHEAP_PASSWORDS, SECRET_KEY, PostgresDatabases, SeededDatabases, SqliteDatabases
from tests.backend.fake_bot import FakeBot

NOW = datetime(2026, 7, 15, 10, 0, tzinfo=JST)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def bot() -> Iterator[FakeBot]:
    fake = FakeBot(secret="channel-secret-for-tests-0123456789")
    fake.says("お答えです。")
    with fake.running():
        yield fake


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> SeededDatabases:
    """Fresh databases with the demo data in them: SQLite files, or PostgreSQL's under `make test-services`."""
    postgres = os.environ.get("MADOGUCHI_TEST_POSTGRES")
    if postgres:
        return PostgresDatabases(postgres, NOW.date())
    return SqliteDatabases(tmp_path_factory.mktemp("seeded"), NOW.date())


@pytest.fixture
def settings(bot: FakeBot, databases: SeededDatabases) -> Iterator[Settings]:
    with databases.fresh() as url:
        yield Settings(
            database_url=url,
            secret_key=SecretStr(SECRET_KEY),
            channel_secret=SecretStr(bot.secret),
            internal_secret=SecretStr("internal-secret-for-tests-0123456789"),
            identity_token_secret=SecretStr("identity-token-secret-for-tests-0123456789"),
            rasa_url=f"http://127.0.0.1:{bot.port}",
            actions_url=f"http://127.0.0.1:{bot.port}",
            limits_storage_url=_fresh_limits(),
            turn_deadline_seconds=5,
        )


def _fresh_limits() -> str:
    url = os.environ.get("MADOGUCHI_TEST_REDIS_URL")
    if not url:
        return "memory://"
    redis.Redis.from_url(url).flushdb()
    return url


@pytest.fixture
def container(settings: Settings, clock: FixedClock) -> Iterator[Container]:
    built = build_container(settings, clock, CHEAP_PASSWORDS)
    yield built
    built.database.dispose()


@pytest.fixture
def client(container: Container) -> Iterator[TestClient]:
    with TestClient(public_app(container), client=("127.0.0.1", 50000)) as made:
        yield made


@pytest.fixture
def internal(container: Container) -> TestClient:
    secret = container.settings.internal_secret.get_secret_value()
    return TestClient(internal_app(container), headers={"Authorization": f"Bearer {secret}"})


class Visitor:
    """Somebody with a conversation of their own."""

    def __init__(self, client: TestClient, **opening: Any) -> None:
        self.client = client
        opened = client.post("/api/conversations", json=opening)
        assert opened.status_code == 201, opened.text
        self.opening = opened.json()
        self.id = self.opening["id"]
        self.headers = {"Authorization": f"Bearer {self.opening['token']}"}

    def _url(self, path: str) -> str:
        return f"/api/conversations/{self.id}{path}"

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(self._url(path), json=body, headers=self.headers)

    def get(self, path: str) -> Any:
        return self.client.get(self._url(path), headers=self.headers)

    def patch(self, **body: Any) -> Any:
        return self.client.patch(self._url(""), json=body, headers=self.headers)

    def says(self, text: str, **more: Any) -> list[dict[str, Any]]:
        """The replies to a message."""
        answer = self.post("/messages", text=text, **more)
        assert answer.status_code == 200, answer.text
        own, *replies = answer.json()["messages"]
        assert own["author"] == "member"
        return replies

    def code(self, login_id: str) -> str:
        """Ask for a code, and read it in the mailbox."""
        assert self.post("/identity/start", login_id=login_id).status_code == 202
        return newest_code(self.client, login_id)

    def identify(self, login_id: str) -> Any:
        return self.post("/identity/confirm", code=self.code(login_id))


def mailbox(client: TestClient, to: str) -> list[dict[str, Any]]:
    answer = client.get("/demo/mailbox", params={"to": to}, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()
    return found


def newest_code(client: TestClient, to: str) -> str:
    return str(next(mail["code"] for mail in mailbox(client, to) if mail.get("code")))


def login_id_of(client: TestClient, case: str) -> str:
    """The login id of a demo member in this situation."""
    members = client.get("/demo/members").json()["members"]
    return str(next(member["login_id"] for member in members if member["case"] == case))


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    return Visitor(client)
