"""How Rasa reaches the action server: over connections that are kept, and with failures that cannot be overlooked."""

from __future__ import annotations

import asyncio
import functools
from types import TracebackType
from typing import Any

import aiohttp
from jsonschema import validators
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

_REJECTED = 400
"""What rasa-sdk answers when an action declines to run, which is no failure."""

# Sanic closes an idle connection after 5 seconds; one that is about to be closed must not be picked up again.
_KEEP_IDLE_SECONDS = 2.0


class ActionServerError(Exception):
    """The action raised, or its server was out of reach or answered nonsense.

    Deliberately no RasaException: ActionExtractSlots swallows those. Carries no body: rasa-sdk's error holds the whole
    tracker, which Rasa would log.
    """


class ActionEndpoint(EndpointConfig):
    """The action server's address with one client session for all calls; stock Rasa opens a connection for each."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        super().__init__(
            endpoint.url,
            endpoint.params,
            endpoint.headers,
            endpoint.basic_auth,
            endpoint.token,
            endpoint.token_name,
            endpoint.cafile,
            **endpoint.kwargs,
        )
        self._kept: aiohttp.ClientSession | None = None

    def session(self) -> Any:
        """The kept session, opened at its first use, since only then the server's loop runs."""
        if self._kept is None or self._kept.closed:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_IDLE_SECONDS)
            auth = (
                aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
            )
            self._kept = aiohttp.ClientSession(headers=self.headers, auth=auth, connector=connector)
        return _StaysOpen(self._kept)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Call the action server.

        Raises:
            ClientResponseError: the action declined to run.
            ActionServerError: anything else that is not an answer.
        """
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            if error.status == _REJECTED:
                raise
            raise ActionServerError(f"the action server answered {error.status}") from None
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError) as error:
            raise ActionServerError(f"the action server did not answer: {type(error).__name__}") from None

    async def close(self) -> None:
        """Close the kept connections."""
        if self._kept is not None:
            await self._kept.close()


def check_action_result(_action: RemoteAction, result: Any) -> bool:
    """Check an action's answer against Rasa's schema.

    Takes the place of `RemoteAction._validate_action_result`, which also checks the schema itself at each call: that
    takes 15 to 20 ms, with the event loop standing still.

    Raises:
        jsonschema.ValidationError: the answer is not one of an action server.
    """
    _result_validator().validate(result)
    return True


@functools.cache
def _result_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    return validators.validator_for(schema)(schema)


class _StaysOpen:
    """Hands out a session that EndpointConfig's `async with` must not close."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None
