"""Hostile and garbage messages at the bot's own door: taken for words or refused, never for a command."""

import json
from typing import Any

import pytest

from tests.bot.tiny_bot import TinyBot
from tests.hostile import HOSTILE


def slots(bot: TinyBot, conversation: str) -> dict[str, Any]:
    values: dict[str, Any] = bot.run(bot.agent.processor.get_tracker(conversation)).current_slot_values()
    # Written at the end of each turn, whatever was said.
    return {name: value for name, value in values.items() if name not in {"last_turn", "style"}}


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_it_is_no_command(bot: TinyBot, place: int) -> None:
    conversation = f"hostile-{place:03}"
    before = slots(bot, conversation)
    body = {"conversation": conversation, "message": {"kind": "text", "text": HOSTILE[place]}}
    answer = bot.post(None, data=json.dumps(body).encode("ascii"))

    assert answer.status_code in {200, 422}, answer.text
    # The tiny bot knows a few words only: it has nothing to say to these, or asks back where nothing legible is left.
    said = answer.json()["messages"] if answer.status_code == 200 else []
    assert {message["topic"] for message in said} <= {"conversation/clarify"}
    assert slots(bot, conversation) == before
