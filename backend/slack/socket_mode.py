"""A connection to Slack from here, for who is behind a firewall: all comes by it that else comes by HTTP."""

import asyncio
import logging

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from backend.core.settings import Settings

logger = logging.getLogger(__name__)

# A ping goes out so often, and so often it is tried to connect while there is no connection.
_TRIES_EVERY = 10.0
_LOOKS_EVERY = 0.5
# Slack renews its connections every few hours: so long there may be none without a word in the log.
_RENEWED_WITHIN = 10.0
_CLOSED_WITHIN = 5.0


class _Why(logging.Handler):
    """Keeps why a try has failed, in place of the SDK's tracebacks, one a try."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.code = ""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, SlackApiError):
            self.code = str(error.response.get("error") or error.response.status_code)
        elif error is not None:
            self.code = type(error).__name__


class SocketMode:
    """Connects again by itself, also when Slack is down at the start: nothing else waits for it."""

    def __init__(self, app: AsyncApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._client: SocketModeClient | None = None
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._why = _Why()

    async def start(self) -> None:
        """Nothing without an app token."""
        token = self._settings.slack_app_token
        if token is None:
            return
        quiet = logging.Logger("slack_sdk.socket_mode", logging.ERROR)
        quiet.addHandler(self._why)
        # Made here: it belongs to the loop that runs.
        handler = AsyncSocketModeHandler(
            self._app,
            token.get_secret_value(),
            logger=quiet,
            web_client=AsyncWebClient(base_url=self._settings.slack_api_url, logger=quiet),
            ping_interval=_TRIES_EVERY,
        )
        client = self._client = handler.client
        connecting = asyncio.create_task(client.connect())  # type: ignore[no-untyped-call]
        self._tasks = (connecting, asyncio.create_task(self._watch(client)))

    async def stop(self) -> None:
        """Nothing of it is left."""
        client = self._client
        if client is None:
            return
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        theirs = (client.message_processor, client.current_session_monitor, client.message_receiver)
        try:
            await asyncio.wait_for(client.close(), _CLOSED_WITHIN)  # type: ignore[no-untyped-call]
        except TimeoutError:
            logger.warning("Slack did not say goodbye: its connection is left to end by itself")
        await asyncio.gather(*(task for task in theirs if task is not None), return_exceptions=True)

    async def _watch(self, client: SocketModeClient) -> None:
        """One line when there is no connection, and one when there is again."""
        is_told, without = False, 0.0
        while True:
            await asyncio.sleep(_LOOKS_EVERY)
            if await client.is_connected():
                if is_told:
                    logger.warning("connected to Slack again")
                is_told, without = False, 0.0
                continue
            without += _LOOKS_EVERY
            if without >= _RENEWED_WITHIN and not is_told:
                logger.warning("no connection to Slack (%s): tried again until there is one", self._why.code or "lost")
                is_told = True
            # An address is good once, and the SDK would try the same for ever.
            client.wss_uri = None
