"""The end of a turn that went well: its last touches, and what the next one must know of it."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.also_asked import offer_also
from bot.last_turn import DENY_ANSWER, SLOT, LastTurn, next_turn
from bot.turn_output import TurnOutput


def end_turn(output: TurnOutput, tracker: DialogueStateTracker) -> SlotSet | None:
    """Offer what else was asked; the event that keeps the turn for the next one, None where nothing has changed."""
    latest = tracker.latest_message
    parsed: dict[str, Any] = (latest.parse_data if latest else None) or {}
    decision = parsed.get("decision") or {}
    offer_also(output.messages, decision.get("also") or (), output.style)
    if SLOT not in tracker.slots:
        return None
    before = tracker.get_slot(SLOT)
    intent = str((parsed.get("intent") or {}).get("name") or "")
    after = next_turn(
        LastTurn.from_slot(before),
        intent=intent,
        # A denial cannot be tapped.
        in_words=bool(latest and latest.text) or intent == DENY_ANSWER,
        decision=decision,
        messages=output.messages,
    ).to_slot()
    return SlotSet(SLOT, after) if after != before else None
