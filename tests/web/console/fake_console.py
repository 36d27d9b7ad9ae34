"""The console's far side for browser tests: an app that speaks the Console API and does what a test tells it to.

As `tests/web/fake_backend.py` does for the chat: slow answers, refusals, lost answers, dropped streams at will.
"""

import asyncio
import json
import socket
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI
from sse_starlette import ServerSentEvent
from uvicorn.loops.auto import auto_loop_factory

from tests.web.console import desk_samples as samples
from tests.web.console.desk_samples import Json
from tests.web.console.fake_back_office import BackOffice


class Refusal(Exception):
    """Becomes a problem document."""

    def __init__(self, status: int, code: str = "some_problem", **extra: Any) -> None:
        self.status = status
        self.body = {
            "status": status,
            "code": code,
            "title": "problem",
            "detail": f"できませんでした（{code}）。",
        } | extra


@dataclass
class Withheld:
    """An answer that has been `made`, and arrives when it may `go`."""

    made: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)


class FakeConsole:
    """State that tests read and set from their own thread; handlers run in the server's."""

    def __init__(self) -> None:
        self.origin = ""
        self.staff = deepcopy(samples.STAFF)
        self.me = self.staff[0]
        self.opening: Json = {"is_open": True, "is_within_hours": True, "hours_label": "平日 9:00〜17:30"}
        self.conversations = {each["id"]: each for each in samples.summaries()}
        self.entries: dict[str, list[Json]] = defaultdict(list)
        for conversation in self.conversations:
            self.entries[conversation] = samples.talk()
        self.packet = samples.packet()
        self.suggestions = deepcopy(samples.SUGGESTIONS)
        self.canned = deepcopy(samples.CANNED)
        self.office = BackOffice()
        # What was asked for, and what is refused next, by the last pieces of the path ("claim", "messages" …).
        self.calls: list[tuple[str, str, Json]] = []
        self.failures: dict[str, list[Refusal]] = defaultdict(list)
        self.holds: dict[str, threading.Event] = {}
        self.withheld: dict[str, Withheld] = {}
        self.stream_starts: list[tuple[str | None, str | None]] = []
        self._answers: dict[str, Json] = {}
        self._streams: list[tuple[str | None, asyncio.Queue[ServerSentEvent | None]]] = []
        self._listening = threading.Condition()
        # Of the kind the product runs on: asyncio's own waits with every second packet on a socket made like ours.
        self.loop: asyncio.AbstractEventLoop = auto_loop_factory()()

    # -- what tests do

    def fails(self, call: str, *statuses: int, code: str = "some_problem", **extra: Any) -> None:
        """Refuse the next calls with these statuses."""
        self.failures[call].extend(Refusal(status, code, **extra) for status in statuses)

    def posted(self, call: str) -> list[Json]:
        """The bodies of what was sent to addresses that end so."""
        return [body for method, path, body in self.calls if method != "GET" and path.endswith(call)]

    def hold(self, call: str) -> threading.Event:
        """Answer calls of this name only once the event is set."""
        self.holds[call] = threading.Event()
        return self.holds[call]

    def withhold(self, call: str) -> Withheld:
        """Answer calls of this name at once, but let the answer arrive later."""
        self.withheld[call] = Withheld()
        return self.withheld[call]

    def silent(self, words: str) -> Json:
        """What the member said while nobody's stream was open."""
        return samples.message(900, "member", words)

    def says(self, conversation: str, words: str, author: str = "member", **rest: Any) -> Json:
        """Somebody says something; whoever watches the conversation hears of it."""
        entry = samples.message(len(self.entries[conversation]) + 101, author, words, **rest)
        self.keep(conversation, entry)
        return entry

    def asks_for_a_person(self, conversation: str, title: str) -> Json:
        """A new handoff."""
        found = samples.summary(
            conversation, title, owner="queue", waiting_since=samples.ago(seconds=1), reason_label="担当者を希望"
        )
        self.conversations[conversation] = found
        self.entries[conversation] = samples.talk()
        self.tells("handoff", found)
        self.tells("counts", self.counts())
        return found

    def gives(self, conversation: str) -> None:
        """A colleague passes one on to who is signed in."""
        me = {"id": self.me["id"], "name": self.me["name"]}
        self.changes(conversation, owner="agent", agent=me, waiting_since=None)
        self.tells("given", self.conversations[conversation])

    def changes(self, conversation: str, **fields: Any) -> None:
        """What the desk is told of one conversation."""
        self.conversations[conversation].update(fields)
        self.tells("conversation", self.conversations[conversation])
        self.tells("counts", self.counts())

    def tells(self, kind: str, data: Json) -> None:
        """An event for everybody who is there; there has to be somebody."""
        with self._listening:
            assert self._listening.wait_for(lambda: self._streams, 10), "nobody listens"
        self.on_loop(lambda: self.publish(kind, data))

    def drops_streams(self) -> None:
        def drop() -> None:
            for _, queue in self._streams:
                queue.put_nowait(None)

        self.on_loop(drop)

    def on_loop(self, act: Callable[[], None]) -> None:
        self.loop.call_soon_threadsafe(act)

    # -- what handlers do

    def counts(self) -> Json:
        found = self.conversations.values()
        mine = [each for each in found if self._is_in("mine", each)]
        queue = [each for each in found if self._is_in("queue", each)]
        return {
            "queue": len(queue),
            "mine": len(mine),
            "unanswered": sum(each["unanswered"] for each in mine),
            "is_open": self.opening["is_open"],
            "is_within_hours": self.opening["is_within_hours"],
            **self.office.ticket_counts(),
        }

    def listed(self, view: str, words: str) -> list[Json]:
        found = [each for each in self.conversations.values() if self._is_in(view, each)]
        return [each for each in found if words in json.dumps(each, ensure_ascii=False)]

    def _is_in(self, view: str, each: Json) -> bool:
        if view == "all":
            return True
        if view == "mine":
            return each["owner"] == "agent" and each["agent"]["id"] == self.me["id"] and not each["ended_at"]
        return bool(each["owner"] == view and not each["ended_at"])

    def keep(self, conversation: str, entry: Json, *, aloud: bool = True) -> None:
        self.entries[conversation].append(entry)
        if aloud:
            cursor = str(len(self.entries[conversation]))
            self.on_loop(lambda: self.publish("entry", entry, conversation, cursor))

    def publish(self, kind: str, data: Json, conversation: str | None = None, cursor: str | None = None) -> None:
        event = ServerSentEvent(json.dumps(data, ensure_ascii=False), event=kind, id=cursor)
        for watched, queue in self._streams:
            if conversation in (None, watched):
                queue.put_nowait(event)

    def owned(self, conversation: str, owner: str, agent: Json | None, **rest: Any) -> Json:
        agent = None if agent is None else {"id": agent["id"], "name": agent["name"]}
        found = self.conversations[conversation]
        found.update({"owner": owner, "agent": agent, "waiting_since": None} | rest)
        self.publish("conversation", found)
        self.publish("counts", self.counts())
        return found

    def said(self, conversation: str, words: str, client_id: str) -> Json:
        """Idempotent: the same id again gets the same answer."""
        if client_id not in self._answers:
            entry = samples.message(
                len(self.entries[conversation]) + 101, "agent", words, staff_name=self.me["name"], at=samples.ahead()
            )
            self._answers[client_id] = entry
            self.keep(conversation, entry)
        return self._answers[client_id]

    async def events(self, conversation: str | None, last_event_id: str | None) -> AsyncIterator[ServerSentEvent]:
        queue: asyncio.Queue[ServerSentEvent | None] = asyncio.Queue()
        self.stream_starts.append((conversation, last_event_id))
        self._streams.append((conversation, queue))
        with self._listening:
            self._listening.notify_all()
        try:
            yield ServerSentEvent("{}", event="hello")
            if conversation and last_event_id:
                for number, entry in enumerate(
                    self.entries[conversation][int(last_event_id) :], int(last_event_id) + 1
                ):
                    yield ServerSentEvent(json.dumps(entry, ensure_ascii=False), event="entry", id=str(number))
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._streams.remove((conversation, queue))


@contextmanager
def serving(console: FakeConsole, app: FastAPI) -> Iterator[FakeConsole]:
    """Serve on a free port of loopback; sets `console.origin`."""
    listening = socket.create_server(("127.0.0.1", 0))  # connections queue until the server is ready
    console.origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))

    def serve() -> None:
        with asyncio.Runner(loop_factory=lambda: console.loop) as runner:
            runner.run(server.serve([listening]))

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield console
    finally:
        # Not waited for: it looks ten times a second whether it is to end, and nothing else has its port.
        console.drops_streams()
        server.should_exit = True
