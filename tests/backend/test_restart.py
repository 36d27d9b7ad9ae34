"""The backend is restarted in mid-chat: both sides come back by themselves, and nothing is lost or doubled."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.composition import build_container
from backend.container import Container
from tests.backend.databases import SeededDatabases
from tests.backend.desk import AGENT
from tests.backend.streaming import Listener, Told, of_kind
from tests.live_backend import LiveBackend, at_the_desk

MESSAGES = 60
# A stop waits for nobody's stream; what else is under way may take up to 5 seconds.
QUICK_SECONDS = 5.0


@pytest.fixture
def live(databases: SeededDatabases, tmp_path: Path) -> Iterator[LiveBackend]:
    with databases.fresh() as url, LiveBackend(url, tmp_path / "backend.log") as backend:
        yield backend


@pytest.fixture
def services(live: LiveBackend) -> Iterator[Container]:
    """On the same database, for what is not to be done over HTTP."""
    container = build_container(live.settings)
    yield container
    container.database.dispose()


class Talk:
    """A member and the agent who has their conversation; each sends again what may not have arrived."""

    def __init__(self, live: LiveBackend, services: Container) -> None:
        self.http = httpx.Client(base_url=live.url, timeout=10)
        opening = self.http.post("/api/conversations").json()
        self.id, self.greeting = opening["id"], opening["messages"][0]["id"]
        self.member = {"Authorization": f"Bearer {opening['token']}"}
        self.agent = at_the_desk(services, AGENT)
        assert self.http.post(f"{self.path(console=True)}/step-in", headers=self.agent).status_code == 200
        self.is_up = threading.Event()
        self.is_up.set()

    def path(self, *, console: bool) -> str:
        return f"{'/console' if console else ''}/api/conversations/{self.id}"

    def says(self, number: int) -> None:
        is_agents = number % 2 == 0
        body = {"text": f"{number}番目", "client_message_id": f"message-{number}"}
        while True:
            self.is_up.wait(30)
            try:
                answer = self.http.post(
                    f"{self.path(console=is_agents)}/messages",
                    json=body,
                    headers=self.agent if is_agents else self.member,
                )
            except httpx.TransportError:
                continue  # whether it arrived, nobody knows
            assert answer.status_code in {200, 201}, answer.text
            return

    def record(self) -> list[str]:
        answer = self.http.get(f"{self.path(console=False)}/messages", headers=self.member)
        return [message["text"] for message in answer.json()["messages"] if message["text"].endswith("番目")]


def texts_of_member(events: list[Told]) -> list[str]:
    return [message["text"] for message in of_kind(events, "message") if message["text"].endswith("番目")]


def texts_of_agent(events: list[Told]) -> list[str]:
    entries: list[Any] = [entry for entry in of_kind(events, "entry") if entry["kind"] == "message"]
    texts = ["".join(part["text"] for part in entry["parts"]) for entry in entries]
    return [text for text in texts if text.endswith("番目")]


def test_a_restart_in_mid_chat_loses_and_doubles_nothing(live: LiveBackend, services: Container) -> None:
    talk = Talk(live, services)
    page = Listener(live.url, f"/api/conversations/{talk.id}/events", talk.member, talk.greeting).open()
    console = Listener(live.url, f"/console/api/events?conversation={talk.id}", talk.agent, "0.0.0").open()

    with ThreadPoolExecutor(1) as pool:
        talking = pool.submit(lambda: [talk.says(number) for number in range(MESSAGES)])
        for number in (MESSAGES // 4, MESSAGES // 2):
            page.until(lambda events, number=number: len(texts_of_member(events)) >= number)
            talk.is_up.clear()
            assert live.stop() < QUICK_SECONDS
            for listener in (page, console):
                listener.until_closed()
            live.start()
            talk.is_up.set()
            for listener in (page, console):
                listener.open_when_it_answers()
        talking.result()

    record = talk.record()
    assert record == [f"{number}番目" for number in range(MESSAGES)]
    assert texts_of_member(page.until(lambda events: len(texts_of_member(events)) >= MESSAGES)) == record
    assert texts_of_agent(console.until(lambda events: len(texts_of_agent(events)) >= MESSAGES)) == record
    for listener in (page, console):
        listener.close()
    talk.http.close()
