"""The bot, trained once a run: its rules alone for most tests, with the NLU for those of a member's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rasa.core.test import StoryEvaluation
from rasa.model_training import train

from actions.backend import backend
from tests.actions.fake_door2 import SECRET, FakeDoor2
from tests.dialogue.dialogue_bot import Conversation, DialogueBot
from tests.dialogue.login_task import RESET, UNLOCK, Task
from tests.dialogue.stories import FOLDER

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "madoguchi.tar.gz"
MADE_OF = [ROOT / part for part in ("config.yml", "domain", "data", "bot/text", "bot/components")]


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
    # Without data/nlu, so that Rasa trains the rules only.
    yield from _started(folder, _trained(["data/rules", "data/responses"], folder))


@pytest.fixture(scope="session")
def _whole_bot(_door: FakeDoor2, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DialogueBot]:
    folder = tmp_path_factory.mktemp("whole-bot")
    yield from _started(folder, str(MODEL) if _is_current(MODEL) else _trained(["data"], folder))


def _is_current(model: Path) -> bool:
    """Whether `make train` has run since the last change; while somebody works on the data it has not."""
    made_of = (path for part in MADE_OF for path in (part.rglob("*") if part.is_dir() else [part]))
    changed = max(path.stat().st_mtime for path in made_of if path.suffix in {".py", ".yml"})
    return model.is_file() and model.stat().st_mtime > changed


def _trained(data: list[str], folder: Path) -> str:
    files = [str(ROOT / each) for each in data]
    result = train(str(ROOT / "domain"), str(ROOT / "config.yml"), files, output=str(folder))
    assert result.model
    return str(result.model)


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
def talk(_rules_bot: DialogueBot, door: FakeDoor2) -> Callable[[], Conversation]:
    """Makes further members."""
    return _rules_bot.conversation


@pytest.fixture(scope="session")
def story_evaluation(_whole_bot: DialogueBot) -> StoryEvaluation:
    """What Rasa itself makes of the test stories with the model as trained."""
    return _whole_bot.evaluate(FOLDER)


@pytest.fixture
def talker(_whole_bot: DialogueBot, door: FakeDoor2) -> Conversation:
    """A new member whose words go through the NLU."""
    return _whole_bot.conversation()


@pytest.fixture(params=[RESET, UNLOCK], ids=["reset", "unlock"])
def task(request: pytest.FixtureRequest) -> Task:
    found: Task = request.param
    return found
