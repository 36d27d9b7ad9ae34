"""The end of a turn that went well: its last touches, and what the next one must know of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.also_asked import name_not_ours, offer_also
from bot.english_line import Turn, add_english, speaks_english
from bot.kind_word import add_kind_word
from bot.last_turn import DENY_ANSWER, SLOT, LastTurn, next_turn
from bot.named_rows import keep_named_rows
from bot.near_miss import offer_near
from bot.topic_catalogue import catalogue
from bot.turn_output import TurnOutput

_REQUESTED = "requested_slot"


def end_turn(output: TurnOutput, tracker: DialogueStateTracker) -> SlotSet | None:
    """Offer what else was asked, add the English; the event that keeps the turn for the next one, if anything changed.

    None where nothing has changed, or the domain keeps no turns.
    """
    latest = tracker.latest_message
    parsed: dict[str, Any] = (latest.parse_data if latest else None) or {}
    decision = parsed.get("decision") or {}
    services = {str(each["value"]) for each in parsed.get("entities") or () if each["entity"] == "service"}
    keep_named_rows(output.messages, output.responses, services, str((latest.text if latest else None) or ""))
    offer_also(output.messages, decision.get("also") or (), output.style)
    name_not_ours(output.messages, str((latest.text if latest else None) or ""), output.style)
    if not _asks(tracker):
        offer_near(output.messages, decision.get("near") or (), catalogue().titles, output.style)
    kept = tracker.slots[SLOT].value if SLOT in tracker.slots else None
    before = LastTurn.from_slot(kept)
    intent = str((parsed.get("intent") or {}).get("name") or "")
    text = str((latest.text if latest else None) or "")
    after = next_turn(
        before,
        intent=intent,
        # A denial cannot be tapped.
        in_words=bool(text) or intent == DENY_ANSWER,
        decision=decision,
        messages=output.messages,
    )
    after = replace(after, english=speaks_english(text, before.english))
    output.misses, output.denied = after.misses, after.missed and intent == DENY_ANSWER
    add_kind_word(output.messages, text, intent, output.style)
    if after.english:
        # Only now: what is kept of the turn is read from the Japanese.
        add_english(output.messages, _turn(output, tracker, text, intent, also=bool(decision.get("also"))))
    slot = after.to_slot()
    return SlotSet(SLOT, slot) if SLOT in tracker.slots and slot != kept else None


def _turn(output: TurnOutput, tracker: DialogueStateTracker, text: str, intent: str, *, also: bool) -> Turn:
    return Turn(text=text, intent=intent, asked=_asks(tracker), responses=output.responses, also=also)


def _asks(tracker: DialogueStateTracker) -> Any:
    """What an open form has just asked for."""
    return tracker.slots[_REQUESTED].value if _REQUESTED in tracker.slots else None
