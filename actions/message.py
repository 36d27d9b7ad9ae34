"""Reading the member's latest message out of Rasa's tracker."""

from typing import Any

from rasa_sdk import Tracker


def text_of(tracker: Tracker) -> str:
    """The message as typed; empty for an event."""
    return str(tracker.latest_message.get("text") or "")


def intent_of(tracker: Tracker) -> str:
    """The name of the intent that was understood, or that a choice stands for."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def entities_of(tracker: Tracker, name: str) -> tuple[str, ...]:
    """The values of an entity in the order said, each once. A choice may carry several in a list."""
    values: list[str] = []
    for entity in tracker.latest_message.get("entities") or []:
        if entity.get("entity") == name:
            values.extend(_flat(entity.get("value")))
    return tuple(dict.fromkeys(values))


def named_in_order(tracker: Tracker, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Entity and value of all that have one of these names, in the order said."""
    return [
        (entity["entity"], value)
        for entity in tracker.latest_message.get("entities") or []
        if entity.get("entity") in names
        for value in _flat(entity.get("value"))
    ]


def entity_of(tracker: Tracker, name: str) -> str | None:
    """The value said last: people correct themselves forwards."""
    values = entities_of(tracker, name)
    return values[-1] if values else None


def candidates_of(tracker: Tracker) -> tuple[str, ...]:
    """The topics it may have been about, best first; none where a choice or an event led here."""
    decision = tracker.latest_message.get("decision") or {}
    return tuple(str(topic) for topic in decision.get("candidates") or [])


def _flat(value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value if item]
    return [str(value)] if value else []
