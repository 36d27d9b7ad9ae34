"""A bot at the other end of door 1, for driving the backend into every corner: late, silent, failing, echoing."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Header, HTTPException


@dataclass
class FakeBot:
    """Set `answer` to what the next turns get; `asked` holds every turn that came in. `hold` makes turns wait.

    `suggestions` and `slots` (by reference) are what it says to a person's aids; `suggested_for` holds the bodies.
    To texts of `nothing_fits` it has no suggestion.
    """

    secret: str
    answer: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    suggestions: list[dict[str, Any]] = field(default_factory=list)
    suggested_for: list[dict[str, Any]] = field(default_factory=list)
    nothing_fits: set[str] = field(default_factory=set)
    slots: dict[str, dict[str, Any]] = field(default_factory=dict)
    hold: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    status: int = 200
    port: int = 0

    def __post_init__(self) -> None:
        self.hold.set()

    def says(
        self, text: str, topic: str = "faq/backup_codes", *, misses: int = 0, denied: bool = False, **more: Any
    ) -> None:
        message = {"text": text, "topic": topic, "choices": [], "card": None} | more
        self.answer = {
            "messages": [message],
            "confidence": 0.9,
            "failed": False,
            "misses": misses,
            "denied": denied,
        }

    @property
    def texts(self) -> list[str]:
        return [turn["message"]["text"] for turn in self.asked if turn["message"]["kind"] == "text"]

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/webhooks/madoguchi/turns")
        def turns(body: dict[str, Any], authorization: str = Header()) -> dict[str, Any]:
            self._authorise(authorization)
            self.asked.append(body)
            self.arrived.release()
            self._wait()
            return self.answer

        @app.post("/webhooks/madoguchi/suggestions")
        def suggestions(body: dict[str, Any], authorization: str = Header()) -> dict[str, Any]:
            self._authorise(authorization)
            self.suggested_for.append(body)
            self._wait()
            return {"suggestions": [] if body["text"] in self.nothing_fits else self.suggestions}

        @app.get("/webhooks/madoguchi/conversations/{reference}/slots")
        def slots(reference: str, authorization: str = Header()) -> dict[str, Any]:
            self._authorise(authorization)
            self._wait()
            return {"slots": self.slots.get(reference, {})}

        @app.get("/webhooks/madoguchi/health")
        @app.get("/health")
        def health() -> dict[str, bool]:
            return {"ready": True}

        return app

    def _authorise(self, authorization: str) -> None:
        if authorization != f"Bearer {self.secret}":
            raise HTTPException(401)

    def _wait(self) -> None:
        self.hold.wait(20)
        if self.status != 200:
            raise HTTPException(self.status)

    @contextmanager
    def running(self) -> Iterator["FakeBot"]:
        config = uvicorn.Config(self.app(), host="127.0.0.1", port=0, log_level="warning")
        listening = socket.create_server(("127.0.0.1", 0))  # connections queue until the server is ready
        self.port = listening.getsockname()[1]
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.hold.set()
            # The thread ends by itself soon; waiting for it would cost every test a sixth of a second.
            server.should_exit = True
