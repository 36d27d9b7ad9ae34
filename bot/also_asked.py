"""Further questions of a message, offered beside the answer to its first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.topic_catalogue import catalogue
from bot.turn_request import Style

LINES: dict[Style, str] = {
    "standard": "ほかのご質問は、下のボタンからどうぞ。",
    "easy": "ほかの 質問（しつもん）は、下（した）の ボタンを おしてください。",
}
MOST_CHOICES = 4


def offer_also(messages: list[dict[str, Any]], also: Sequence[str], style: Style = "standard") -> None:
    """Put the topics before the choices of the first message, with a line that says so; nothing where none has a title.

    The first message is the answer: after it a form may take up its question again.
    """
    titles = catalogue().titles
    further = [{"title": titles[topic], "topic": topic, "data": None} for topic in also if topic in titles]
    if not messages or not further:
        return
    answer = messages[0]
    named = {choice["topic"] for choice in further}
    own = [choice for choice in answer["choices"] if choice["topic"] not in named]
    answer["choices"] = [*further, *own][:MOST_CHOICES]
    answer["text"] = f"{answer['text']}\n\n{LINES[style]}"
