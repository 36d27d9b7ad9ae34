"""The shape that most actions share."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

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


class WishAction(Action, ABC):
    """Answers a wish. A form that was open for another wish is left: the member has moved on."""

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
            outcome.reply.send(dispatcher)
        return [*leave_form(tracker), *outcome.events]


def leave_form(tracker: Tracker) -> list[Event]:
    """Close whichever form is open."""
    if not (tracker.active_loop or {}).get("name"):
        return []
    return [ActiveLoop(None), SlotSet("requested_slot", None)]
