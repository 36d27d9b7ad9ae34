"""The shape that most actions share."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import Reply

Event = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What an action says, if anything, and what it leaves in the tracker."""

    reply: Reply | None = None
    events: list[Event] = field(default_factory=list)
    # A form that was open for another wish goes on after this.
    in_passing: bool = False


class WishAction(Action, ABC):
    """Answers a wish. A form that was open for another wish is left: the member has moved on."""

    # False for what is said in passing: the form then takes up its question again.
    leaves_form: ClassVar[bool] = True

    @abstractmethod
    def name(self) -> str:
        """As the domain lists it."""

    @abstractmethod
    async def answer(self, tracker: Tracker) -> Outcome:
        """Do what the wish needs. Raises whatever goes wrong: the channel then marks the turn as failed."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Say the reply and report the events."""
        outcome = await self.answer(tracker)
        if outcome.reply:
            outcome.reply.send(dispatcher, tracker)
        form_open = bool((tracker.active_loop or {}).get("name"))
        leaving = (
            [ActiveLoop(None), SlotSet("requested_slot", None)]
            if form_open and self.leaves_form and not outcome.in_passing
            else []
        )
        return [*leaving, *outcome.events]
