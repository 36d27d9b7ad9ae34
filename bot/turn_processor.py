"""Rasa's message processor, but a turn either succeeds as a whole or fails as a whole.

Stock Rasa logs an action's exception (with the member's words in it) and goes on, keeps trackers in memory when their
database is down, and saves whatever state came out. Here a failed turn raises and leaves the conversation as it was.
"""

from __future__ import annotations

import logging
from typing import Any, NoReturn

import rasa.core.agent
import rasa.core.processor
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.action_endpoint import ActionEndpoint, ActionServerError, check_action_result
from bot.follow_up import in_its_place
from bot.graph_runner import InOrderGraphRunner
from bot.spoken_choice import spoken_choice
from bot.turn_end import end_turn
from bot.turn_output import TurnOutput

logger = logging.getLogger(__name__)

STYLE_SLOT = "style"


class TurnError(Exception):
    """The turn cannot be finished. Its text names the part that failed and holds no words of the member."""


def use_turn_processor() -> None:
    """Make Rasa's agent build its processor from this class; Rasa has no setting for it."""
    rasa.core.agent.MessageProcessor = TurnProcessor
    rasa.core.processor.DaskGraphRunner = InOrderGraphRunner
    RemoteAction._validate_action_result = check_action_result


class TurnProcessor(MessageProcessor):
    """Processes a turn as a whole or not at all."""

    def __init__(self, **kwargs: Any) -> None:
        store = kwargs["tracker_store"]
        # The wrapper would answer a database that is down with an empty memory, and nobody would notice.
        primary = store._tracker_store if isinstance(store, FailSafeTrackerStore) else store
        if isinstance(primary, InMemoryTrackerStore):
            # Also where Rasa ends up, with only a warning, when the class named in endpoints.yml cannot be imported.
            raise RasaException("endpoints.yml must name a tracker store that lasts; conversations would be lost.")
        if not kwargs.get("action_endpoint"):
            raise RasaException("endpoints.yml must name the action server.")
        kwargs.update(
            tracker_store=primary,
            action_endpoint=ActionEndpoint(kwargs["action_endpoint"]),
            on_circuit_break=_too_many_actions,
        )
        super().__init__(**kwargs)

    async def check(self) -> None:
        """Raise whatever keeps the tracker store from answering."""
        await self.tracker_store.exists("health")

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Understand a text, or take the choice that it picks; tell the turn how sure the bot is."""
        taken = spoken_choice(message.text or "", tracker) if tracker else None
        if taken:
            # From here on it is a choice that was tapped: a choice has no words.
            message.text = taken["text"]
            return taken
        parsed: dict[str, Any] = await super().parse_message(message, tracker, only_output_properties)
        if tracker:
            parsed = in_its_place(parsed, message.text or "", tracker)
        if isinstance(message.output_channel, TurnOutput):
            message.output_channel.confidence = parsed["intent"].get("confidence")
        return parsed

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Leave out what `rasa data validate` has checked: Rasa builds an empty domain for it at each message."""

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Tell the conversation the style of this turn, then do as Rasa does.

        After a new session has begun, which empties the slots; only where it changes, to keep the tracker short.
        """
        if isinstance(output_channel, TurnOutput) and tracker.get_slot(STYLE_SLOT) != output_channel.style:
            tracker.update(SlotSet(STYLE_SLOT, output_channel.style), self.domain)
        return await super().run_action_extract_slots(output_channel, tracker)

    async def _run_prediction_loop(self, output_channel: OutputChannel, tracker: DialogueStateTracker) -> None:
        await super()._run_prediction_loop(output_channel, tracker)
        if isinstance(output_channel, TurnOutput):
            faults = output_channel.faults or ([] if output_channel.messages else ["nothing was said"])
            if faults:
                raise TurnError("; ".join(faults))
            kept = end_turn(output_channel, tracker)
            if kept:
                tracker.update(kept, self.domain)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        watched = _WatchedAction(action)
        go_on = await super()._run_action(watched, tracker, output_channel, nlg, prediction)
        if watched.error is not None:
            raise TurnError(f"{action.name()}: {_describe(watched.error)}") from watched.error
        return go_on


class _WatchedAction(Action):
    """Runs an action and keeps its exception, which the processor would log and forget."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.error: Exception | None = None

    def name(self) -> str:
        return self._action.name()

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> Event:
        return self._action.event_for_successful_execution(prediction)

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        try:
            return await self._action.run(output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            self.error = error
            return []


def _describe(error: Exception) -> str:
    """Our own errors in their words; others by their type alone, since their text may quote the member."""
    return str(error) if isinstance(error, ActionServerError) else type(error).__name__


def _too_many_actions(*_: Any) -> NoReturn:
    raise TurnError("the limit of actions in a turn was reached")
