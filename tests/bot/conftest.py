"""What several modules of these tests talk to."""

from collections.abc import Iterator

import pytest

from tests.bot.tiny_bot import TinyBot, trained_model


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyBot]:
    """A small bot with its servers, one a module."""
    tiny = TinyBot(tmp_path_factory.mktemp("bot"))
    tiny.start_actions()
    tiny.start_rasa(trained_model())
    yield tiny
    tiny.close()
