"""A line of English over each answer, for a member who writes English (data/english.yml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.text.english import language_of
from bot.text.foreign import foreign_kind
from bot.text.normalise import normalise

ENGLISH_FILE = Path(__file__).resolve().parent.parent / "data" / "english.yml"
_TO_CHOOSE_FROM = frozenset({"conversation/clarify", "conversation/out_of_scope", "conversation/greet"})
# Their replies stand under a topic of a person or of the chat itself, and say something else.
_WITHOUT_TOPIC = frozenset({"security_worry", "plainer_words"})


@dataclass(frozen=True)
class EnglishLines:
    """The file as it stands; its comments say what each part is for."""

    topics: Mapping[str, str]
    replies: Mapping[str, str]
    said: Mapping[str, str]
    cards: Mapping[str, str]
    questions: Mapping[str, str]
    others: Mapping[str, str]
    names: Mapping[str, str]
    also: str
    choices: str


@dataclass(frozen=True)
class Turn:
    """What besides the messages tells which line fits."""

    text: str = ""
    """The member's words; empty for a choice or an event."""
    intent: str = ""
    asked: str | None = None
    """The slot that an open form asks for."""
    responses: Sequence[str | None] = ()
    """For each message the response that gave it, or the name that an action gave to what it said."""
    also: bool = False
    """Whether further questions are offered beside the first message."""


@lru_cache(maxsize=1)
def english_lines() -> EnglishLines:
    """The lines of this installation, read once."""
    return EnglishLines(**YAML(typ="safe").load(ENGLISH_FILE.read_text(encoding="utf-8")))


def speaks_english(text: str, before: bool) -> bool:
    """Whether English is wanted after these words; where they could be of any language, as it was `before`."""
    language = language_of(normalise(text))
    return before if language is None else language == "english"


def add_english(messages: Sequence[dict[str, Any]], turn: Turn) -> None:
    """Put before the text of every message its line; the Japanese, the choices and the card stay as they are.

    Before it: a long answer is read from its start, and what stands behind it is out of sight.
    """
    for place, message in enumerate(messages):
        last = place == len(messages) - 1
        response = turn.responses[place] if place < len(turn.responses) else None
        parts = [_line(message, turn, response, turn.asked if last else None)]
        if turn.also and place == 0:
            parts.append(english_lines().also)
        parts += _named_choices(message)
        message["text"] = "\n\n".join(filter(None, (" ".join(filter(None, parts)), message["text"])))


def _line(message: Mapping[str, Any], turn: Turn, response: str | None, asked: str | None) -> str:
    lines, topic = english_lines(), message["topic"]
    card = (message["card"] or {}).get("type")
    named = response or ""
    found = [
        lines.replies.get(named),
        lines.said.get(named),
        lines.cards.get(f"{topic} {card}"),
        lines.cards.get(card or ""),
    ]
    if topic == "account/payment_due" and not card:
        found.append(lines.questions.get(asked or ""))
    if topic in _TO_CHOOSE_FROM or turn.intent in _WITHOUT_TOPIC:
        found.append(lines.others.get(turn.intent))
    if topic == "conversation/out_of_scope":
        found.append(lines.others.get(foreign_kind(turn.text) or ""))
    return next(filter(None, found), None) or lines.topics.get(topic, "")


def _named_choices(message: Mapping[str, Any]) -> list[str]:
    """What the buttons say, with the numbers that they can be picked by, where one is to be chosen."""
    lines = english_lines()
    names = [lines.names.get(choice["topic"]) for choice in message["choices"]]
    if message["topic"] not in _TO_CHOOSE_FROM or not names:
        return []
    numbered = [f"({number}) {name}" for number, name in enumerate(names, 1) if name]
    return [f"{lines.choices} {', '.join(numbered)}."]
