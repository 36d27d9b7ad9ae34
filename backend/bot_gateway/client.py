"""Asks the bot for its part of a turn."""

import asyncio
import logging

import httpx
from pydantic import ValidationError

from backend.bot_gateway.messages import BotReply, Style, Turn

logger = logging.getLogger(__name__)

_HEALTH_DEADLINE = 2.0


class BotUnavailableError(Exception):
    """The bot was down, late, silent, or broke off half-way."""


class BotGateway:
    """A pooled connection to the Rasa server's own channel."""

    def __init__(self, *, rasa_url: str, actions_url: str, secret: str, deadline_seconds: float) -> None:
        self._deadline = deadline_seconds
        self._actions_url = actions_url
        self._client = httpx.AsyncClient(
            base_url=f"{rasa_url}/webhooks/madoguchi",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=httpx.Timeout(deadline_seconds, connect=2.0),
            limits=httpx.Limits(max_connections=200, max_keepalive_connections=50),
            trust_env=False,
        )

    async def take_turn(self, reference: str, turn: Turn, style: Style) -> BotReply:
        """The bot's whole reply to one turn.

        Raises `BotUnavailableError` for anything less: half a reply counts as none.
        """
        body = {"conversation": reference, "message": turn.as_json(), "style": style}
        try:
            async with asyncio.timeout(self._deadline):
                response = await self._client.post("/turns", json=body)
            response.raise_for_status()
            reply = BotReply.model_validate_json(response.content)
        except (httpx.HTTPError, TimeoutError, ValidationError) as error:
            # Only the kind of error: its words can hold what the member wrote.
            logger.warning("the bot did not answer: %s", type(error).__name__)
            raise BotUnavailableError from error
        if reply.failed or not reply.messages:
            logger.warning("the bot's turn failed")
            raise BotUnavailableError
        return reply

    async def parts_down(self) -> list[str]:
        """Which of `rasa` and `actions` do not answer."""
        checks = {"rasa": "/health", "actions": f"{self._actions_url}/health"}
        answers = await asyncio.gather(*(self._answers(url) for url in checks.values()))
        return [part for part, answer in zip(checks, answers, strict=True) if not answer]

    async def _answers(self, url: str) -> bool:
        try:
            response = await self._client.get(url, timeout=_HEALTH_DEADLINE)
        except httpx.HTTPError:
            return False
        return response.is_success

    async def close(self) -> None:
        await self._client.aclose()
