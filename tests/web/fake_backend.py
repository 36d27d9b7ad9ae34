"""The network's far side for browser tests: an app that speaks the Chat API and says what a test tells it to.

It lets a test bring about what the real backend does rarely: slow replies, failures, lost answers, dropped streams.
Real HTTP, real server-sent events; the real product is driven in tests/e2e.
"""

import asyncio
import itertools
import json
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from backend.web.routes import router as web_router
from tests.web.fake_desk import FakeDesk, desk_router

GREETING = "こんにちは。サポート窓口です。ご用件をお選びください。"
GREETING_CHOICES = [
    {"title": "パスワードを忘れた", "topic": "faq/forgot_password", "payload": "choice:faq/forgot_password"},
    {"title": "支払期日を調べる", "topic": "account/payment_due", "payload": "choice:account/payment_due"},
    {"title": "注文の状況を調べる", "topic": "account/order_status", "payload": "choice:account/order_status"},
]
CODE = "482913"
CHOICE_TITLES = {choice["payload"]: choice["title"] for choice in GREETING_CHOICES}
# The record keeps a topic's short title, whatever question was suggested for it.
CHOICE_TITLES |= {f"choice:faq/{number}": f"短い題 {number}" for number in range(5)}


@dataclass
class Reply:
    """What the bot says to the next message; `release` holds it back until it is set."""

    text: str
    choices: list[dict[str, Any]] = field(default_factory=list)
    card: dict[str, Any] | None = None
    author: str = "bot"
    topic: str | None = None
    release: threading.Event | None = None


