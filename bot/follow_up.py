"""What a message means after the last answer, where its words alone would mislead: look-ups in a row, bare questions.

Only outside forms: these read their answers by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.intents import INFORM_DUE, LOGIN_CODE_MISSING, NO_TOPICS, OUT_OF_SCOPE
from bot.last_turn import CLARIFY, SLOT, LastTurn
from bot.text.broad import broad_subject
from bot.text.entities import find_entities, rest_of
from bot.text.follow_up import asks_on, may_go_on, wants_again
from bot.text.look_ups import look_up_named, only_narrows
from bot.text.missing_code import misses_code_of_chat
from bot.text.normalise import normalise
from bot.topics import intent_of, topic_of

UNSURE = 0.5
"""An answer less sure than this is no better than going on with what was talked about."""
MOST_CANDIDATES = 4
_NARROWING = frozenset({"service", "usage_month"})
_NARROWED = frozenset({"account/contracts", "account/payment_due"})
# Answers that list all services (`bot/named_rows.py`).
_BY_SERVICE = frozenset({"faq/paid_invoice_period", "faq/billing_schedule"})
_ABOUT_CODES = frozenset({"faq_two_factor_login", "faq_backup_codes"})
# The slot of a look-up that waits for the member to prove who they are.
_WAITING = "pending_request"
# Asked for once more these would do something once more.
_DEEDS = frozenset({"account/password_reset", "account/unlock"})
# Left as they are, whatever was said before.
_PLAIN = frozenset({"distress", "abuse", "security_worry", "plainer_words", "deny_answer", "conversation_handoff"})


def in_its_place(parsed: dict[str, Any], text: str, tracker: DialogueStateTracker) -> dict[str, Any]:
    """The NLU's finding for a text, or what the turn before makes of it."""
    last = LastTurn.from_slot(tracker.current_slot_values().get(SLOT))
    if tracker.active_loop_name or _intent(parsed) in _PLAIN:
        return parsed
    words = normalise(text)
    if _intent(parsed) in _ABOUT_CODES and tracker.get_slot(_WAITING) and misses_code_of_chat(words):
        return _as_intent(parsed, LOGIN_CODE_MISSING)
    wanted = _look_up(words, parsed, last)
    if wanted:
        # A service alone would begin a calculation.
        own = {"entity": "mode", "value": "own", "extractor": "MadoguchiInput"}
        return _as_intent({**parsed, "entities": [*parsed["entities"], own]}, wanted)
    return _after_answer(parsed, words, last) if last.topic else parsed


def _after_answer(parsed: dict[str, Any], words: str, last: LastTurn) -> dict[str, Any]:
    entities = find_entities(words)
    if entities:
        # 「FJcloud-Vです」: its row of the table just shown.
        row = last.topic in _BY_SERVICE and {span.entity for span in entities} == {"service"}
        return _as_intent(parsed, intent_of(last.topic)) if row and _intent(parsed) == INFORM_DUE else parsed
    again = wants_again(words)
    if again and last.topic not in _DEEDS:
        return _as_intent(parsed, intent_of(last.topic))
    goes_on = again or asks_on(words) or (_is_unsure(parsed, words) and may_go_on(words))
    return _asked_back(parsed, last) if goes_on else parsed


def _look_up(words: str, parsed: Mapping[str, Any], last: LastTurn) -> str | None:
    """The look-up meant by somebody who has just looked something up, or is known."""
    if not (last.identified or last.signing_in):
        return None
    entities = find_entities(words)
    if not entities:
        return look_up_named(words)
    narrows = {span.entity for span in entities} <= _NARROWING and only_narrows(rest_of(words, entities))
    # 「Vのは？」 after a due date goes on with that; the action knows which of the two was shown.
    goes_on = last.topic == "account/payment_due" and _intent(parsed) == INFORM_DUE
    return intent_of(last.topic) if last.identified and last.topic in _NARROWED and narrows and not goes_on else None


def _intent(parsed: Mapping[str, Any]) -> str:
    return str(parsed["intent"].get("name") or "")


def _is_unsure(parsed: Mapping[str, Any], words: str) -> bool:
    """Whether the finding is weak; what is none of ours, and a bare subject of another kind, is not."""
    if _intent(parsed) == OUT_OF_SCOPE or broad_subject(words):
        return False
    return _intent(parsed) == CLARIFY or float(parsed["intent"].get("confidence") or 0.0) < UNSURE


def _as_intent(parsed: dict[str, Any], intent: str) -> dict[str, Any]:
    topic = topic_of(NO_TOPICS.get(intent, intent))
    decided = {"topic": topic, "candidates": [topic], "further": []}
    return {**parsed, "intent": {"name": intent, "confidence": 1.0}, "decision": decided}


def _asked_back(parsed: dict[str, Any], last: LastTurn) -> dict[str, Any]:
    """An asking back that begins with what was talked about and what lay beside it."""
    decision = parsed.get("decision") or {}
    beside = [choice["topic"] for choice in last.choices]
    found = dict.fromkeys((last.topic, *beside, *(decision.get("candidates") or ())))
    candidates = list(found)[:MOST_CANDIDATES]
    decided = {"topic": topic_of(CLARIFY), "candidates": candidates, "further": list(found)[MOST_CANDIDATES:]}
    return {**parsed, "intent": {"name": CLARIFY, "confidence": 1.0}, "decision": decided}
