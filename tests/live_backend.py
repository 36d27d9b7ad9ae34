"""The backend as a process of its own, as `make up` starts it, that can be stopped and started again in mid-chat."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
from pydantic import SecretStr

from backend.console import cookies
from backend.console.csrf import GUARD
from backend.container import Container
from backend.core.settings import Settings
from backend.pages.csrf import HEADER
from backend.sign_in.sessions import Browser
from backend.staff import presence
from backend.staff import service as staff
from tests.backend.databases import SECRET_KEY

ROOT = Path(__file__).resolve().parents[1]
_START_SECONDS = 60.0


class LiveBackend:
    """On a database that is there already; nothing answers where the bot should be."""

    def __init__(self, database_url: str, log: Path) -> None:
        port, internal_port, nowhere = _free_ports(3)
        self.settings = Settings(
            host="127.0.0.1",
            port=port,
            internal_port=internal_port,
            database_url=database_url,
            secret_key=SecretStr(SECRET_KEY),
            channel_secret=SecretStr(secrets.token_urlsafe(24)),
            internal_secret=SecretStr(secrets.token_urlsafe(24)),
            rasa_url=f"http://127.0.0.1:{nowhere}",
            actions_url=f"http://127.0.0.1:{nowhere}",
            desk_hours="always",
        )
        self.url = self.settings.base_url
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def start(self) -> None:
        """Returns once it answers."""
        names = (
            "host port internal_port database_url secret_key channel_secret internal_secret "
            "rasa_url actions_url desk_hours"
        )
        environment = {f"MADOGUCHI_{name.upper()}": _plain(getattr(self.settings, name)) for name in names.split()}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "backend"],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/api/live", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError(f"the backend never answered; see {self._log}")

    def stop(self) -> float:
        """As a supervisor stops it; how long that took, in seconds."""
        assert self._process is not None
        started = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        return time.monotonic() - started

    def __enter__(self) -> LiveBackend:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop()


def at_the_desk(services: Container, login_id: str) -> dict[str, str]:
    """The headers of a browser that this colleague is signed in to the console with."""
    with services.database.unit_of_work() as session:
        person = staff.find(session, login_id)
        assert person is not None, f"no staff member {login_id}"
        token = services.staff_sessions.open(session, person.id, Browser("127.0.0.1", "Tests"))
        session.flush()
        opened = services.staff_sessions.find(session, token)
        assert opened is not None
        presence.note_seen(session, person.id, services.clock.now())
    cookie = cookies.full_name(services.settings, cookies.SESSION)
    return {"Cookie": f"{cookie}={token}", HEADER: GUARD.session_token(services, opened.id)}


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _free_ports(count: int) -> list[int]:
    """All open at once, so that they differ."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [opened.getsockname()[1] for opened in sockets]
    for opened in sockets:
        opened.close()
    return ports
