"""What of a tracker is worth keeping between two turns."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.last_turn import SLOT

KEPT_TURNS = 2
"""Turns that a shortened session keeps word for word; rules look back over one or two."""

_KEPT_PARSE_DATA = ("intent", "entities")
_DROPPED_METADATA = ("model_id", "assistant_id")


def compact_events(tracker: DialogueStateTracker, domain: Domain, *, max_events: int) -> list[Event]:
    """The events of the current session without what the bot said, which no policy reads and the backend records.

    If they are more than `max_events`, all but the last turns give way to the state they led to: slots and open form.
    """
    events = [event for event in _current_session(list(tracker.events)) if not isinstance(event, BotUttered)]
    events = _without_older_turns(events)
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(events) <= max_events or len(turns) <= KEPT_TURNS:
        return events
    cut = turns[-KEPT_TURNS]
    before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], domain.slots)
    return [*_state(before, at=events[cut - 1].timestamp), *events[cut:]]


def slim(event: dict[str, Any]) -> dict[str, Any]:
    """An event's dict without its empty parts, the model's ids and all of the NLU's output but intent and entities.

    `restore` makes of it an event that acts the same.
    """
    kept = {key: value for key, value in event.items() if value is not None}
    metadata = {key: value for key, value in kept.pop("metadata", {}).items() if key not in _DROPPED_METADATA}
    if metadata:
        kept["metadata"] = metadata
    if "parse_data" in kept:
        kept["parse_data"] = {key: kept["parse_data"][key] for key in _KEPT_PARSE_DATA}
    return kept


def restore(kept: Iterable[dict[str, Any]]) -> list[Event]:
    """The events of these dicts.

    Does what Rasa's `deserialise_events` does, which searches all classes for each event: 2 ms of a turn at 50 events.

    Raises:
        ValueError: an event of a kind that this release of Rasa does not know.
    """
    return [_event_class(each["event"])._from_parameters(each) for each in kept]


@functools.cache
def _event_class(type_name: str) -> type[Event]:
    found: type[Event] = Event.resolve_by_type(type_name)
    return found


def _current_session(events: list[Event]) -> list[Event]:
    """What came since the last session start; Rasa itself never looks further back."""
    starts = [
        index
        for index, event in enumerate(events)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME
    ]
    return events[starts[-1] :] if starts else events


def _without_older_turns(events: list[Event]) -> list[Event]:
    """Of the events that keep a turn for the next one only the newest counts."""
    at = [index for index, event in enumerate(events) if isinstance(event, SlotSet) and event.key == SLOT]
    older = frozenset(at[:-1])
    return [event for index, event in enumerate(events) if index not in older]


def _state(tracker: DialogueStateTracker, *, at: float) -> list[Event]:
    """Events that lead a fresh tracker straight to the state of this one, which waits for the member."""
    slots = [slot for slot in tracker.slots.values() if slot.value != slot.initial_value]
    loop = [ActiveLoop(tracker.active_loop_name, timestamp=at)] if tracker.active_loop_name else []
    return [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
        SessionStarted(timestamp=at),
        *[SlotSet(slot.name, slot.value, timestamp=at) for slot in slots],
        *loop,
        ActionExecuted(ACTION_LISTEN_NAME, timestamp=at),
    ]
