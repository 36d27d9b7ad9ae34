"""The bot, trained once a run: its rules alone for most tests, with the NLU for those of a member's own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.model_training import train, train_core

from actions.backend import backend
from tests.actions.fake_door2 import SECRET, FakeDoor2
from tests.dialogue.dialogue_bot import Conversation, DialogueBot

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def _door() -> Iterator[FakeDoor2]:
    with FakeDoor2().running() as door, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MADOGUCHI_INTERNAL_URL", door.url)
        patch.setenv("MADOGUCHI_INTERNAL_SECRET", SECRET)
        backend.cache_clear()
        yield door
    backend.cache_clear()


@pytest.fixture
def door(_door: FakeDoor2) -> FakeDoor2:
    """Nobody identified, no ticket open, every call answered."""
    _door.forget()
    return _door


@pytest.fixture(scope="session")
def _rules_bot(_door: FakeDoor2, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DialogueBot]:
    folder = tmp_path_factory.mktemp("rules-bot")
    model = train_core(str(ROOT / "domain"), str(ROOT / "config.yml"), str(ROOT / "data"), str(folder))
    assert model
    yield from _started(folder, model)


@pytest.fixture(scope="session")
def _whole_bot(_door: FakeDoor2, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DialogueBot]:
    folder = tmp_path_factory.mktemp("whole-bot")
    result = train(str(ROOT / "domain"), str(ROOT / "config.yml"), [str(ROOT / "data")], output=str(folder))
    assert result.model
    yield from _started(folder, result.model)


def _started(folder: Path, model: str) -> Iterator[DialogueBot]:
    bot = DialogueBot(folder)
    try:
        bot.start(model)
        yield bot
    finally:
        bot.close()


@pytest.fixture
def member(_rules_bot: DialogueBot, door: FakeDoor2) -> Conversation:
    """A new member; what they mean is given, not understood."""
    return _rules_bot.conversation()


@pytest.fixture
def talker(_whole_bot: DialogueBot, door: FakeDoor2) -> Conversation:
    """A new member whose words go through the NLU."""
    return _whole_bot.conversation()
