"""Replies to members from Slack: written, looked at, sent after a while."""

import pytest
from sqlalchemy import select, update

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from backend.slack.acts.models import SlackReply
from backend.slack.acts.replies import Replies
from backend.staff.models import StaffMember
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent
from tests.backend.slack.acting import Board
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.ticket_kit import audited

WINDOW = 8
TEXT = "お調べします。\n<!channel> & *少々* お待ちください。"


@pytest.fixture
def board(peer: SlackPeer, container: Container, clock: FixedClock) -> Board:
    return Board(peer, container, clock)


def kept(container: Container) -> list[SlackReply]:
    with container.database.reading() as session:
        return list(session.scalars(select(SlackReply).order_by(SlackReply.id)))


def test_a_reply_is_looked_at_and_reaches_the_member_once_after_the_window(
    board: Board, container: Container, kimura: Staff, visitor: Visitor
) -> None:
    message = board.claimed(visitor, kimura)
    preview = board.writes(kimura, message, TEXT)
    assert TEXT in preview.shown
    assert Agent(container).display_name in preview.shown
    assert "含まれています" not in preview.shown
    [draft] = kept(container)
    assert TEXT not in (draft.encrypted_text or "")
    kimura.submits(preview, times=3)
    assert board.told(kimura, 2).startswith("8秒後（10:00:08）に会員へ送信します。")
    assert board.peer.top_view(kimura.user) is None
    assert board.heard(visitor) == []
    board.passes(WINDOW)
    board.peer.wait_for(lambda: board.said(visitor.id))
    assert board.heard(visitor) == [TEXT]
    [noted] = audited(container, Action.AGENT_SAID)
    assert (noted.actor_id, noted.details["slack_user"]) == (Agent(container).id, "U0KIMURA")
    [reply] = kept(container)
    assert reply.encrypted_text is None
    assert reply.message_id == noted.details["message"]


def test_nothing_is_sent_that_was_only_looked_at(
    board: Board, container: Container, kimura: Staff, visitor: Visitor
) -> None:
    preview = board.writes(kimura, board.claimed(visitor, kimura), TEXT)
    kimura.closes(preview)
    assert board.modal(kimura).title == "会員へ返信"
    board.passes(60)
    Replies(container).send_due()
    assert board.heard(visitor) == []


def test_several_replies_keep_their_order(board: Board, kimura: Staff, visitor: Visitor) -> None:
    message = board.claimed(visitor, kimura)
    texts = [f"{number}つめです。" for number in range(5)]
    for text in texts:
        board.sends(kimura, message, text)
    board.passes(WINDOW)
    board.peer.wait_for(lambda: len(board.said(visitor.id)) == len(texts))
    assert board.heard(visitor) == texts


def test_taken_back_in_time_it_is_not_sent_and_can_be_written_anew(
    board: Board, container: Container, kimura: Staff, visitor: Visitor
) -> None:
    notice = board.sends(kimura, board.claimed(visitor, kimura), TEXT)
    kimura.presses(notice, "取り消す", times=3)
    undone = board.whispered(kimura, 3)
    assert undone.shown.startswith("取り消しました。")
    board.passes(WINDOW)
    Replies(container).send_due()
    assert board.heard(visitor) == []
    kimura.presses(undone, "書き直す")
    again = board.modal(kimura)
    kimura.submits(again)
    kimura.submits(board.modal(kimura))
    board.whispered(kimura, 4)
    board.passes(WINDOW)
    board.peer.wait_for(lambda: board.said(visitor.id))
    assert board.heard(visitor) == [TEXT]


def test_taken_back_too_late_it_stays_said(board: Board, kimura: Staff, visitor: Visitor) -> None:
    notice = board.sends(kimura, board.claimed(visitor, kimura), TEXT)
    board.passes(WINDOW)
    board.peer.wait_for(lambda: board.said(visitor.id))
    kimura.presses(notice, "取り消す")
    assert board.told(kimura, 3) == "すでに会員へ送信しました。取り消せません。"
    assert board.heard(visitor) == [TEXT]


def test_a_colleague_takes_nothing_back(
    board: Board, container: Container, kimura: Staff, ishii: Staff, visitor: Visitor
) -> None:
    """They see no such button; a forged press does nothing."""
    notice = board.sends(kimura, board.claimed(visitor, kimura), TEXT)
    elsewhere = board.handoff(visitor.id)
    ishii.presses(elsewhere, notice.buttons[0])
    assert board.told(ishii) == "この返信は見つかりませんでした。"
    board.passes(WINDOW)
    board.peer.wait_for(lambda: board.said(visitor.id))


@pytest.mark.parametrize("how", ["transferred", "ended", "disabled", "unlinked", "another_account"])
def test_what_may_not_be_said_any_more_goes_back_to_who_wrote_it(
    board: Board, container: Container, kimura: Staff, visitor: Visitor, how: str
) -> None:
    me, other = Agent(container), Agent(container, 1).comes()
    board.sends(kimura, board.claimed(visitor, kimura), TEXT)
    with container.database.unit_of_work() as session:
        mine = update(StaffMember).where(StaffMember.id == me.id)
        if how == "disabled":
            session.execute(mine.values(disabled_at=container.clock.now()))
        elif how in {"unlinked", "another_account"}:
            session.execute(mine.values(slack_user_id=None))
        if how == "another_account":
            session.execute(update(StaffMember).where(StaffMember.id == other.id).values(slack_user_id="U0KIMURA"))
    if how == "transferred":
        me.transfers(visitor.id, other)
    elif how == "ended":
        me.ends(visitor.id)
    board.passes(WINDOW)
    told = board.told(kimura, 3)
    assert told.startswith("会員へ送信していません。")
    assert TEXT in told
    assert board.said(visitor.id) == []
    board.peer.wait_for(lambda: [each.encrypted_text for each in kept(container)] == [None])


