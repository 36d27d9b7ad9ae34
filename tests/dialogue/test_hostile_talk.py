"""Hostile and garbage messages through the whole bot: a calm reply about something of ours, and nothing remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.text.normalise import normalise
from tests.dialogue.dialogue_bot import Conversation
from tests.hostile import HOSTILE

TOPICS = frozenset(yaml.safe_load((Path(__file__).parents[2] / "data" / "topics.yml").read_text("utf-8"))["topics"])
WITHOUT_TITLE = {"conversation/clarify", "conversation/greet", "conversation/thanks", "conversation/goodbye"}
# How a conversation stands, not what it is about.
BOOKKEEPING = {"last_turn", "style", "form_misses", "open_form", "requested_slot", "pending_request", "due_own"}
# Plain words of ours in the midst of nonsense.
SAID: dict[str, dict[str, Any]] = {
    "-1月 20日締め FJcloud-O 99999999999年4月": {"due_services": ["fjcloud_o"], "due_closing": "20"},
}


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_a_calm_reply_and_nothing_remembered(talker: Conversation, place: int) -> None:
    turn = talker.say(normalise(HOSTILE[place]))

    assert turn.messages
    assert not turn.failed
    assert set(turn.topics) <= TOPICS | WITHOUT_TITLE | {"conversation/out_of_scope"}
    remembered = {name: value for name, value in talker.slots().items() if name not in BOOKKEEPING}
    assert remembered == SAID.get(HOSTILE[place], {})
    pending = json.loads(talker.slots().get("pending_request") or "{}")
    assert all(number in _plain(HOSTILE[place]) for number in map(_plain, pending.get("numbers", ())))


def _plain(text: str) -> str:
    return normalise(text).replace("-", "").upper()
