"""A turn in which a part fails: it is said to have failed, leaves no trace, and the next one works."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from bot.turn_processor import TurnProcessor
from tests.bot.tiny_bot import SECRET, TinyBot, trained_model

HALF = ["faq/backup_codes"]
FAILED = {"messages": [], "failed": True, "misses": 0, "denied": False}


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[TinyBot]:
    tiny = TinyBot(tmp_path)
    tiny.start_actions()
    tiny.start_rasa(trained_model())
    yield tiny
    tiny.close()


def topics(answer: dict[str, Any]) -> list[str | None]:
    return [message["topic"] for message in answer["messages"]]


def events(bot: TinyBot) -> list[Any]:
    return list(bot.run(bot.agent.processor.get_tracker("conversation-1")).events)


def test_an_action_that_raises_after_half_a_reply(bot: TinyBot) -> None:
    answer = bot.choose("faq/withdrawal")
    assert (answer["failed"], topics(answer)) == (True, HALF)
    assert bot.say("backup")["failed"] is False


def test_an_action_that_hangs_is_given_up_and_frees_the_conversation(bot: TinyBot) -> None:
    assert bot.choose("account/contracts") == {**FAILED, "confidence": None}
    assert bot.say("backup")["failed"] is False


def test_slot_extraction_that_raises(bot: TinyBot) -> None:
    assert bot.choose("faq/view_contract")["failed"] is True


def test_a_message_without_topic(bot: TinyBot) -> None:
    assert bot.choose("faq/pdf_viewer")["failed"] is True


def test_silence(bot: TinyBot) -> None:
    assert bot.say("なにか") == {**FAILED, "confidence": 0.0}


def test_an_action_server_that_is_down_and_comes_back(bot: TinyBot) -> None:
    assert bot.choose("account/unlock")["failed"] is False
    bot.stop("actions")
    assert bot.choose("account/unlock")["failed"] is True
    assert bot.say("backup")["failed"] is False
    bot.start_actions()
    assert bot.choose("account/unlock")["failed"] is False


def test_a_failed_turn_leaves_the_open_form_as_it_was(bot: TinyBot) -> None:
    assert topics(bot.choose("account/password_reset")) == ["account/password_reset"]
    before = events(bot)
    bot.stop("actions")
    assert bot.choose("account/unlock", {"login_id": "taro"})["failed"] is True
    assert len(events(bot)) == len(before)
    bot.start_actions()
    assert bot.choose("account/unlock", {"login_id": "taro"})["messages"][-1]["text"] == "taro: 送りました"


def test_a_killed_server_has_its_forms_back(bot: TinyBot) -> None:
    bot.choose("account/password_reset")
    bot.stop("rasa")
    bot.start_rasa(trained_model())
    answer = bot.choose("account/unlock", {"login_id": "taro"})
    assert answer["messages"][-1]["text"] == "taro: 送りました"


def test_a_tracker_database_that_is_down_and_comes_back(bot: TinyBot) -> None:
    bot.say("backup")
    before = len(events(bot))
    outage = sqlite3.connect(bot.tracker_file, isolation_level=None)
    outage.execute("BEGIN EXCLUSIVE")
    assert bot.say("backup")["failed"] is True
    outage.execute("ROLLBACK")
    outage.close()
    assert len(events(bot)) == before
    assert bot.say("backup")["failed"] is False
    assert len(events(bot)) > before


def test_a_broken_tracker_database_shows_in_the_health(bot: TinyBot) -> None:
    bot.run(_drop_table(bot))
    answer = requests.get(f"{bot.url}/health", headers={"Authorization": f"Bearer {SECRET}"}, timeout=10)
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


async def _drop_table(bot: TinyBot) -> None:
    with sqlite3.connect(bot.tracker_file) as connection:
        connection.execute("DROP TABLE rasa_trackers")


def test_the_log_has_no_words_of_the_member(bot: TinyBot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bot.say("lock himitsu")
    bot.say("leave himitsu")
    bot.choose("faq/view_contract", {"login_id": "himitsu"})
    bot.stop("actions")
    bot.say("lock himitsu")
    assert "action_raise" in caplog.text
    assert "himitsu" not in caplog.text


def test_a_memory_store_or_a_missing_action_server_is_refused() -> None:
    common = {"model_path": trained_model(), "lock_store": None, "generator": None}
    store = InMemoryTrackerStore(None)  # type: ignore[arg-type]
    with pytest.raises(RasaException, match="tracker store"):
        TurnProcessor(tracker_store=store, action_endpoint=EndpointConfig("http://127.0.0.1:1"), **common)
    wrapped = Agent(tracker_store=store).tracker_store
    with pytest.raises(RasaException, match="tracker store"):
        TurnProcessor(tracker_store=wrapped, action_endpoint=EndpointConfig("http://127.0.0.1:1"), **common)
