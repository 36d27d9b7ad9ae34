"""Calls everything that an OpenAPI description tells of: as schemathesis invents it, and about what really exists."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle
from typing import Any

import schemathesis
from fastapi import FastAPI
from schemathesis.core.parameters import ParameterLocation
from schemathesis.python import asgi
from schemathesis.specs.openapi import checks
from sqlalchemy import event

from backend.composition import build_container
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.fan_out import Event, InProcessFanOut, Subscription
from backend.core.settings import Settings
from backend.handoff import queue
from backend.pages import csrf
from tests.backend.api_people import Own, Somebody
from tests.backend.api_staff import EVERYBODY
from tests.backend.conftest import NOW
from tests.backend.databases import CHEAP_PASSWORDS

_CONFORMANCE = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# Paths and headers are replaced by what exists.
_LEFT_AS_INVENTED = {ParameterLocation.QUERY, ParameterLocation.BODY}
_ODD_BODIES = (
    b"",
    b"{",
    b"\xff\xfe",
    b"NaN",
    b'{"a": 1e999}',
    b'{"\\ud800": "\\ud800"}',
    b"[" * 20_000,
    b"x" * 70_000,
)


class BriefFanOut(InProcessFanOut):
    """Streams that end by themselves, after one event."""

    @contextmanager
    def subscription(self, *channels: str) -> Iterator[Subscription]:
        with super().subscription(*channels) as reader:
            reader.put(Event("typing", {"conversation_id": "", "author": "bot", "active": False}))
            reader.end()
            yield reader


def _refuse_nul(container: Container) -> None:
    """SQLite keeps a NUL in a text, PostgreSQL refuses it: a route that lets one through is found here, too."""

    @event.listens_for(container.database.engine, "before_cursor_execute")
    def _check(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _is_many: bool) -> None:
        assert not any("\0" in text for text in _texts(parameters)), f"a NUL reached the database: {statement[:200]}"


def _texts(parameters: Any) -> Iterator[str]:
    """Of one row, or of many: whichever way they are given."""
    if isinstance(parameters, str):
        yield parameters
    elif isinstance(parameters, dict):
        yield from _texts(list(parameters.values()))
    elif isinstance(parameters, (list, tuple)):
        for each in parameters:
            yield from _texts(each)


class World:
    """One database and its people, behind backends that differ: the usual one, a strict one, one without a bot."""

    def __init__(self, settings: Settings) -> None:
        nowhere = "http://127.0.0.1:9"
        generous = settings.model_copy(update={"longest_queue": 1_000_000})
        no_streams = {"pages_per_conversation": 0, "streams_per_staff_session": 0}
        self.usual = _container(_limited(generous, "1000000/minute"))
        self.strict = _container(_limited(settings.model_copy(update=no_streams), "1/minute"))
        self.without_bot = _container(settings.model_copy(update={"rasa_url": nowhere, "actions_url": nowhere}))

    def empty_queue(self) -> None:
        """Each move in the queue is told to all who wait: of every route's callers, they would come to be hundreds."""
        with self.usual.database.unit_of_work() as session:
            for conversation_id in queue.waiting_ids(session):
                self.usual.handoffs.end(session, conversation_id, None)

    def close(self) -> None:
        asgi.shutdown_lifespans()
        for container in (self.usual, self.strict, self.without_bot):
            container.database.dispose()


def _container(settings: Settings) -> Container:
    container = replace(build_container(settings, FixedClock(NOW), CHEAP_PASSWORDS), fan_out=BriefFanOut())
    _refuse_nul(container)
    return container


def _limited(settings: Settings, limit: str) -> Settings:
    """With this in the place of every setting that says how often something may be done."""
    texts = {name: value for name, value in settings if isinstance(value, str)}
    limits = [name for name, value in texts.items() if re.fullmatch(r"\d+/(minute|hour|day)", value)]
    return settings.model_copy(update=dict.fromkeys(limits, limit))


