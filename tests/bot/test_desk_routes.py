"""What door 1 has for a person at the desk, over HTTP: nothing of it touches a conversation."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.bot.tiny_bot import SECRET, TinyBot, trained_model

SHOWN = {"Authorization": f"Bearer {SECRET}"}


def suggestions(bot: TinyBot, **body: Any) -> requests.Response:
    return requests.post(f"{bot.url}/suggestions", json=body, headers=SHOWN, timeout=10)


def slots(bot: TinyBot, reference: str) -> requests.Response:
    return requests.get(f"{bot.url}/conversations/{reference}/slots", headers=SHOWN, timeout=10)


def conversations(bot: TinyBot) -> list[str]:
    return sorted(bot.run(bot.agent.processor.tracker_store.keys()))


def test_nothing_is_kept_of_what_is_asked_on_the_side(bot: TinyBot) -> None:
    bot.say("backup", conversation="conversation-of-somebody")
    before = conversations(bot)

    assert suggestions(bot, text="バックアップコード").status_code == 200
    assert slots(bot, "nobody-knows-this").json() == {"slots": {}}

    assert conversations(bot) == before


@pytest.mark.parametrize(
    "body", [{}, {"text": None}, {"text": 1}, {"text": "x", "style": "fancy"}, {"text": "x", "conversation": "y"}]
)
def test_anything_else_is_no_text(bot: TinyBot, body: dict[str, Any]) -> None:
    answer = suggestions(bot, **body)

    assert (answer.status_code, answer.json()) == (422, {"error": "invalid text"})


@pytest.mark.parametrize("text", ["", "/", "／ 　", "\u200b"])
def test_nothing_to_answer_brings_no_suggestion(bot: TinyBot, text: str) -> None:
    assert suggestions(bot, text=text).json() == {"suggestions": []}


def test_an_open_form_is_known_to_the_desk(bot: TinyBot) -> None:
    bot.choose("account/password_reset", conversation="conversation-with-a-form")

    assert slots(bot, "conversation-with-a-form").json() == {"slots": {"form": "account/reset"}}


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    tiny = TinyBot(tmp_path)
    try:
        tiny.start_rasa(None)
        answers = [suggestions(tiny, text="x"), slots(tiny, "conversation-1")]
    finally:
        tiny.close()
    assert [answer.status_code for answer in answers] == [503, 503]


def test_a_tracker_database_that_is_down_is_said_to_be(tmp_path: Path) -> None:
    tiny = TinyBot(tmp_path)
    try:
        tiny.start_actions()
        tiny.start_rasa(trained_model())
        outage = sqlite3.connect(tiny.tracker_file)
        outage.execute("DROP TABLE rasa_trackers")
        outage.close()
        answer = slots(tiny, "conversation-1")
    finally:
        tiny.close()
    assert (answer.status_code, answer.json()) == (503, {"error": "no tracker store"})
