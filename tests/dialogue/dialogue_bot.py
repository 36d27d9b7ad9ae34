"""The bot's own rules and actions for tests: Rasa in this process, a real action server, a fake backend behind it."""

from __future__ import annotations

import asyncio
import itertools
import socket
import threading
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import rasa_sdk.endpoint
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import UserMessage
from rasa.core.test import StoryEvaluation, _collect_story_predictions, _create_data_generator
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot.answers_for import answers_for
from bot.known_slots import known_slots
from bot.topics import topic_of
from bot.turn_output import TurnOutput
from bot.turn_processor import TurnError, TurnProcessor, use_turn_processor
from bot.turn_request import Style

T = TypeVar("T")
_SECONDS = 60


@dataclass(frozen=True)
class Turn:
    """What the bot said in a turn."""

    messages: list[dict[str, Any]]
    failed: bool
    misses: int = 0
    denied: bool = False

    @property
    def topics(self) -> list[str]:
        """The topic of each message, in order."""
        return [message["topic"] for message in self.messages]

    @property
    def only(self) -> dict[str, Any]:
        """The one message of the turn."""
        assert len(self.messages) == 1, self.messages
        return self.messages[0]

    @property
    def text(self) -> str:
        """The text of the one message."""
        return str(self.only["text"])

    @property
    def card(self) -> dict[str, Any]:
        """The card of the one message."""
        card = self.only["card"]
        assert isinstance(card, dict), self.only
        return card

    @property
    def offers(self) -> dict[str, dict[str, Any]]:
        """The choices of the last message by title."""
        return {choice["title"]: choice for choice in self.messages[-1]["choices"]}


class Conversation:
    """One member talking to the bot. `understood` stands in for the NLU where a test is not about it."""

    def __init__(self, bot: DialogueBot, reference: str) -> None:
        self._bot = bot
        self.reference = reference

    def understood(
        self,
        intent: str,
        text: str = "",
        entities: Mapping[str, str | list[str]] | list[tuple[str, str]] | None = None,
        candidates: list[str] | None = None,
        style: Style = "standard",
        also: list[str] | None = None,
    ) -> Turn:
        """A message that the NLU reads as this intent with these entities; in a list where their order counts."""
        named = entities if isinstance(entities, list) else (entities or {}).items()
        found = [
            {"entity": name, "value": value}
            for name, values in named
            for value in (values if isinstance(values, list) else [values])
        ]
        parsed: dict[str, Any] = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": found}
        if candidates is not None:
            parsed["decision"] = {"candidates": candidates, "also": also or []}
        return self._bot.turn(self.reference, text, parsed, style)

    def choose(self, choice: Mapping[str, Any]) -> Turn:
        """Take a choice that was offered: its topic's intent, its data as entities, no text."""
        return self.understood(choice["topic"].replace("/", "_", 1), entities=choice.get("data") or {})

    def say(self, text: str, style: Style = "standard") -> Turn:
        """A message for the real NLU."""
        return self._bot.turn(self.reference, text, None, style)

    def identified(self) -> Turn:
        """The backend's event."""
        return self.understood("identity_confirmed")

    def slots(self) -> dict[str, Any]:
        """What the bot remembers."""
        return self._bot.slots(self.reference)

    def known(self) -> dict[str, Any]:
        """What a person at the desk is told of what the bot remembers."""
        return self._bot.known(self.reference)

    def last_events(self) -> list[dict[str, Any]]:
        """What Rasa made of the latest message: the message itself, then what it did."""
        return self._bot.last_events(self.reference)


class DialogueBot:
    """A model with the actions behind it, on a loop of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._numbers = itertools.count(1)
        self._server: Any = None
        self._agent: Agent | None = None

    def start(self, model: str) -> None:
        """Serve the actions and load the model."""
        self.run(self._start(model))

    def conversation(self) -> Conversation:
        """A new member."""
        return Conversation(self, f"conversation-{next(self._numbers):04d}")

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run something on the bot's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=_SECONDS)

    def turn(self, reference: str, text: str, parsed: dict[str, Any] | None, style: Style = "standard") -> Turn:
        """One turn, as the channel takes it."""
        return self.run(self._turn(reference, text, parsed, style))

    def suggestions(self, text: str, style: Style) -> list[dict[str, Any]]:
        """What a person at the desk is offered as an answer to a text."""
        return self.run(answers_for(text, style, self._processor))

    def known(self, reference: str) -> dict[str, Any]:
        """What a person at the desk is told of the slots."""
        return known_slots(self.run(self._loaded.processor.get_tracker(reference)))

    def slots(self, reference: str) -> dict[str, Any]:
        """The slots that are set."""
        tracker = self.run(self._loaded.processor.get_tracker(reference))
        return {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}

    def last_events(self, reference: str) -> list[dict[str, Any]]:
        """The events since the latest message, the message first."""
        events = [event.as_dict() for event in self.run(self._loaded.processor.get_tracker(reference)).events]
        start = max(place for place, event in enumerate(events) if event["event"] == "user")
        return events[start:]

    def evaluate(self, stories: Path) -> StoryEvaluation:
        """Rasa's own end-to-end evaluation of a folder of test stories, with this model."""
        return self.run(self._evaluate(stories))

    def close(self) -> None:
        """Stop everything."""
        if self._server is not None:
            self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    @property
    def _loaded(self) -> Agent:
        assert self._agent is not None
        return self._agent

    @property
    def _processor(self) -> TurnProcessor:
        processor = self._loaded.processor
        assert isinstance(processor, TurnProcessor)
        return processor

    async def _start(self, model: str) -> None:
        use_turn_processor()
        Sanic.test_mode = True
        app = rasa_sdk.endpoint.create_app("actions")
        # Sanic takes port 0 for its default, so the free port comes with the socket.
        sock = socket.create_server(("127.0.0.1", 0))
        port = sock.getsockname()[1]
        self._server = await app.create_server(
            sock=sock, return_asyncio_server=True, asyncio_server_kwargs={"start_serving": False}
        )
        await self._server.startup()
        await self._server.start_serving()
        file = self._folder / "endpoints.yml"
        file.write_text(
            f"action_endpoint: {{url: 'http://127.0.0.1:{port}/webhook', enable_selective_domain: true}}\n"
            f"tracker_store: {{type: bot.tracker_store.RowTrackerStore, url: 'sqlite:///{self._folder}/trackers.db'}}\n"
        )
        self._agent = await load_agent(model, endpoints=AvailableEndpoints.read_endpoints(str(file)))

    async def _turn(self, reference: str, text: str, parsed: dict[str, Any] | None, style: Style) -> Turn:
        topics = frozenset(filter(None, map(topic_of, self._loaded.domain.intents)))
        output = TurnOutput(topics, style)
        try:
            await self._loaded.handle_message(UserMessage(text, output, reference, parsed))
        except TurnError as error:
            output.faults.append(str(error))
        return Turn(output.messages, bool(output.faults), output.misses, output.denied)

    async def _evaluate(self, stories: Path) -> StoryEvaluation:
        generator = _create_data_generator(str(stories), self._loaded, use_conversation_test_files=True)
        evaluation, _, _ = await _collect_story_predictions(
            generator.generate_story_trackers(), self._loaded, use_e2e=True
        )
        return evaluation

    async def _stop(self) -> None:
        if self._agent is not None:
            await self._agent.processor.action_endpoint.close()
        self._server.server.close()
        for connection in list(self._server.connections):
            connection.abort()
        await self._server.server.wait_closed()
