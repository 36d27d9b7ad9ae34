"""How often in a row the member got no answer, or a wrong one, and the person offered then."""

from rasa_sdk import Tracker

from actions.message import intent_of
from actions.reply import Choice
from bot.last_turn import SLOT, LastTurn

PERSON = Choice("担当者に相談する", "conversation/handoff")


def missed_before(tracker: Tracker) -> bool:
    """Whether this turn, a miss itself, follows on another one."""
    return LastTurn.from_slot(tracker.get_slot(SLOT)).misses_before(intent_of(tracker)) > 0


def with_person(choices: tuple[Choice, ...], most: int) -> tuple[Choice, ...]:
    """A person first, then as many of the choices as there is room for."""
    others = [choice for choice in choices if choice.topic != PERSON.topic]
    return (PERSON, *others[: most - 1])
