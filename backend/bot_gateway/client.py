"""Asks the bot for its part of a turn."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import aiohttp
from pydantic import BaseModel, ValidationError

from backend.bot_gateway.messages import BotReply, KnownSlots, Style, Suggestion, Suggestions, Turn

logger = logging.getLogger(__name__)

_HEALTH_DEADLINE = 2.0
_CONNECT_DEADLINE = 2.0
# For what only helps a person at the desk: they work on without it.
_AID = aiohttp.ClientTimeout(total=2.0)
# Of the two servers behind this the action server lets go of an idle connection first, after 5 seconds; one that is
# about to be closed must not be picked up again.
_KEEP_IDLE_SECONDS = 2.0

Answer = TypeVar("Answer", bound=BaseModel)


class BotUnavailableError(Exception):
    """The bot was down, late, silent, or broke off half-way."""


class BotGateway:
    """A pooled connection to the Rasa server's own channel.

    By aiohttp, which needs a quarter of httpx's time for a call: 0.3 against 1.0 ms of a turn.
    """

    def __init__(self, *, rasa_url: str, actions_url: str, secret: str, deadline_seconds: float) -> None:
        self._channel_url = f"{rasa_url}/webhooks/madoguchi"
        self._actions_url = actions_url
        self._authorization = {"Authorization": f"Bearer {secret}"}
        self._deadline = aiohttp.ClientTimeout(total=deadline_seconds, sock_connect=_CONNECT_DEADLINE)
        self._kept: aiohttp.ClientSession | None = None

    async def take_turn(self, reference: str, turn: Turn, style: Style) -> BotReply:
        """The bot's whole reply to one turn.

        Raises `BotUnavailableError` for anything less: half a reply counts as none.
        """
        body = {"conversation": reference, "message": turn.as_json(), "style": style}
        reply = await self._ask("POST", "turns", BotReply, body=body, deadline=self._deadline)
        if reply.failed or not reply.messages:
            logger.warning("the bot's turn failed")
            raise BotUnavailableError
        return reply

    async def suggestions(self, text: str, style: Style) -> list[Suggestion]:
        """What the bot would answer to the text, the likeliest first; empty if it cannot say, or not at once.

        No conversation of the bot's takes part in it.
        """
        body = {"text": text, "style": style}
        try:
            return (await self._ask("POST", "suggestions", Suggestions, body=body, deadline=_AID)).suggestions
        except BotUnavailableError:
            return []

    async def slots(self, reference: str) -> dict[str, Any]:
        """What the bot has understood so far; empty if it cannot say, or not at once.

        `form` and `look_up` are topics: what is being asked for, and what waits for the member to prove who they are;
        `numbers` and `services` are lists, the latter of `Service`; `usage_month` is an EXPR of door 2; then
        `payment_method`, `closing` (`20`, `end`, `both`) and `login_id` as typed. Only what is known is there.
        """
        path = f"conversations/{quote(reference, safe='')}/slots"
        try:
            return (await self._ask("GET", path, KnownSlots, deadline=_AID)).slots
        except BotUnavailableError:
            return {}

    async def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        deadline: aiohttp.ClientTimeout,
        body: Mapping[str, object] | None = None,
    ) -> Answer:
        """One call of the bot's channel.

        Raises `BotUnavailableError` for whatever is not the whole answer in time.
        """
        try:
            async with self._session().request(
                method,
                f"{self._channel_url}/{path}",
                json=body,
                headers=self._authorization,
                timeout=deadline,
                allow_redirects=False,
            ) as response:
                if response.status != 200:
                    logger.warning("the bot answered %d", response.status)
                    raise BotUnavailableError
                return answer.model_validate_json(await response.read())
        except (aiohttp.ClientError, OSError, TimeoutError, ValidationError) as error:
            # Only the kind of error: its words can hold what the member wrote.
            logger.warning("the bot did not answer: %s", type(error).__name__)
            raise BotUnavailableError from error

    async def parts_down(self) -> list[str]:
        """Which of `rasa` and `actions` do not answer."""
        checks = {"rasa": f"{self._channel_url}/health", "actions": f"{self._actions_url}/health"}
        answers = await asyncio.gather(*(self._answers(url) for url in checks.values()))
        return [part for part, answer in zip(checks, answers, strict=True) if not answer]

    async def _answers(self, url: str) -> bool:
        deadline = aiohttp.ClientTimeout(total=_HEALTH_DEADLINE)
        try:
            async with self._session().get(url, headers=self._authorization, timeout=deadline) as response:
                return response.ok
        except (aiohttp.ClientError, OSError, TimeoutError):
            return False

    def _session(self) -> aiohttp.ClientSession:
        """The session of all calls, opened at the first: it belongs to the loop that runs then."""
        if self._kept is None or self._kept.closed:
            self._kept = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=200, keepalive_timeout=_KEEP_IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._kept

    async def close(self) -> None:
        if self._kept is not None:
            await self._kept.close()
