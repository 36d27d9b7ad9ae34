"""Staff ask in Slack: by every way in, each time once, for their eyes only, and whatever is down."""

from typing import Any

import pytest

from backend.container import Container
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent, ask_for_person, messages
from tests.backend.slack.asking import asked_directly, commanded, mentioned
from tests.backend.slack.peer import DESK, SlackMessage, SlackPeer, Staff

_BACKUP = "マイページでバックアップコードを作り直せます。"
_LOCKED = "しばらく待ってからお試しください。"
_ASKED = "バックアップコードをなくした"


@pytest.fixture(autouse=True)
def answers(bot: FakeBot) -> None:
    bot.suggestions = [
        {"topic": "faq/backup_codes", "confidence": 0.93, "text": _BACKUP},
        {"topic": "faq/account_locked", "confidence": 0.2, "text": _LOCKED},
        {"topic": "faq/two_factor_login", "confidence": 0.1, "text": "ログインにはコードが必要です。"},
    ]


def visible(peer: SlackPeer, text: str) -> list[SlackMessage]:
    """What everybody in the channel sees of it."""
    return [message for message in peer.messages(DESK) if text in message.raw]


def test_a_mention_is_answered_once_and_for_its_writer_alone(peer: SlackPeer, kimura: Staff, bot: FakeBot) -> None:
    kimura.mentions(DESK, _ASKED, times=3)
    (answer,) = peer.wait_for(lambda: peer.ephemerals(kimura.user))
    assert _BACKUP in answer.texts
    assert "バックアップコード" in answer.texts[0]
    assert answer.thread_ts is None
    assert visible(peer, _BACKUP) == []
    assert [each["text"] for each in bot.suggested_for] == [_ASKED]
    # Whatever came twice would have been taken in by now: this one came after.
    asked_directly(kimura, "別の質問")
    assert len(bot.suggested_for) == 2
    assert len(peer.ephemerals(kimura.user)) == 1


def test_a_direct_message_is_answered_plainly_and_once(peer: SlackPeer, kimura: Staff) -> None:
    kimura.tells(_ASKED, times=3)
    peer.wait_for(lambda: [each for each in peer.direct(kimura.user) if each.is_from_app])
    second = asked_directly(kimura, "別の質問")
    own, answer, *others = peer.direct(kimura.user)
    assert not own.is_from_app
    assert _BACKUP in answer.texts
    assert others[-1] is second
    assert len(others) == 2
    assert "チャンネルに共有" not in answer.labels
    assert peer.ephemerals(kimura.user) == []


def test_the_command_asks_too(peer: SlackPeer, kimura: Staff) -> None:
    kimura.commands("/madoguchi", _ASKED, times=3)
    (answer,) = peer.wait_for(lambda: peer.ephemerals(kimura.user))
    assert _BACKUP in answer.texts
    commanded(kimura, "別の質問")
    assert len(peer.ephemerals(kimura.user)) == 2


def test_the_command_works_where_the_app_is_not(peer: SlackPeer, kimura: Staff) -> None:
    peer.add_channel("C0LUNCH", "lunch", is_member=False)
    answer = commanded(kimura, _ASKED, "C0LUNCH")
    assert (answer.channel, answer.seen_by) == ("C0LUNCH", kimura.user)
    kimura.presses(answer, "チャンネルに共有")
    peer.wait_for(lambda: "いまは共有できません" in answer.shown)


@pytest.mark.parametrize("text", ["", "help", "ヘルプ"])
def test_help_says_what_can_be_asked(kimura: Staff, text: str) -> None:
    answer = commanded(kimura, text)
    assert "/madoguchi search" in answer.shown
    assert "いま誰が待ってる？" in answer.shown


def test_in_a_thread_the_answer_is_there(peer: SlackPeer, kimura: Staff, ishii: Staff) -> None:
    root = ishii.posts(DESK, "どう案内しますか")
    answer = mentioned(kimura, _ASKED, root.ts)
    assert answer.thread_ts == root.ts
    kimura.presses(answer, "チャンネルに共有")
    peer.wait_for(lambda: visible(peer, _BACKUP))
    assert [each.thread_ts for each in visible(peer, _BACKUP)] == [root.ts]


def test_an_answer_is_shared_once_with_who_shared_it(peer: SlackPeer, kimura: Staff) -> None:
    answer = mentioned(kimura, _ASKED)
    share = next(button for button in answer.buttons if button["text"]["text"] == "チャンネルに共有")
    kimura.presses(answer, share, times=3)
    peer.wait_for(lambda: "共有しました" in answer.shown)
    kimura.presses(answer, share)
    asked_directly(kimura, "別の質問")
    (shared,) = visible(peer, _BACKUP)
    assert "木村" in shared.shown
    assert _ASKED not in shared.raw


def test_other_answers_are_a_press_away(peer: SlackPeer, kimura: Staff) -> None:
    answer = mentioned(kimura, _ASKED)
    others = [label for label in answer.labels if label.startswith("ほかの回答：")]
    assert len(others) == 2
    kimura.presses(answer, others[0])
    peer.wait_for(lambda: _LOCKED in answer.texts)
    assert _BACKUP not in answer.texts
    assert len([label for label in answer.labels if label.startswith("ほかの回答：")]) == 2


