"""What the bot says in one turn, gathered whole: text, topic, choices and card of each message stay together.

Rasa's stock channels cut a message into parts and split its text at blank lines.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.topics import topic_of_response
from bot.turn_request import Style

_CHOICE = "choice:"


class TurnOutput(OutputChannel):
    """Gathers one turn, to be said in `style`.

    `responses` holds for each message the name of the response that gave it; where an action spoke, the name that it
    gave to what it said, if any.
    `misses` is how many times in a row, this turn included, the member's words brought no answer or a wrong one;
    `denied` whether this turn denied the answer before it. Both are known at the end of a turn that went well.
    `faults` names, without any of the member's words, what makes the turn a failure.
    """

    def __init__(self, topics: Collection[str], style: Style = "standard") -> None:
        self._topics = topics
        self.style = style
        self.messages: list[dict[str, Any]] = []
        self.responses: list[str | None] = []
        self.faults: list[str] = []
        self.confidence: float | None = None
        self.misses = 0
        self.denied = False

    @classmethod
    def name(cls) -> str:
        return "madoguchi"

    def as_json(self) -> dict[str, Any]:
        """The turn as door 1 answers it."""
        return {
            "messages": self.messages,
            "confidence": self.confidence,
            "failed": bool(self.faults),
            "misses": self.misses,
            "denied": self.denied,
        }

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:  # noqa: ARG002
        """Take over one message of Rasa; what door 1 cannot carry is a fault."""
        custom = message.get("custom") or {}
        source = message.get("utter_action") or "an action"
        topic = custom.get("topic") or topic_of_response(message.get("utter_action") or "")
        text = (message.get("text") or "").strip()
        card = custom.get("card")
        if topic not in self._topics:
            self.faults.append(f"{source} gave no topic of ours")
            topic = None
        if not text:
            self.faults.append(f"{source} gave no text")
        if card is not None and not (isinstance(card, dict) and isinstance(card.get("type"), str)):
            self.faults.append(f"{source} gave a card without a type")
            card = None
        offered = [*(message.get("buttons") or []), *(custom.get("choices") or [])]
        self.responses.append(message.get("utter_action") or custom.get("line"))
        self.messages.append(
            {"text": text, "topic": topic, "choices": self._choices(offered, source), "card": card},
        )

    def _choices(self, offered: list[Any], source: str) -> list[dict[str, Any]]:
        choices = []
        for each in offered:
            choice = _choice(each) if isinstance(each, dict) else None
            if choice is None or choice["topic"] not in self._topics:
                self.faults.append(f"{source} offers something that is no choice")
            else:
                choices.append(choice)
        return choices


def _choice(offered: dict[str, Any]) -> dict[str, Any] | None:
    """A button of a response (`payload: "choice:TOPIC"`) or a choice of an action (`topic: TOPIC`) as door 1 has it."""
    payload, title, data = offered.get("payload") or "", offered.get("title"), offered.get("data") or None
    topic = offered.get("topic") or (payload[len(_CHOICE) :] if payload.startswith(_CHOICE) else None)
    if not (isinstance(title, str) and title and topic and (data is None or isinstance(data, dict))):
        return None
    return {"title": title, "topic": topic, "data": data}