def test_while_slack_is_down_the_text_is_kept_for_who_wrote_it(
    board: Board, container: Container, peer: SlackPeer, kimura: Staff, visitor: Visitor
) -> None:
    board.sends(kimura, board.claimed(visitor, kimura), TEXT)
    Agent(container).ends(visitor.id)
    peer.down()
    board.passes(WINDOW)
    tried = len(peer.calls)
    peer.wait_for(lambda: any("お調べします" in str(call.args) for call in peer.calls[tried:]))
    assert [each.told_at for each in kept(container)] == [None]
    peer.up()
    board.passes(5)
    assert TEXT in board.told(kimura, 3)


def test_only_its_agent_can_write(
    board: Board, container: Container, kimura: Staff, ishii: Staff, visitor: Visitor
) -> None:
    board.waiting(visitor)
    kimura.presses(board.handoff(visitor.id), buttons.HANDOFF_REPLY)
    assert "先に「対応を始める」を押してください。" in board.modal(kimura).shown
    Agent(container).claims(visitor.id)
    ishii.presses(board.handoff(visitor.id), buttons.HANDOFF_REPLY)
    assert "さんが担当しています。" in board.modal(ishii).shown
    assert board.modal(ishii).view["submit"] is None


def test_who_lost_it_while_they_wrote_is_told_in_the_modal(
    board: Board, container: Container, kimura: Staff, visitor: Visitor
) -> None:
    kimura.presses(board.claimed(visitor, kimura), buttons.HANDOFF_REPLY)
    compose = board.modal(kimura)
    Agent(container).hands_back(visitor.id)
    kimura.submits(compose, {"reply_text": TEXT})
    assert compose.errors == {"reply_text": "この会話を担当していません。"}
    assert kept(container) == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" \n　", "メッセージを入力してください。"),
        ("{会員名}様、お待たせしました。", "「{会員名}」が空欄のままです。書き換えてから送ってください。"),
        ("受付番号は｛ 受付番号 ｝です。", "「｛ 受付番号 ｝」が空欄のままです。書き換えてから送ってください。"),
    ],
)
def test_what_cannot_be_said_is_refused_at_the_field(
    board: Board, kimura: Staff, visitor: Visitor, text: str, error: str
) -> None:
    kimura.presses(board.claimed(visitor, kimura), buttons.HANDOFF_REPLY)
    compose = board.modal(kimura)
    kimura.submits(compose, {"reply_text": text})
    assert compose.errors == {"reply_text": error}


def test_personal_data_is_named_before_it_is_sent(board: Board, kimura: Staff, visitor: Visitor) -> None:
    text = "お電話 090-1234-5678、メール hanako@mihon.example にご連絡します。"
    preview = board.writes(kimura, board.claimed(visitor, kimura), text)
    assert "電話番号・メールアドレスが含まれています。" in preview.shown
    assert text in preview.shown


def test_the_longest_reply_is_shown_and_sent_whole(board: Board, kimura: Staff, visitor: Visitor) -> None:
    text = "あ" * 2999 + "。"
    message = board.claimed(visitor, kimura)
    assert text in board.writes(kimura, message, text).texts
    kimura.submits(board.modal(kimura))
    board.whispered(kimura, 2)
    board.passes(WINDOW)
    board.peer.wait_for(lambda: board.said(visitor.id))
    assert board.heard(visitor) == [text]


def test_the_members_words_stand_by_without_personal_data(board: Board, kimura: Staff, visitor: Visitor) -> None:
    message = board.claimed(visitor, kimura)
    visitor.post("/messages", text="請求書が届きません。電話は 090-1234-5678 です。")
    kimura.presses(message, buttons.HANDOFF_REPLY)
    shown = board.modal(kimura).shown
    assert "請求書が届きません。" in shown
    assert "1234" not in shown


def test_what_the_bot_would_say_can_be_taken_over(board: Board, bot: FakeBot, kimura: Staff, visitor: Visitor) -> None:
    message = board.claimed(visitor, kimura)
    visitor.post("/messages", text="送料はいくらですか")
    bot.suggestions = [{"topic": "faq/shipping", "confidence": 0.9, "text": "送料は注文画面に表示されます。"}]
    kimura.presses(message, buttons.HANDOFF_REPLY)
    compose = board.modal(kimura)
    board.peer.wait_for(lambda: compose.updates)
    kimura.presses_in(compose, "この文を使う", typed={"reply_text": "途中まで"})
    board.peer.wait_for(lambda: compose.updates == 2)
    kimura.submits(compose)
    assert "送料は注文画面に表示されます。" in board.modal(kimura).texts


def test_slack_down_keeps_nothing_from_the_member(
    board: Board, peer: SlackPeer, kimura: Staff, visitor: Visitor
) -> None:
    preview = board.writes(kimura, board.claimed(visitor, kimura), TEXT)
    peer.down()
    kimura.submits(preview)
    board.passes(WINDOW)
    peer.wait_for(lambda: board.said(visitor.id))
    peer.up()
    assert board.heard(visitor) == [TEXT]
