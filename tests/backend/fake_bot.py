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
    """Set `answer` to what the next turns get; `asked` holds every turn that came in. `hold` makes turns wait."""

    secret: str
    answer: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    status: int = 200
    port: int = 0

    def __post_init__(self) -> None:
        self.hold.set()

    def says(self, text: str, topic: str = "faq/backup_codes", **more: Any) -> None:
        message = {"text": text, "topic": topic, "choices": [], "card": None} | more
        self.answer = {"messages": [message], "confidence": 0.9, "failed": False}

    @property
    def texts(self) -> list[str]:
        return [turn["message"]["text"] for turn in self.asked if turn["message"]["kind"] == "text"]

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/webhooks/madoguchi/turns")
        def turns(body: dict[str, Any], authorization: str = Header()) -> dict[str, Any]:
            if authorization != f"Bearer {self.secret}":
                raise HTTPException(401)
            self.asked.append(body)
            self.arrived.release()
            self.hold.wait(20)
            if self.status != 200:
                raise HTTPException(self.status)
            return self.answer

        @app.get("/webhooks/madoguchi/health")
        @app.get("/health")
        def health() -> dict[str, bool]:
            return {"ready": True}

        return app

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
