"""Staff ask in Slack: by every way in, each time once, and for their eyes only."""

import pytest

from tests.backend.fake_bot import FakeBot
from tests.backend.slack.peer import DESK, SlackPeer, Staff

_ANSWERS = [
    {"topic": "faq/backup_codes", "confidence": 0.93, "text": "マイページでバックアップコードを作り直せます。"},
    {"topic": "faq/account_locked", "confidence": 0.2, "text": "しばらく待ってからお試しください。"},
]


@pytest.fixture(autouse=True)
def answers(bot: FakeBot) -> None:
    bot.suggestions = _ANSWERS


def test_a_mention_is_answered_for_its_writer_alone(peer: SlackPeer, kimura: Staff) -> None:
    kimura.mentions(DESK, "バックアップコードをなくした", times=3)
    (answer,) = peer.wait_for(lambda: peer.ephemerals(kimura.user))
    assert "マイページでバックアップコードを作り直せます。" in answer.texts
    assert [message for message in peer.messages(DESK) if message.is_from_app] == []