class AppUnderTest:
    """What a description's calls go to: its app, in front of one backend or another; no worker runs beside it."""

    def __init__(self, make: Callable[[Container], FastAPI]) -> None:
        self.made_from = make
        self._serving: FastAPI | None = None
        self._apps: dict[int, FastAPI] = {}

    @contextmanager
    def serving(self, container: Container) -> Iterator[None]:
        if id(container) not in self._apps:
            self._apps[id(container)] = self.made_from(container)
        self._serving = self._apps[id(container)]
        yield
        self._serving = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            assert self._serving is not None
            await self._serving(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for app in self._apps.values():
            await app.state.container.gateway.close()
        self._apps.clear()
        await send({"type": "lifespan.shutdown.complete"})


@dataclass
class Calls:
    """The calls of one operation, and the statuses they got. Each raises for an answer that is not described."""

    app: AppUnderTest
    world: World
    seen: set[int] = field(default_factory=set)
    accepted: list[schemathesis.Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        members = (
            Somebody(),
            Somebody(no_tries_left=True),
            Somebody(unknown=True),
            Somebody(ended=True),
            Somebody(served=True),
        )
        self._own: Own | None = None
        # Their numbers have no common divisor, so each comes to meet each.
        self._people = (replace(somebody, desk=desk) for somebody, desk in zip(cycle(members), cycle(EVERYBODY)))

    def make(self, case: schemathesis.Case) -> None:
        """As it was invented, and once more about somebody's own things."""
        self._seen(case.call_and_validate())
        self._own = self._own or next(self._people).own(self.world.usual, case.path)
        theirs = self._own.instead_of_invented(case)
        response = theirs.call()
        self._seen(response)
        # Refused for its form, it did nothing, and the next call may be theirs, too.
        if response.status_code != 422:
            self._own = None
        parts = theirs.meta.components.items() if theirs.meta else ()
        is_wrong = any(part.mode.is_negative for where, part in parts if where in _LEFT_AS_INVENTED)
        # Whether proofs are looked at is tried below, with all else right.
        excluded = [checks.ignored_auth] if is_wrong else [checks.ignored_auth, checks.negative_data_rejection]
        theirs.validate_response(response, excluded_checks=excluded)
        # A refusal for the state of things comes as late as success does; some routes can do no other.
        if response.status_code < 300 or (not self.accepted and response.status_code == 409):
            self.accepted.append(case)

    def _seen(self, response: Any) -> None:
        self.seen.add(response.status_code)

    def provoke(self) -> None:
        """What no description leads to: odd bodies, things that don't exist, limits, a bot that is down."""
        assert self.accepted, "no call of this route got through: give its fields examples that exist"
        case = self.accepted[-1]
        own = Somebody().own(self.world.usual, case.path)
        with self.app.serving(self.world.usual):
            if case.method != "GET":
                self._odd_bodies(own.instead_of_invented(case))
            self._too_long(own.instead_of_invented(case))
            self._unproven(own.instead_of_invented(case))
            self._forged(own.instead_of_invented(case))
            self._about_nothing(own, case)
        with self.app.serving(self.world.strict):
            # Different ones: a message that is only repeated is not counted.
            for another in [*self.accepted[:10], case]:
                counted = own.instead_of_invented(another)
                if isinstance(counted.body, dict):
                    counted.body.pop("client_message_id", None)
                self._conforms(counted)
            if "q" in {one["name"] for one in case.operation.definition.raw.get("parameters", [])}:
                for words in ("請求書", "契約"):
                    searching = own.instead_of_invented(case)
                    # Nor is a search that was noted, of whichever route.
                    searching.query["q"] = f"{words} {case.path}"
                    self._conforms(searching)
        with self.app.serving(self.world.without_bot):
            self._conforms(Somebody().own(self.world.usual, case.path).instead_of_invented(case))

    def _conforms(self, case: schemathesis.Case, **instead: Any) -> int:
        response = case.call(**instead)
        self._seen(response)
        case.validate_response(response, checks=_CONFORMANCE)
        return int(response.status_code)

    def _odd_bodies(self, theirs: schemathesis.Case) -> None:
        for body in _ODD_BODIES:
            self._conforms(theirs, data=body, headers={"Content-Type": "application/json"})
        self._conforms(theirs, data=b"{}", headers={"Content-Type": "text/plain"})

    def _too_long(self, theirs: schemathesis.Case) -> None:
        parameters = theirs.operation.definition.raw.get("parameters", [])
        headers = {one["name"]: "x" * 300 for one in parameters if one["in"] == "header"}
        for name in theirs.path_parameters:
            theirs.path_parameters[name] = "x" * 300
        self._conforms(theirs, headers=headers)

    def _unproven(self, theirs: schemathesis.Case) -> None:
        is_guarded = "security" in theirs.operation.definition.raw
        theirs.headers.pop("Authorization", None)
        theirs.headers.pop("Cookie", None)
        assert self._conforms(theirs) in {401, 403} or not is_guarded, f"{theirs.operation.label} asks for no proof"

    def _forged(self, theirs: schemathesis.Case) -> None:
        """With the proof that a browser sends along, and without what only our own pages know."""
        if csrf.HEADER in theirs.headers:
            theirs.headers[csrf.HEADER] = "x"
            self._conforms(theirs)

    def _about_nothing(self, own: Own, case: schemathesis.Case) -> None:
        nothing = own.instead_of_invented(case)
        are_numbers = {
            one["name"]
            for one in case.operation.definition.raw.get("parameters", [])
            if one["in"] == "path" and one["schema"].get("type") == "integer"
        }
        # Of a conversation's own proof, another conversation's address makes none.
        is_staffs = "madoguchi_staff" in nothing.headers.get("Cookie", "")
        for name in nothing.path_parameters.keys() - (set() if is_staffs else {"conversation_id"}):
            nothing.path_parameters[name] = 2**31 - 1 if name in are_numbers else "none"
        if is_staffs:
            self._conforms(nothing)
        for one in case.operation.definition.raw.get("parameters", []):
            if one["in"] == "query":
                nothing.query[one["name"]] = "none"
            if one["in"] == "header" and one["name"] not in own.proof_headers:
                nothing.headers[one["name"]] = "none"
        self._conforms(nothing)
