"""What a message may mean instead, offered beside an answer that was a close decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from bot.turn_request import Style

LINES: dict[Style, str] = {
    "standard": "お尋ねの内容と違うときは、下のボタンもご覧ください。",
    "easy": "ちがうときは、下（した）の ボタンも 見（み）てください。",
}
MOST_CHOICES = 4
ROOM = 2


T = TypeVar("T")


def arranged(own: Sequence[T], near: Sequence[T]) -> list[T]:
    """The answer's own choices and the near ones; its own make room for two, since a close decision may be wrong."""
    return [*own[: MOST_CHOICES - min(len(near), ROOM)], *near][:MOST_CHOICES]


def offer_near(
    messages: list[dict[str, Any]], near: Sequence[str], titles: Mapping[str, str], style: Style = "standard"
) -> None:
    """Put the topics behind the choices of a turn's only message, with a line that says so."""
    if len(messages) != 1:
        return
    answer = messages[0]
    there = {answer["topic"], *(choice["topic"] for choice in answer["choices"])}
    further = [
        {"title": titles[topic], "topic": topic, "data": None}
        for topic in near
        if topic in titles and topic not in there
    ]
    if further:
        answer["choices"] = arranged(answer["choices"], further)
        answer["text"] = f"{answer['text']}\n\n{LINES[style]}"
