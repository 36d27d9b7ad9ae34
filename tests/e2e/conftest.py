"""The whole product, started as `make up` starts it, on ports of its own."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.backend.slack.peer import DESK, SlackPeer, serving

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 150


@dataclass
class Product:
    process: subprocess.Popen[str]
    port: int
    log: list[str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def child(self, words: str) -> psutil.Process:
        """The process of this product whose command line holds `words`."""
        found = [p for p in psutil.Process(self.process.pid).children(recursive=True) if words in " ".join(_cmdline(p))]
        assert len(found) == 1, (words, found)
        return found[0]

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.origin, timeout=30, trust_env=False)


def _cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def slack() -> Iterator[SlackPeer]:
    """What the product takes for Slack."""
    with serving(SlackPeer()) as peer:
        yield peer


@pytest.fixture(scope="session")
def product(slack: SlackPeer) -> Iterator[Product]:
    port = _free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MADOGUCHI_")} | {
        "PORT": str(port),
        "MADOGUCHI_SLACK_BOT_TOKEN": slack.bot_token,
        "MADOGUCHI_SLACK_SIGNING_SECRET": slack.signing_secret,
        "MADOGUCHI_SLACK_TEAM_ID": slack.team_id,
        "MADOGUCHI_SLACK_CHANNEL": DESK,
        "MADOGUCHI_SLACK_API_URL": slack.api_url,
        "MADOGUCHI_SLACK_UNDO_SECONDS": "3",  # as short as it may be
    }
    process = subprocess.Popen(
        ["ops/up"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    watchdog = _killer(process, LONGEST_START)
    running = Product(process, port, [])
    try:
        for line in process.stdout or ():
            running.log.append(line)
            if line.startswith("Madoguchi is up"):
                break
        else:
            pytest.fail("the product did not start:\n" + "".join(running.log[-40:]))
        watchdog.cancel()
        _keep_reading(running)
        yield running
    finally:
        watchdog.cancel()
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        _gone, left = psutil.wait_procs(children, timeout=10)
        assert not left, "it left processes behind"
        shutil.rmtree(ROOT / "var" / str(port), ignore_errors=True)


def until(is_so: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come back"
        time.sleep(0.3)


def healthy(product: Product) -> bool:
    try:
        with product.client() as http:
            return http.get("/api/health").status_code == 200
    except httpx.TransportError:
        return False


def _killer(process: subprocess.Popen[str], seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    return timer


def _keep_reading(running: Product) -> None:
    """A pipe that nobody reads fills up and stops everybody who writes into it."""
    threading.Thread(target=lambda: running.log.extend(running.process.stdout or ()), daemon=True).start()


class Member:
    """Somebody chatting over HTTP."""

    def __init__(self, product: Product, **opening: Any) -> None:
        self.http = product.client()
        opened = self.http.post("/api/conversations", json=opening).json()
        self.id = opened["id"]
        self.greeting: dict[str, Any] = opened["messages"][0]
        self.http.headers["Authorization"] = f"Bearer {opened['token']}"

    def says(self, text: str, **more: Any) -> list[dict[str, Any]]:
        answer = self.http.post(f"/api/conversations/{self.id}/messages", json={"text": text, **more})
        assert answer.status_code == 200, answer.text
        replies: list[dict[str, Any]] = answer.json()["messages"][1:]
        return replies

    def hears(self, text: str) -> str:
        return "\n".join(reply["text"] for reply in self.says(text))

    def wants(self, style: str) -> None:
        """From the next reply on."""
        assert self.http.patch(self._url, json={"style": style}).status_code == 200

    def identify(self, login_id: str) -> list[dict[str, Any]]:
        assert self.http.post(f"{self._url}/identity/start", json={"login_id": login_id}).status_code == 202
        answer = self.http.post(f"{self._url}/identity/confirm", json={"code": newest(self.http, login_id, "code")})
        assert answer.status_code == 200, answer.text
        replies: list[dict[str, Any]] = answer.json()["messages"]
        return replies

    @property
    def _url(self) -> str:
        return f"/api/conversations/{self.id}"


def newest(http: httpx.Client, to: str, what: str) -> str:
    mails = http.get("/demo/mailbox", params={"to": to}, headers={"Accept": "application/json"}).json()
    return str(next(mail[what] for mail in mails if mail.get(what)))


def demo_members(product: Product) -> list[dict[str, Any]]:
    with product.client() as http:
        members: list[dict[str, Any]] = http.get("/demo/members").json()["members"]
        return members


def demo_staff(product: Product, login_id: str) -> dict[str, Any]:
    with product.client() as http:
        staff: list[dict[str, Any]] = http.get("/demo/members").json()["staff"]
    return next(one for one in staff if one["login_id"] == login_id)


def login_id_of(product: Product, case: str) -> str:
    return str(next(member["login_id"] for member in demo_members(product) if member["case"] == case))


@pytest.fixture
def member(product: Product) -> Member:
    return Member(product)
