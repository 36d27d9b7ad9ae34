"""What the next turn needs to know of this one. Pure; `actions/` reads it too.

The tracker store keeps nothing that the bot said (the backend does), so this is kept in a slot, as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.topics import topic_of

SLOT = "last_turn"
CLARIFY = "conversation_clarify"
DENY_ANSWER = "deny_answer"
_MISSES = frozenset({CLARIFY, "conversation_out_of_scope", DENY_ANSWER})
# Their words name no subject, so that the ranking behind them means nothing.
NO_SUBJECT = frozenset(
    f"conversation_{name}" for name in ("greet", "thanks", "goodbye", "bot_challenge", "handoff")
) | {"distress", "abuse", "security_worry", "plainer_words"}
IDENTITY_CONFIRMED = "identity_confirmed"
SIGN_IN = "sign_in"
OWN_CARDS = frozenset({"orders", "contracts", "invoices", "paid_screening"})
_ASKING_BACK = frozenset({"conversation/clarify", "conversation/out_of_scope"})
_QUESTION = re.compile("か。|[？?]")


@dataclass(frozen=True)
class LastTurn:
    """The choices that lie before the member, and how the talk has gone since their last words."""

    choices: tuple[Mapping[str, Any], ...] = ()
    """As door 1 has them: title, topic, data."""
    asked: bool = False
    """Whether the choices came with a question which of them is meant."""
    candidates: tuple[str, ...] = ()
    """Topics that the last words may have been about, the likeliest first."""
    shown: tuple[str, ...] = ()
    """Topics answered or asked back since then: offering them again would not help."""
    misses: int = 0
    """How many times in a row the member's words brought no answer, or a wrong one."""
    missed: bool = False
    """Whether this very turn was such a miss."""
    english: bool = False
    """Whether the member's last words that were of any one language were English."""
    topic: str = ""
    """What was answered last; empty where the last turn asked back, declined or was a courtesy."""
    siblings: tuple[str, ...] = ()
    """What was offered together with the choice that was taken since the last words."""
    denied: bool = False
    """Whether an answer was denied in the row of misses."""
    signing_in: bool = False
    """Whether the last turn asked the member to prove who they are."""
    identified: bool = False
    """Whether the member's own data could be looked up the last time; it may have lapsed since."""

    @classmethod
    def from_slot(cls, value: str | None) -> LastTurn:
        """Read it back; nothing is known where the slot is empty."""
        if not value:
            return cls()
        fields: dict[str, Any] = json.loads(value)
        lists = {name: tuple(field) for name, field in fields.items() if isinstance(field, list)}
        return cls(**{**fields, **lists})

    def to_slot(self) -> str:
        """As it is kept; fields that say nothing are left out."""
        return json.dumps({name: field for name, field in asdict(self).items() if field}, ensure_ascii=False)

    def misses_before(self, intent: str) -> int:
        """The row of misses that a turn of this intent would lengthen. To deny an answer is to call it a miss."""
        return self.misses if self.missed or intent == DENY_ANSWER else 0

    def untried(self) -> tuple[str, ...]:
        """The candidates that the member has not seen, the likeliest first."""
        return tuple(topic for topic in self.candidates if topic not in self.shown)


def next_turn(
    before: LastTurn,
    *,
    intent: str,
    in_words: bool,
    decision: Mapping[str, Any],
    messages: Sequence[Mapping[str, Any]],
) -> LastTurn:
    """What is known after a turn: its intent, whether the member typed it, the NLU's decision, and what was said."""
    offering = next((message for message in reversed(messages) if message["choices"]), None)
    ranked: tuple[str, ...] = ()
    if intent not in NO_SUBJECT:
        ranked = (*(decision.get("candidates") or ()), *(decision.get("further") or ()))
    fresh = in_words and intent != DENY_ANSWER
    siblings = () if in_words else _siblings(before, intent)
    if siblings and not before.denied:
        # The asking back has led somewhere.
        before = replace(before, misses=0, missed=False)
    after = replace(
        before,
        choices=tuple(offering["choices"]) if offering else (),
        asked=offering is not None and _asks(offering),
        candidates=ranked if fresh else before.candidates,
        shown=tuple(dict.fromkeys((*(() if fresh else before.shown), *_shown(messages)))),
        missed=False,
        topic=_answered(messages),
        siblings=siblings or (() if in_words else before.siblings),
        **_signed_in(before, intent, messages),
    )
    if not in_words:
        return after
    # An open form may have taken as its answer what means nothing anywhere else.
    missed = intent in _MISSES and any(message["topic"] in _ASKING_BACK for message in messages)
    misses = before.misses_before(intent) + 1 if missed else 0
    return replace(after, missed=missed, misses=misses, denied=missed and (before.denied or intent == DENY_ANSWER))


def _siblings(before: LastTurn, intent: str) -> tuple[str, ...]:
    """What an asking back offered besides what was taken of it."""
    offered = [choice["topic"] for choice in before.choices]
    taken = topic_of(intent)
    return tuple(topic for topic in offered if topic != taken) if before.asked and taken in offered else ()


def _answered(messages: Sequence[Mapping[str, Any]]) -> str:
    """The topic of the first message, which is the answer: a form may go on behind it."""
    topic = str(messages[0]["topic"] or "") if messages else ""
    return "" if topic.startswith("conversation/") else topic


def _signed_in(before: LastTurn, intent: str, messages: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
    cards = {(message.get("card") or {}).get("type") for message in messages}
    signing_in = SIGN_IN in cards
    proved = intent == IDENTITY_CONFIRMED or bool(cards & OWN_CARDS)
    return {"signing_in": signing_in, "identified": not signing_in and (proved or before.identified)}


def _asks(message: Mapping[str, Any]) -> bool:
    return bool(_QUESTION.search(message["text"]))


def _shown(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """What an asking back offers has been seen and not taken; the buttons of an answer are beside the point."""
    offered = [
        choice["topic"] for message in messages if message["topic"] in _ASKING_BACK for choice in message["choices"]
    ]
    return [*(message["topic"] for message in messages if message["topic"]), *offered]
