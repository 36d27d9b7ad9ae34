"""Choices: what a button posts, and what a posted button means.

A payload is `choice:TOPIC`, or `choice:TOPIC:SIGNED` where it carries data; the signature binds it to its conversation.
"""

import re
from dataclasses import dataclass
from typing import Any

from backend.bot_gateway.messages import BotChoice, ChoiceTurn, Style
from backend.core.crypto import Vault
from backend.topics.catalogue import TopicCatalogue

PREFIX = "choice:"
# The one title with a date in it, so that no table can hold it.
_OTHER_MONTH = re.compile(r"(\d+)年(\d+)月分なら？")
_MONTHS = ["いち", "に", "さん", "し", "ご", "ろく", "しち", "はち", "く", "じゅう", "じゅういち", "じゅうに"]
_PURPOSE = "choice"


@dataclass(frozen=True)
class TakenChoice:
    """A button that was pressed; `title` is None where the payload doesn't tell it."""

    turn: ChoiceTurn
    title: str | None


class Choices:
    """Makes and reads payloads."""

    def __init__(self, vault: Vault, topics: TopicCatalogue) -> None:
        self._vault = vault
        self._topics = topics

    def plain(self, topic: str, style: Style) -> dict[str, Any]:
        """The choice of a topic under its own title."""
        title = self._in_style(self._topics.title(topic), style)
        return {"title": title, "topic": topic, "payload": f"{PREFIX}{topic}"}

    def offered(self, choice: BotChoice, conversation_id: str, style: Style) -> dict[str, Any]:
        """A choice of the bot as the client gets it."""
        payload, title = f"{PREFIX}{choice.topic}", self._in_style(choice.title, style)
        if choice.data:
            carried = {"c": conversation_id, "t": choice.topic, "d": choice.data, "n": title}
            payload += ":" + self._vault.sign(carried, purpose=_PURPOSE)
        return {"title": title, "topic": choice.topic, "payload": payload}

    def _in_style(self, title: str, style: Style) -> str:
        if style is Style.STANDARD:
            return title
        other_month = _OTHER_MONTH.fullmatch(title)
        if other_month:
            year, month = other_month.groups()
            return f"{year}年（ねん）{month}月（{_MONTHS[int(month) - 1]}がつ）の分（ぶん）なら？"
        return self._topics.easy_titles.get(title, title)

    def taken(self, text: str, conversation_id: str) -> TakenChoice | None:
        """What was chosen, or None if the text is no payload of ours."""
        if not text.startswith(PREFIX):
            return None
        topic, _, signed = text.removeprefix(PREFIX).partition(":")
        if topic not in self._topics:
            return None
        if not signed:
            return TakenChoice(ChoiceTurn(topic), None)
        match self._vault.unsign(signed, purpose=_PURPOSE):
            case {"c": str(owner), "t": str(bound), "d": dict(data), "n": str(title)} if owner == conversation_id:
                return TakenChoice(ChoiceTurn(bound, data), title) if bound == topic else None
            case _:
                return None

    def title(self, topic: str) -> str:
        return self._topics.title(topic)
