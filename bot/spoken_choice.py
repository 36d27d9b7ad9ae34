"""A choice that a member describes in words instead of tapping it, taken before the NLU sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.last_turn import DENY_ANSWER, SLOT, LastTurn
from bot.text.bare import names_nothing
from bot.text.denial import without_denial
from bot.text.entities import find_entities
from bot.text.normalise import normalise
from bot.text.picking import Offer, is_no, picked
from bot.topic_catalogue import catalogue
from bot.topics import intent_of

_REQUESTED = "requested_slot"
# In forms that ask for one of these a bare figure is no number of a choice, for nothing else is a number there.
_ASKING_NO_NUMBER = frozenset({None, "due_services", "due_method"})


def spoken_choice(text: str, tracker: DialogueStateTracker) -> dict[str, Any] | None:
    """What the NLU would find had the choice been tapped; a no to the question for it denies them all.

    None for words that pick none of the last choices.
    """
    slots = tracker.current_slot_values()
    last = LastTurn.from_slot(slots.get(SLOT))
    if not last.choices:
        return None
    words = without_denial(normalise(text))
    # A form reads names by itself, and what names a service, a month or a number says more than which choice.
    by_name = not tracker.active_loop_name and not find_entities(words)
    # 「わからない」 is no name for what one has forgotten.
    named = by_name and not names_nothing(words)
    offers = [_offer(choice, by_name=named) for choice in last.choices]
    asked, digits = last.asked and by_name, slots.get(_REQUESTED) in _ASKING_NO_NUMBER
    place = picked(words, offers, asked=asked, digits=digits)
    if place is None:
        return choice_parse_data(DENY_ANSWER, None) if asked and is_no(words) else None
    return choice_parse_data(intent_of(last.choices[place]["topic"]), last.choices[place].get("data"))


def choice_parse_data(intent: str, data: Mapping[str, Any] | None) -> dict[str, Any]:
    """A choice as the NLU's finding, with its data as entities and no words."""
    entities = [
        {"entity": name, "value": value, "extractor": "MadoguchiInput"}
        for name, values in (data or {}).items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return {"text": "", "intent": {"name": intent, "confidence": 1.0}, "entities": entities}


def _offer(choice: Mapping[str, Any], *, by_name: bool) -> Offer:
    if not by_name:
        return Offer("")
    return Offer(choice["title"], catalogue().keywords.get(choice["topic"], ()))