class FakeBackend:
    """State that tests read and set from their own thread; handlers run in the server's."""

    def __init__(self) -> None:
        self.origin = ""
        self.desk = FakeDesk(self)
        self.conversations: dict[str, list[dict[str, Any]]] = {}
        self.ended: set[str] = set()
        self.styles: list[str] = []
        self.replies: list[Reply] = []
        self.failures: dict[str, list[int]] = defaultdict(list)
        self.posts: list[dict[str, Any]] = []
        self.begun_with: list[dict[str, Any]] = []
        self.identity_calls: list[tuple[str, dict[str, Any]]] = []
        self.after_confirming: list[Reply] = []
        self.stream_starts: list[str | None] = []
        # Questions by the text they fit; `suggestions_wait` holds every answer back until it is set.
        self.suggestions: dict[str, list[str]] = {}
        self.suggestions_wait: threading.Event | None = None
        self.asked_for: list[str] = []
        self._answers: dict[str, list[dict[str, Any]]] = {}
        self._streams: dict[str, list[asyncio.Queue[ServerSentEvent | None]]] = defaultdict(list)
        self._listening = threading.Condition()
        self._serial = itertools.count(1)
        self._loop: asyncio.AbstractEventLoop | None = None

    # -- what tests do

    def says(self, text: str, **rest: Any) -> Reply:
        """Queue the reply to one coming message."""
        reply = Reply(text, **rest)
        self.replies.append(reply)
        return reply

    def fails(self, call: str, *statuses: int) -> None:
        """Answer the next calls (`begin`, `post`, `list`, `suggest` …) with these statuses."""
        self.failures[call].extend(statuses)

    def pushes(self, text: str, *, author: str = "agent", **rest: Any) -> dict[str, Any]:
        """Someone else says something in the newest conversation."""
        message = self.keep(self.newest, author, text, **rest)
        self._on_loop(lambda: self._publish(self.newest, "message", message))
        return message

    def tells(self, kind: str, data: dict[str, Any]) -> None:
        """Send a `typing` or `status` event: of the moment, so there has to be somebody who hears it."""
        self._await_listener()
        self._on_loop(lambda: self._publish(self.newest, kind, data))

    def drops_streams(self) -> None:
        def drop() -> None:
            for queue in itertools.chain(*self._streams.values()):
                queue.put_nowait(None)

        self._on_loop(drop)

    def forgets(self) -> None:
        """As if every conversation had lapsed, once its page listens: one that never got so far can't be written in."""
        self._await_listener()
        self.conversations.clear()

    @property
    def newest(self) -> str:
        return list(self.conversations)[-1]

    def said_by_member(self) -> list[str]:
        return [message["text"] for message in self.conversations[self.newest] if message["author"] == "member"]

    def _await_listener(self) -> None:
        with self._listening:
            assert self._listening.wait_for(lambda: self._streams[self.newest], 10), "nobody listens"

    # -- what handlers do

    def _on_loop(self, act: Any) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(act)

    def _publish(self, conversation: str, kind: str, data: dict[str, Any]) -> None:
        event = ServerSentEvent(json.dumps(data, ensure_ascii=False), event=kind, id=data.get("id"))
        for queue in self._streams[conversation]:
            queue.put_nowait(event)

    def keep(self, conversation: str, author: str, text: str, **rest: Any) -> dict[str, Any]:
        message = {
            "id": f"m{next(self._serial)}",
            "author": author,
            "agent_name": self.desk.states[conversation]["agent_name"] if author == "agent" else None,
            "text": text,
            "created_at": "2026-07-01T10:30:00+09:00",
            "topic": None,
            "confidence": None,
            "choices": [],
            "card": None,
        } | rest
        self.conversations[conversation].append(message)
        return message

    def refused(self, call: str, request: Request | None = None, conversation: str = "") -> JSONResponse | None:
        if self.failures[call]:
            return _problem(self.failures[call].pop(0))
        if request is None:
            return None
        if request.headers.get("authorization") != f"Bearer token-{conversation}":
            return _problem(401)
        return None if conversation in self.conversations else _problem(401)

    def begin(self, body: dict[str, Any]) -> JSONResponse:
        self.begun_with.append(body)
        if refused := self.refused("begin"):
            return refused
        conversation = f"c{next(self._serial)}"
        self.conversations[conversation] = []
        greeting = self.keep(conversation, "bot", GREETING, choices=GREETING_CHOICES)
        return JSONResponse({"id": conversation, "token": f"token-{conversation}", "messages": [greeting]}, 201)

    async def post(self, conversation: str, body: dict[str, Any], request: Request) -> JSONResponse:
        self.posts.append(body)
        if refused := self.refused("post", request, conversation):
            return refused
        if conversation in self.ended:
            return _problem(409, code="conversation_ended")
        known = self._answers.get(body["client_message_id"])
        if known is not None:
            return JSONResponse({"messages": known})
        own = self.keep(conversation, "member", CHOICE_TITLES.get(body["text"], body["text"]))
        answer = self._answers[body["client_message_id"]] = [own]
        self._publish(conversation, "message", own)
        if self.replies and not self.desk.has_person(conversation):
            await self._answer(conversation, self.replies.pop(0), answer)
        return JSONResponse({"messages": answer})

    async def _answer(self, conversation: str, reply: Reply, answer: list[dict[str, Any]]) -> None:
        if reply.release is not None:
            await asyncio.to_thread(reply.release.wait, 30)
        message = self.keep(
            conversation, reply.author, reply.text, choices=reply.choices, card=reply.card, topic=reply.topic
        )
        answer.append(message)
        self._publish(conversation, "message", message)

    def suggest(self, typed: str) -> JSONResponse:
        self.asked_for.append(typed)
        if self.suggestions_wait is not None:
            self.suggestions_wait.wait(30)
        if refused := self.refused("suggest"):
            return refused
        found = [
            {"title": title, "topic": f"faq/{number}", "payload": f"choice:faq/{number}"}
            for number, title in enumerate(self.suggestions.get(typed, []))
        ]
        return JSONResponse({"suggestions": found})

    def confirm(self, conversation: str, body: dict[str, Any], request: Request) -> JSONResponse:
        self.identity_calls.append(("confirm", body))
        if refused := self.refused("confirm", request, conversation):
            return refused
        if body["code"] != CODE:
            return _problem(422, code="code_wrong")
        self.desk.is_identified = True
        messages = [
            self.keep(conversation, "bot", reply.text, choices=reply.choices, card=reply.card)
            for reply in self.after_confirming
        ]
        for message in messages:
            self._publish(conversation, "message", message)
        return JSONResponse({"verified": True, "messages": messages})

    async def events(self, conversation: str, last_event_id: str | None) -> AsyncIterator[ServerSentEvent]:
        queue: asyncio.Queue[ServerSentEvent | None] = asyncio.Queue()
        self._streams[conversation].append(queue)
        self.stream_starts.append(last_event_id)
        with self._listening:
            self._listening.notify_all()
        try:
            for message in self._after(conversation, last_event_id):
                yield ServerSentEvent(json.dumps(message, ensure_ascii=False), event="message", id=message["id"])
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._streams[conversation].remove(queue)

    def _after(self, conversation: str, message_id: str | None) -> list[dict[str, Any]]:
        messages = self.conversations[conversation]
        ids = [message["id"] for message in messages]
        return messages[ids.index(message_id) + 1 :] if message_id in ids else []


