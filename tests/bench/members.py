"""Members who ask: the same questions to either side, at most five in a conversation."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Iterator
from typing import Protocol

import httpx
import yaml

from tests.bench.stock_project import ROOT

TURNS_PER_CONVERSATION = 5


def questions() -> Iterator[str]:
    """The question of every FAQ topic, over and over."""
    topics = yaml.safe_load((ROOT / "data/topics.yml").read_text(encoding="utf-8"))["topics"]
    return itertools.cycle(entry["question"] for topic, entry in topics.items() if topic.startswith("faq/"))


class Side(Protocol):
    """How one side is asked."""

    async def open(self) -> str:
        """Open a conversation; not part of a turn's time."""

    async def ask(self, conversation: str, text: str) -> bool:
        """One turn; whether the bot answered."""

    async def close(self) -> None:
        """Let go of the connections."""


class Product:
    """Our chat API: the message and its reply are in the database when it answers."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=30)
        self._tokens: dict[str, str] = {}

    async def open(self) -> str:
        opened = (await self._client.post("/api/conversations", json={})).raise_for_status().json()
        self._tokens[opened["id"]] = opened["token"]
        return str(opened["id"])

    async def ask(self, conversation: str, text: str) -> bool:
        headers = {"Authorization": f"Bearer {self._tokens[conversation]}"}
        path = f"/api/conversations/{conversation}/messages"
        answer = await self._client.post(path, json={"text": text}, headers=headers)
        return any(reply["author"] == "bot" for reply in answer.raise_for_status().json()["messages"][1:])

    async def close(self) -> None:
        await self._client.aclose()


class Stock:
    """The stock rest channel, straight at Rasa."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=30)

    async def open(self) -> str:
        return uuid.uuid4().hex

    async def ask(self, conversation: str, text: str) -> bool:
        answer = await self._client.post("/webhooks/rest/webhook", json={"sender": conversation, "message": text})
        return bool(answer.raise_for_status().json())

    async def close(self) -> None:
        await self._client.aclose()


async def one_member(side: Side, turns: int, texts: Iterator[str]) -> list[float]:
    """Ask one question after the other; the time of each turn, in milliseconds."""
    times: list[float] = []
    conversation = ""
    for number in range(turns):
        if number % TURNS_PER_CONVERSATION == 0:
            conversation = await side.open()
        text = next(texts)
        started = time.perf_counter()
        answered = await side.ask(conversation, text)
        times.append((time.perf_counter() - started) * 1000)
        if not answered:
            raise RuntimeError(f"{type(side).__name__} gave no answer to: {text}")
    return times


async def many_members(side: Side, members: int, turns_each: int) -> float:
    """So many members at once, each opening conversations as it goes; turns per second."""
    texts = questions()
    started = time.perf_counter()
    await asyncio.gather(*(one_member(side, turns_each, texts) for _ in range(members)))
    return members * turns_each / (time.perf_counter() - started)
