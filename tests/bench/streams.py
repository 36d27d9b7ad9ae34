"""How soon open event streams are told, and what they cost: `python -m tests.bench.streams`, and in `make bench`.

The backend runs as a process of its own on SQLite. Members' streams and some consoles are open, every conversation is
an agent's, and members and the agent write in turn, at a fixed rate and whether or not earlier messages have arrived.
The load comes from this process on the same machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import aiohttp

from backend.composition import build_container
from backend.container import Container
from backend.demo.staff import COLLEAGUES
from tests.backend.databases import SqliteDatabases
from tests.live_backend import LiveBackend, at_the_desk


@dataclass(frozen=True)
class Load:
    """`rate` in messages a second, for so many `seconds`."""

    streams: int = 500
    consoles: int = 10
    rate: int = 50
    seconds: int = 30


FULL = Load()
REHEARSAL = Load(streams=5, consoles=2, rate=10, seconds=1)


@dataclass(frozen=True)
class Delivery:
    """Milliseconds from the beginning of the POST to the event at the reader; `missing` never came."""

    median: float
    p95: float
    longest: float
    missing: int

    @classmethod
    def of(cls, times: list[float], missing: int) -> Delivery:
        ordered = sorted(times)
        return cls(statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1], missing)

    def __str__(self) -> str:
        lost = f", {self.missing} missing" if self.missing else ""
        return f"median {self.median:.1f} ms, p95 {self.p95:.1f} ms, longest {self.longest:.1f} ms{lost}"


@dataclass(frozen=True)
class Streams:
    """`kb_per_stream`: by how much the process grew; `cpu`: CPU seconds a second while messages came."""

    load: Load
    members: Delivery
    consoles: Delivery
    kb_per_stream: float
    cpu: float

    def as_text(self) -> str:
        load = self.load
        return (
            f"Event streams: {load.streams} members' pages and {load.consoles} consoles open, {load.rate} messages a "
            f"second for {load.seconds} s, from the POST to the page: {self.members}; to a console that looks at the "
            f"conversation: {self.consoles}. {self.kb_per_stream:.0f} kB a stream; {100 * self.cpu:.0f} % of one CPU"
        )


@dataclass
class _Chat:
    """A conversation that an agent has."""

    id: str
    headers: dict[str, str]

    def path(self, of: str = "") -> str:
        return f"/api/conversations/{self.id}{of}"


@dataclass
class _Arrivals:
    """When each text was posted, and when each reader who was to get it did."""

    posted: dict[str, float] = field(default_factory=dict)
    arrived: dict[tuple[int, str], float] = field(default_factory=dict)

    def times(self, expected: list[tuple[int, str]]) -> Delivery:
        known = [key for key in expected if key in self.arrived]
        times = [1000 * (self.arrived[key] - self.posted[key[1]]) for key in known]
        return Delivery.of(times, len(expected) - len(known))


def measure(load: Load = FULL) -> Streams:
    with tempfile.TemporaryDirectory(prefix="bench-streams-") as folder:
        databases = SqliteDatabases(Path(folder), date.today())  # noqa: DTZ011
        with databases.fresh() as url, LiveBackend(url, Path(folder) / "backend.log") as backend:
            services = build_container(backend.settings)
            try:
                return asyncio.run(_measure(backend, services, load))
            finally:
                services.database.dispose()


async def _measure(backend: LiveBackend, services: Container, load: Load) -> Streams:
    desk = at_the_desk(services, COLLEAGUES[0].login_id)
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(
            aiohttp.ClientSession(backend.url, connector=connector, timeout=timeout)
        )
        chats = [await _taken_over(client, desk) for _ in range(load.streams)]
        arrivals = _Arrivals()
        # Everything that is made once has been made before the process is weighed.
        await _write(client, desk, chats, Load(rate=load.rate, seconds=2), arrivals)
        before = backend.process.memory_info().rss
        opened = [await client.get(chat.path("/events"), headers=chat.headers) for chat in chats]
        weight = backend.process.memory_info().rss - before
        watched = chats[: load.consoles]
        opened += [
            await client.get("/console/api/events", params={"conversation": chat.id}, headers=desk) for chat in watched
        ]
        reading = [asyncio.create_task(_read(response, reader, arrivals)) for reader, response in enumerate(opened)]
        cpu = sum(backend.process.cpu_times()[:2])
        written = await _write(client, desk, chats, load, arrivals)
        cpu = sum(backend.process.cpu_times()[:2]) - cpu
        await _settled(arrivals)
        for task in reading:
            task.cancel()
        for response in opened:
            response.close()
    to_members = list(written)
    to_consoles = [(load.streams + place, text) for place, text in written if place < load.consoles]
    return Streams(
        load=load,
        members=arrivals.times(to_members),
        consoles=arrivals.times(to_consoles),
        kb_per_stream=weight / load.streams / 1000,
        cpu=cpu / load.seconds,
    )


async def _taken_over(client: aiohttp.ClientSession, desk: dict[str, str]) -> _Chat:
    async with client.post("/api/conversations") as answer:
        opening = await answer.json()
    chat = _Chat(opening["id"], {"Authorization": f"Bearer {opening['token']}"})
    async with client.post(f"/console/api/conversations/{chat.id}/step-in", headers=desk) as answer:
        answer.raise_for_status()
    return chat


async def _write(
    client: aiohttp.ClientSession, desk: dict[str, str], chats: list[_Chat], load: Load, arrivals: _Arrivals
) -> list[tuple[int, str]]:
    """The place among the chats and the text of each message; every fifth is for one that a console looks at."""
    choice = random.Random(1)
    posts: list[asyncio.Task[None]] = []
    written: list[tuple[int, str]] = []
    started = time.perf_counter()
    for number in range(load.rate * load.seconds):
        await asyncio.sleep(max(0.0, started + number / load.rate - time.perf_counter()))
        among = load.consoles if number % 5 == 0 else len(chats)
        place, text = choice.randrange(min(among, len(chats))), f"No. {number} of {load.seconds} s"
        written.append((place, text))
        posts.append(asyncio.create_task(_post(client, desk, chats[place], text, arrivals, is_agent=number % 2 == 0)))
    await asyncio.gather(*posts)
    return written


async def _post(
    client: aiohttp.ClientSession, desk: dict[str, str], chat: _Chat, text: str, arrivals: _Arrivals, *, is_agent: bool
) -> None:
    path = ("/console" if is_agent else "") + chat.path("/messages")
    arrivals.posted[text] = time.perf_counter()
    body = {"text": text, "client_message_id": text.replace(" ", "-")}
    async with client.post(path, json=body, headers=desk if is_agent else chat.headers) as answer:
        answer.raise_for_status()


async def _read(response: aiohttp.ClientResponse, reader: int, arrivals: _Arrivals) -> None:
    response.raise_for_status()
    async for kind, data in _events(response):
        now = time.perf_counter()
        if kind == "message":
            arrivals.arrived.setdefault((reader, data["text"]), now)
        elif kind == "entry" and data["kind"] == "message":
            arrivals.arrived.setdefault((reader, "".join(part["text"] for part in data["parts"])), now)


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, dict]]:
    kind = ""
    async for line in response.content:
        name, _, value = line.decode().strip().partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            yield kind, json.loads(value)


async def _settled(arrivals: _Arrivals) -> None:
    """Return once nothing has arrived for a second."""
    count = -1
    while count != len(arrivals.arrived):
        count = len(arrivals.arrived)
        await asyncio.sleep(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=FULL.streams)
    parser.add_argument("--consoles", type=int, default=FULL.consoles)
    parser.add_argument("--rate", type=int, default=FULL.rate)
    parser.add_argument("--seconds", type=int, default=FULL.seconds)
    print(measure(Load(**vars(parser.parse_args()))).as_text())


if __name__ == "__main__":
    main()
