"""What goes to the bot and what comes back."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel


class Style(StrEnum):
    """How the bot is to write: as usual, or in やさしい日本語 (short plain sentences, with readings)."""

    STANDARD = "standard"
    EASY = "easy"


@dataclass(frozen=True)
class TextTurn:
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"kind": "text", "text": self.text}


@dataclass(frozen=True)
class ChoiceTurn:
    """A button that was pressed: its topic, and the data it carries."""

    topic: str
    data: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"kind": "choice", "topic": self.topic, "data": self.data}


@dataclass(frozen=True)
class EventTurn:
    """Something that happened outside the chat."""

    name: Literal["identity_confirmed"]

    def as_json(self) -> dict[str, Any]:
        return {"kind": "event", "name": self.name}


Turn = TextTurn | ChoiceTurn | EventTurn


class BotChoice(BaseModel):
    title: str
    topic: str
    data: dict[str, Any] | None = None


class BotMessage(BaseModel):
    text: str
    topic: str
    choices: list[BotChoice] = []
    card: dict[str, Any] | None = None


class BotReply(BaseModel):
    messages: list[BotMessage]
    confidence: float | None = None
    failed: bool
    misses: int = 0
    """How many times in a row, this turn included, the member's words brought no answer or a wrong one."""
    denied: bool = False
    """Whether this turn denied the answer before it."""


class Suggestion(BaseModel):
    """What the bot would say to a text: for a person to read, edit and send."""

    topic: str
    confidence: float
    text: str
    """The answer in full; it holds nobody's data."""


class Suggestions(BaseModel):
    suggestions: list[Suggestion]


class KnownSlots(BaseModel):
    slots: dict[str, Any]
