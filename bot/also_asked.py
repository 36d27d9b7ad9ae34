"""Further questions of a message, offered beside the answer to its first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.text.foreign import foreign_kind
from bot.text.normalise import normalise
from bot.text.parts import requests_in
from bot.topic_catalogue import catalogue
from bot.turn_request import Style

LINES: dict[Style, str] = {
    "standard": "ほかのご質問は、下のボタンからどうぞ。",
    "easy": "ほかの 質問（しつもん）は、下（した）の ボタンを おしてください。",
}
# What is never ours, whatever else a message asks for, and the words for it.
NOT_OURS: dict[str, dict[Style, str]] = {
    "receipt": {"standard": "領収書", "easy": "領収書（りょうしゅうしょ）"},
    "refund": {"standard": "返金", "easy": "返金（へんきん）"},
}
NOT_OURS_LINES: dict[Style, str] = {
    "standard": "なお、{}については、こちらではお答えできません。担当者にご相談ください。",
    "easy": "{}のことは、ここでは答（こた）えることができません。人（ひと）に相談（そうだん）してください。",
}
PERSON = "conversation/handoff"
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


def name_not_ours(messages: list[dict[str, Any]], text: str, style: Style = "standard") -> None:
    """Say behind the answer to one of several questions that another is none of ours, and offer a person for it."""
    kinds = dict.fromkeys(filter(None, map(foreign_kind, requests_in(normalise(text)))))
    named = [NOT_OURS[kind][style] for kind in kinds if kind in NOT_OURS]
    if not named or not messages or messages[0]["topic"].startswith("conversation/"):
        return
    answer = messages[0]
    answer["text"] = f"{answer['text']}\n\n{NOT_OURS_LINES[style].format('、'.join(named))}"
    if all(choice["topic"] != PERSON for choice in answer["choices"]):
        person = {"title": catalogue().titles[PERSON], "topic": PERSON, "data": None}
        answer["choices"] = [*answer["choices"][: MOST_CHOICES - 1], person]