def _problem(status: int, *, code: str = "some_problem") -> JSONResponse:
    return JSONResponse({"status": status, "code": code, "title": "problem"}, status)


def build_app(fake: FakeBackend) -> FastAPI:
    """The fake's doors, and the real web files."""
    app = FastAPI()
    app.state.container = SimpleNamespace(  # all that the web files ask for
        settings=SimpleNamespace(is_demo=True, shop_name="Fujitsu Cloud Direct")
    )
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
    app.include_router(web_router)
    app.include_router(desk_router(fake))
    api = "/api/conversations"

    @app.get("/plain")
    def plain() -> HTMLResponse:
        """Somebody's page with nothing but the script tag."""
        origin = fake.origin.replace("127.0.0.1", "localhost")
        return HTMLResponse(
            '<!doctype html><html lang="ja"><title>店</title><link rel="icon" href="data:,">'
            f'<script src="{origin}/widget.js" defer></script>'
            "<style>* { color: red !important } button { display: none }</style><main><h1>店</h1></main>"
        )

    @app.get("/api/suggest")
    def suggest(q: str) -> JSONResponse:
        return fake.suggest(q)

    @app.post(api)
    async def begin(request: Request) -> JSONResponse:
        return fake.begin(await request.json())

    @app.get(api + "/{conversation}/messages")
    def messages(conversation: str, request: Request) -> JSONResponse:
        refused = fake.refused("list", request, conversation)
        handoff = fake.desk.states[conversation]
        return refused or JSONResponse({"messages": fake.conversations[conversation], "handoff": handoff})

    @app.post(api + "/{conversation}/messages")
    async def post(conversation: str, request: Request) -> JSONResponse:
        return await fake.post(conversation, await request.json(), request)

    @app.patch(api + "/{conversation}")
    async def change(conversation: str, request: Request) -> JSONResponse:
        body = await request.json()
        if refused := fake.refused("end" if "ended" in body else "style", request, conversation):
            return refused
        if "style" in body:
            fake.styles.append(body["style"])
        if "ended" in body:
            fake.ended.add(conversation)
            fake._publish(conversation, "status", {"ended": True})
        return JSONResponse({"id": conversation, "style": "standard", "ended": conversation in fake.ended} | body)

    @app.post(api + "/{conversation}/identity/start")
    async def start(conversation: str, request: Request) -> JSONResponse:
        fake.identity_calls.append(("start", await request.json()))
        return fake.refused("start", request, conversation) or JSONResponse({"accepted": True}, 202)

    @app.post(api + "/{conversation}/identity/confirm")
    async def confirm(conversation: str, request: Request) -> JSONResponse:
        return fake.confirm(conversation, await request.json(), request)

    @app.get(api + "/{conversation}/events")
    async def events(conversation: str, request: Request) -> Any:
        refused = fake.refused("events", request, conversation)
        return refused or EventSourceResponse(fake.events(conversation, request.headers.get("last-event-id")))

    return app


@contextmanager
def serving(fake: FakeBackend) -> Iterator[FakeBackend]:
    """Serve on a free port of loopback; sets `fake.origin`."""
    config = uvicorn.Config(build_app(fake), host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    failed: list[BaseException] = []

    async def run() -> None:
        fake._loop = asyncio.get_running_loop()
        await server.serve()

    def target() -> None:
        try:
            asyncio.run(run())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        thread.join(0.01)
    assert server.started, failed
    fake.origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield fake
    finally:
        # Not waited for: it looks ten times a second whether it is to end, and nothing else has its port.
        server.should_exit = True
        fake.drops_streams()