def test_who_is_not_linked_gets_the_link_and_nothing_else(peer: SlackPeer, stranger: Staff, bot: FakeBot) -> None:
    stranger.mentions(DESK, _ASKED)
    stranger.commands("/madoguchi", "ORD-2026-000018")
    stranger.tells("いま誰が待ってる？")
    peer.wait_for(lambda: len(peer.ephemerals(stranger.user)) == 2 and len(peer.direct(stranger.user)) == 2)
    told = [*peer.ephemerals(stranger.user), peer.direct(stranger.user)[-1]]
    assert {tuple(message.labels) for message in told} == {("連携する",)}
    assert bot.suggested_for == []


def test_nobody_asks_by_an_edit_or_a_program(peer: SlackPeer, kimura: Staff, bot: FakeBot) -> None:
    said = kimura.tells("いま誰が待ってる？")
    kimura.edits(said, _ASKED)
    kimura.deletes(said)
    kimura.posts(peer.direct_channel(kimura.user).id, _ASKED, bot_id="B0OTHER")
    kimura.posts(peer.direct_channel(kimura.user).id, _ASKED, subtype="bot_message")
    kimura.posts(DESK, _ASKED)
    asked_directly(kimura, "別の質問")
    assert [each["text"] for each in bot.suggested_for] == ["別の質問"]


def test_a_message_with_a_file_asks(kimura: Staff, peer: SlackPeer) -> None:
    kimura.posts(peer.direct_channel(kimura.user).id, _ASKED, subtype="file_share", files=[{"id": "F1"}])
    peer.wait_for(lambda: [each for each in peer.direct(kimura.user) if _BACKUP in each.texts])


def test_a_guess_is_called_one(kimura: Staff, bot: FakeBot) -> None:
    bot.suggestions = [{"topic": "faq/backup_codes", "confidence": 0.2, "text": _BACKUP}]
    assert "確度が低い回答です" in mentioned(kimura, "なんかあれ").shown


def test_what_nothing_fits_can_be_searched_for(kimura: Staff, bot: FakeBot) -> None:
    bot.suggestions = []
    answer = mentioned(kimura, "今日の天気")
    assert "見つかりませんでした" in answer.shown
    assert answer.labels == ["コンソールで検索"]


@pytest.mark.parametrize("has_answer", [True, False])
def test_for_an_account_an_id_or_a_number_is_wanted(kimura: Staff, bot: FakeBot, has_answer: bool) -> None:
    bot.suggestions = bot.suggestions if has_answer else []
    answer = mentioned(kimura, "注文の状況を教えて")
    assert "ログインIDか番号を添えてください" in answer.shown
    assert (_BACKUP in answer.texts) is has_answer


def test_nothing_personal_and_nothing_endless_reaches_the_bot(kimura: Staff, bot: FakeBot) -> None:
    answer = mentioned(kimura, "yamada@mihon.example から090-1234-5678で電話。" + "コードがない。" * 300)
    (asked,) = bot.suggested_for
    assert len(asked["text"]) <= 1000
    assert "yamada@" not in asked["text"]
    assert "1234" not in asked["text"]
    assert "yamada@" not in answer.raw


def test_a_long_answer_is_cut(kimura: Staff, bot: FakeBot) -> None:
    bot.suggestions = [{"topic": "faq/backup_codes", "confidence": 0.9, "text": "あ" * 5000}]
    answer = mentioned(kimura, _ASKED)
    assert any(text.endswith("…") and len(text) == 3000 for text in answer.texts)


class TestBotDown:
    @pytest.fixture
    def slack_settings(self) -> dict[str, Any]:
        return {"rasa_url": "http://127.0.0.1:9"}

    def test_is_said_calmly_and_look_ups_work(self, kimura: Staff) -> None:
        assert "いまは回答を調べられません" in mentioned(kimura, _ASKED).shown
        assert "FJcloud-V" in mentioned(kimura, "ORD-18").shown


def test_slack_down_breaks_nothing(peer: SlackPeer, kimura: Staff, visitor: Visitor, bot: FakeBot) -> None:
    peer.down()
    kimura.mentions(DESK, _ASKED)
    kimura.tells(_ASKED)
    kimura.commands("/madoguchi", _ASKED)
    peer.wait_for(lambda: len(bot.suggested_for) == 3 and len([each for each in peer.calls if each.status == 503]) >= 3)
    assert visitor.says("こんにちは")
    peer.up()
    assert _BACKUP in asked_directly(kimura, _ASKED).texts


def test_where_slack_asks_to_wait_the_answer_comes_later(peer: SlackPeer, kimura: Staff) -> None:
    peer.refuses("chat.postEphemeral", "ratelimited")
    assert _BACKUP in mentioned(kimura, _ASKED).texts
    assert [call.status for call in peer.calls if call.method == "chat.postEphemeral"] == [429, 200]


def test_asking_in_a_handoffs_thread_tells_the_member_nothing(
    peer: SlackPeer, container: Container, visitor: Visitor, kimura: Staff
) -> None:
    agent = Agent(container).comes()
    ask_for_person(container, visitor.id)
    agent.claims(visitor.id)
    (root, *_) = peer.wait_for(lambda: [each for each in peer.messages(DESK) if each.is_from_app])
    before = [message.id for message in messages(container, visitor.id)]
    answer = mentioned(kimura, _ASKED, root.ts)
    assert (answer.seen_by, answer.thread_ts) == (kimura.user, root.ts)
    kimura.presses(answer, "チャンネルに共有")
    peer.wait_for(lambda: visible(peer, _BACKUP))
    assert [message.id for message in messages(container, visitor.id)] == before
