"""Door 1: the only way into Rasa (docs/architecture.md).

Unlike the stock `rest` channel it knows who asks, takes no command from a text, and says when a turn failed.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.desk_routes import add_desk_routes
from bot.served import processor_of, refusal
from bot.spoken_choice import choice_parse_data
from bot.text.normalise import normalise
from bot.topics import intent_of, topic_of
from bot.turn_output import TurnOutput
from bot.turn_processor import TurnError, use_turn_processor
from bot.turn_request import (
    ChoiceMessage,
    EventMessage,
    InvalidRequestError,
    TextMessage,
    TurnRequest,
    parse_turn_request,
)

logger = logging.getLogger(__name__)

MIN_SECRET_LENGTH = 32
DEFAULT_DEADLINE_SECONDS = 8.0

_ASK_BACK = ChoiceMessage(kind="choice", topic="conversation/clarify")  # type: ignore[arg-type]

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class MadoguchiInput(InputChannel):
    """Takes turns from the backend.

    `secret` is what the backend shows as its bearer token; `deadline` is how long a turn may take, in seconds: Rasa
    itself waits 300 s for an action, and keeps the conversation locked meanwhile.
    """

    def __init__(self, *, secret: str, deadline: float = DEFAULT_DEADLINE_SECONDS) -> None:
        if len(secret) < MIN_SECRET_LENGTH:
            raise InvalidConfigException(
                f"credentials.yml: the channel's secret must have at least {MIN_SECRET_LENGTH} characters."
            )
        self._authorization = f"Bearer {secret}".encode()
        self._deadline = deadline

    @classmethod
    def name(cls) -> str:
        return "madoguchi"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> MadoguchiInput:
        """Build the channel of a Rasa server; called before the model is loaded.

        Raises:
            InvalidConfigException: there is no secret, or a short one.
        """
        settings = credentials or {}
        use_turn_processor()
        return cls(
            secret=str(settings.get("secret") or ""),
            deadline=float(settings.get("deadline") or DEFAULT_DEADLINE_SECONDS),
        )

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes under `/webhooks/madoguchi`, all behind the secret."""
        routes = Blueprint("madoguchi")

        @routes.on_request
        async def authorise(request: Request) -> HTTPResponse | None:
            shown = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")
            return None if hmac.compare_digest(shown, self._authorization) else refusal(401, "unauthorized")

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            ready = await _is_ready(request)
            return response.json({"ready": ready}, status=200 if ready else 503)

        @routes.post("/turns")
        async def turns(request: Request) -> HTTPResponse:
            processor = processor_of(request)
            if processor is None:
                return refusal(503, "no model")
            try:
                turn = parse_turn_request(request.body)
                output = TurnOutput(_topics(processor.domain), turn.style)
                message = _user_message(turn, output, processor.domain)
            except InvalidRequestError:
                return refusal(422, "invalid turn")
            await self._run(on_new_message, message, output)
            return response.json(output.as_json())

        add_desk_routes(routes)
        return routes

    async def _run(self, on_new_message: OnNewMessage, message: UserMessage, output: TurnOutput) -> None:
        """Let Rasa take the turn; whatever goes wrong ends up in the output's faults and, without words, in the log."""
        try:
            await asyncio.wait_for(on_new_message(message), self._deadline)
        except asyncio.TimeoutError:
            output.faults.append(f"not done after {self._deadline:g} seconds")
        except TurnError as error:
            output.faults[:] = [str(error)]
        except Exception as error:
            # The text of an unknown error may quote the member; only debugging shows it.
            output.faults.append(f"{type(error).__module__}.{type(error).__name__}")
            logger.debug("A turn raised", exc_info=error)
        if output.faults:
            logger.error("Turn of conversation %s failed: %s", message.sender_id, "; ".join(output.faults))


async def _is_ready(request: Request) -> bool:
    processor = processor_of(request)
    if processor is None:
        return False
    try:
        await processor.check()
    except Exception as error:
        logger.error("The tracker store does not answer: %s", type(error).__name__)
        return False
    return True


def _topics(domain: Domain) -> frozenset[str]:
    return frozenset(topic for topic in map(topic_of, domain.intents) if topic)


def _user_message(turn: TurnRequest, output: TurnOutput, domain: Domain) -> UserMessage:
    """Turn the backend's message into Rasa's.

    Raises:
        InvalidRequestError: it names an intent or an entity that the model does not know.
    """
    message = turn.message
    text = normalise(message.text) if isinstance(message, TextMessage) else ""
    if text:
        parse_data = None
    elif isinstance(message, TextMessage):
        # Nothing but slashes or blanks: there is nothing to understand, so the bot asks back.
        parse_data = _parse_data(_ASK_BACK, domain)
    else:
        parse_data = _parse_data(message, domain)
    return UserMessage(text, output, turn.conversation, parse_data, input_channel=MadoguchiInput.name())


def _parse_data(message: ChoiceMessage | EventMessage, domain: Domain) -> dict[str, Any]:
    """What the NLU would have found: Rasa then asks it nothing, and no text that looks like a command exists."""
    intent = intent_of(message.topic) if isinstance(message, ChoiceMessage) else message.name
    data: dict[Any, Any] = (message.data if isinstance(message, ChoiceMessage) else None) or {}
    if intent not in domain.intents or not set(data) <= set(domain.entities):
        raise InvalidRequestError
    return choice_parse_data(intent, data)
