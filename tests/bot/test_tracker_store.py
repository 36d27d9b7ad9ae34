"""The tracker store on a real SQLite file (and PostgreSQL where there is one)."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from sqlalchemy.exc import OperationalError

from bot.tracker_store import RowTrackerStore

DOMAIN = Domain.from_yaml(
    "version: '3.1'\nintents: [faq_x]\nslots: {seen: {type: any, mappings: [{type: custom}]}}\nactions: [action_x]\n"
)
HOUR = 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def turn(seen: Any = "a") -> list[Event]:
    nlu = {"intent": {"name": "faq_x", "confidence": 0.5}, "entities": [], "intent_ranking": [{"name": "faq_x"}] * 40}
    return [
        UserUttered("質問", nlu["intent"], [], nlu, metadata={"model_id": "m"}),
        SlotSet("seen", seen),
        ActionExecuted("action_x"),
        BotUttered("秘密の答え"),
        ActionExecuted("action_listen"),
    ]


def tracker(reference: str = "conversation-1", turns: int = 1) -> DialogueStateTracker:
    events = [ActionExecuted("action_session_start"), *(event for _ in range(turns) for event in turn())]
    return DialogueStateTracker.from_events(reference, events, DOMAIN.slots)


def new_store(folder: Path, **kwargs: Any) -> RowTrackerStore:
    return RowTrackerStore(DOMAIN, f"sqlite:///{folder}/new/folder/trackers.sqlite", **kwargs)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RowTrackerStore]:
    made = new_store(tmp_path)
    yield made
    made.close()


def rows(folder: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(folder / "new/folder/trackers.sqlite") as connection:
        return connection.execute("SELECT reference, events FROM rasa_trackers").fetchall()


def test_what_is_saved_comes_back_in_the_same_state(store: RowTrackerStore) -> None:
    saved = tracker()
    asyncio.run(store.save(saved))
    found = asyncio.run(store.retrieve("conversation-1"))
    assert found is not None
    assert found.current_slot_values() == saved.current_slot_values()
    assert found.latest_message == saved.latest_message
    assert found.latest_message.intent == {"name": "faq_x", "confidence": 0.5}
    assert found.latest_action_name == "action_listen"
    assert list(found.events) == [event for event in saved.events if not isinstance(event, BotUttered)]


def test_another_store_on_the_same_file_finds_it(store: RowTrackerStore, tmp_path: Path) -> None:
    asyncio.run(store.save(tracker()))
    other = new_store(tmp_path)
    assert asyncio.run(other.retrieve("conversation-1")) is not None
    other.close()


def test_each_conversation_has_one_row_with_nothing_the_bot_said(store: RowTrackerStore, tmp_path: Path) -> None:
    for turns in (1, 2, 3):
        asyncio.run(store.save(tracker(turns=turns)))
    asyncio.run(store.save(tracker("conversation-2")))
    found = rows(tmp_path)
    assert sorted(reference for reference, _ in found) == ["conversation-1", "conversation-2"]
    assert all("秘密の答え" not in events and "intent_ranking" not in events for _, events in found)
    assert sorted(asyncio.run(store.keys())) == ["conversation-1", "conversation-2"]


def test_an_unknown_conversation_is_none(store: RowTrackerStore) -> None:
    assert asyncio.run(store.retrieve("nobody")) is None
    assert asyncio.run(store.exists("nobody")) is False


def test_an_idle_conversation_is_forgotten_and_its_row_deleted(tmp_path: Path) -> None:
    clock = Clock()
    store = new_store(tmp_path, idle_hours=24, clock=clock)
    asyncio.run(store.save(tracker("old-conversation")))
    clock.now += 24 * HOUR - 1
    assert asyncio.run(store.retrieve("old-conversation")) is not None
    clock.now += 2
    assert asyncio.run(store.retrieve("old-conversation")) is None
    asyncio.run(store.save(tracker("new-conversation")))
    assert [reference for reference, _ in rows(tmp_path)] == ["new-conversation"]
    store.close()


def test_a_tracker_without_events_is_not_written(store: RowTrackerStore, tmp_path: Path) -> None:
    asyncio.run(store.get_or_create_tracker("conversation-1", append_action_listen=False))
    assert rows(tmp_path) == []


@pytest.mark.parametrize("broken", ["", "{", '[{"event": "of another release"}]', "[1]"])
def test_an_unreadable_row_starts_the_conversation_anew(store: RowTrackerStore, tmp_path: Path, broken: str) -> None:
    asyncio.run(store.save(tracker()))
    with sqlite3.connect(tmp_path / "new/folder/trackers.sqlite") as connection:
        connection.execute("UPDATE rasa_trackers SET events = ?", (broken,))
    assert asyncio.run(store.retrieve("conversation-1")) is None
    asyncio.run(store.save(tracker()))
    assert asyncio.run(store.retrieve("conversation-1")) is not None


def test_a_locked_database_is_an_error_and_then_works_again(store: RowTrackerStore, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "new/folder/trackers.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OperationalError) as caught:
        asyncio.run(store.save(tracker()))
    other.execute("ROLLBACK")
    other.close()
    assert "質問" not in str(caught.value)
    asyncio.run(store.save(tracker()))
    assert asyncio.run(store.exists("conversation-1"))


def test_many_conversations_at_once(store: RowTrackerStore) -> None:
    async def everybody() -> list[bool]:
        references = [f"conversation-{number}" for number in range(60)]
        await asyncio.gather(*(store.save(tracker(reference)) for reference in references))
        return await asyncio.gather(*(store.exists(reference) for reference in references))

    assert asyncio.run(everybody()) == [True] * 60


@pytest.mark.parametrize("url", [None, "", "not a url", "sqlite://", "sqlite:///:memory:", "mysql://x/y", "redis://x"])
def test_a_url_that_keeps_nothing_is_refused(url: str | None) -> None:
    with pytest.raises(InvalidConfigException):
        RowTrackerStore(DOMAIN, url)


@pytest.mark.services
def test_on_postgresql() -> None:
    url = os.environ["MADOGUCHI_TEST_TRACKER_URL"]
    store = RowTrackerStore(DOMAIN, url)
    reference = uuid.uuid4().hex
    for turns in (1, 2):
        asyncio.run(store.save(tracker(reference, turns)))
    found = asyncio.run(store.retrieve(reference))
    store.close()
    assert found is not None
    assert len([event for event in found.events if isinstance(event, UserUttered)]) == 2


def test_a_row_is_json(store: RowTrackerStore, tmp_path: Path) -> None:
    asyncio.run(store.save(tracker()))
    [(_, events)] = rows(tmp_path)
    assert [event["event"] for event in json.loads(events)] == ["action", "user", "slot", "action", "action"]
