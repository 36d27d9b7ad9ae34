"""A connection to Slack from here, for who is behind a firewall: all comes by it that else comes by HTTP."""

import asyncio
import logging

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from backend.core.settings import Settings

# The connection's own comings and goings are Slack's routine: it is renewed every few hours.
_logger = logging.getLogger("madoguchi.slack.socket_mode")
_logger.setLevel(logging.WARNING)


class SocketMode:
    """Connects again by itself, also when Slack is down at the start: nothing else waits for it."""

    def __init__(self, app: AsyncApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._handler: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Nothing without an app token."""
        token = self._settings.slack_app_token
        if token is None:
            return
        # Made here: it belongs to the loop that runs.
        self._handler = AsyncSocketModeHandler(
            self._app,
            token.get_secret_value(),
            logger=_logger,
            web_client=AsyncWebClient(base_url=self._settings.slack_api_url, logger=_logger),
        )
        self._connecting = asyncio.create_task(self._handler.connect_async())  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        if self._connecting is not None:
            self._connecting.cancel()
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call]
