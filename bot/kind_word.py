"""A kind sentence before the answer to somebody who writes that they are tired or in tears."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.text.normalise import normalise
from bot.text.weary import is_weary
from bot.turn_request import Style

LINES: dict[Style, str] = {
    "standard": "おつらい中、ご連絡くださりありがとうございます。",
    "easy": "たいへんでしたね。書（か）いてくれて、ありがとうございます。",
}
# Their replies are kind already.
_KIND_ALREADY = frozenset({"distress", "abuse", "security_worry"})


def add_kind_word(messages: Sequence[dict[str, Any]], text: str, intent: str, style: Style = "standard") -> None:
    """Put it before the first message of the turn, where the member's words call for it."""
    if messages and intent not in _KIND_ALREADY and is_weary(normalise(text)):
        messages[0]["text"] = f"{LINES[style]}\n{messages[0]['text']}"
