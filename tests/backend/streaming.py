"""Event streams as browsers have them: over real connections, which break and are opened anew."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from backend.__main__ import Server
from backend.app import public_app
from backend.container import Container


@contextmanager
def serving(container: Container) -> Iterator[str]:
    """The public API on a socket, in a thread, at the URL that is given."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(public_app(container), log_level="error", timeout_graceful_shutdown=5)
    server = Server(config, container.fan_out.close)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@dataclass(frozen=True)
class Told:
    kind: str
    data: Any
    id: str | None


class Listener:
    """A page with an event stream. `events` is all that it was told, over all its connections."""

    def __init__(self, url: str, path: str, headers: dict[str, str], last_event_id: str | None = None) -> None:
        self.events: list[Told] = []
        self.last_event_id = last_event_id
        self._address = urlsplit(url).netloc
        self._path = path
        self._headers = headers
        self._news = threading.Condition()
        self._connection: http.client.HTTPConnection | None = None
        self._thread: threading.Thread | None = None
        self.is_open = False

    def open(self) -> "Listener":
        """Returns once the server has answered."""
        headers = dict(self._headers)
        if self.last_event_id is not None:
            headers["Last-Event-ID"] = self.last_event_id
        self._connection = http.client.HTTPConnection(self._address, timeout=30)
        self._connection.request("GET", self._path, headers=headers)
        answer = self._connection.getresponse()
        assert answer.status == 200, answer.read()
        self.is_open = True
        self._thread = threading.Thread(target=self._read, args=(answer,), daemon=True)
        self._thread.start()
        return self

    def open_when_it_answers(self) -> "Listener":
        """As a page that tries again and again while the server starts."""
        deadline = time.monotonic() + 30
        while True:
            try:
                return self.open()
            except OSError:
                assert time.monotonic() < deadline

    def close(self) -> None:
        """The connection is lost, in the middle of whatever was on its way."""
        assert self._connection is not None
        if self.is_open and self._connection.sock is not None:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self.until_closed()
        self._connection.close()

    def until(self, is_enough: Callable[[list[Told]], bool]) -> list[Told]:
        """What was told so far, once that is enough."""
        with self._news:
            assert self._news.wait_for(lambda: is_enough(self.events), timeout=20), self.events
            return list(self.events)

    def until_closed(self) -> None:
        with self._news:
            assert self._news.wait_for(lambda: not self.is_open, timeout=20)

    def _read(self, answer: http.client.HTTPResponse) -> None:
        fields: dict[str, str] = {}
        try:
            for raw in answer:
                name, _, value = raw.decode().rstrip("\r\n").partition(": ")
                if name:
                    fields[name] = value
                elif "event" in fields:
                    self._take(fields)
                    fields = {}
        except (OSError, http.client.HTTPException, ValueError):
            pass  # the connection broke
        with self._news:
            self.is_open = False
            self._news.notify_all()

    def _take(self, fields: dict[str, str]) -> None:
        with self._news:
            self.last_event_id = fields.get("id", self.last_event_id)
            self.events.append(Told(fields["event"], json.loads(fields["data"]), fields.get("id")))
            self._news.notify_all()


def of_kind(events: list[Told], *kinds: str) -> list[Any]:
    return [event.data for event in events if event.kind in kinds]
