"""Whole conversations in a member's own words, NLU included."""

from __future__ import annotations

import pytest

from tests.actions.fake_door2 import FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation

DUE = "account/payment_due"


def test_a_due_date_and_its_follow_ups(talker: Conversation) -> None:
    first = talker.say("FJcloud-Vの2026年4月利用分、Paid末日締め、銀行振込の支払期日は？")
    texts = [talker.say(words).text for words in ("Oのほうだと？", "20日締めなら？", "口座振替だと？", "やっぱり5月分")]

    assert "請求確定：2026年6月13日頃" in first.text
    assert "請求書送付：2026年7月初旬" in first.text
    assert "支払期日：2026年7月31日" in first.text
    assert "支払期日：2026年6月30日" in texts[0]
    assert "支払期日：2026年6月20日" in texts[1]
    assert "口座振替日：2026年6月20日" in texts[2]
    assert "口座振替日：2026年7月20日" in texts[3]


def test_a_due_date_asked_step_by_step(talker: Conversation) -> None:
    turns = [
        talker.say(words)
        for words in ("FENCEの支払期日を計算して", "モバイルのほうです", "3月分", "銀行振込です", "末締めです")
    ]

    assert {topic for turn in turns for topic in turn.topics} == {DUE}
    assert "どちら" in turns[0].text
    assert "何月" in turns[1].text
    assert "お支払い方法" in turns[2].text
    assert "締め日" in turns[3].text
    assert "支払期日：2026年5月31日" in turns[4].text


def test_wrong_values_are_asked_again(talker: Conversation) -> None:
    month = talker.say("FJcloud-Vの13月利用分の支払期日は？")
    closing = [talker.say("4月分です"), talker.say("15日締めです")][1]

    assert "「13月」という月はありません" in month.text
    assert "お選びいただけません" in closing.text
    assert "支払期日：2026年7月20日" in talker.say("20日締めでした").text


def test_two_services_at_once(talker: Conversation) -> None:
    turn = talker.say("FJcloud-OとFJcloud-V、2026年4月利用分で20日締めの支払期日を教えて")

    assert "支払期日：2026年6月20日" in turn.text
    assert "支払期日：2026年7月20日" in turn.text


def test_own_orders_after_proving_who_one_is(talker: Conversation, door: FakeDoor2) -> None:
    first = talker.say("注文番号ORD-2026-000123の状況を調べて")
    door.people[talker.reference] = Person()
    second = talker.identified()

    assert first.card == {"type": "sign_in"}
    assert second.card["orders"][0]["number"] == "ORD-2026-000123"


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ("パスワード再設定メールを送ってください", "password-reset"),
        ("アカウントロックを解除してください", "unlock-requests"),
    ],
)
def test_login_tasks_with_a_question_in_between_and_another_id(
    talker: Conversation, door: FakeDoor2, wish: str, path: str
) -> None:
    talker.say(wish)
    between = talker.say("バックアップコードはどんなときに使いますか？")
    talker.say("IDは yamada_01 です")
    talker.say("suzuki@example.jp もお願いします")

    assert between.topics[0] == "faq/backup_codes"
    assert [(call.body or {})["login_id"] for call in door.called(path)] == ["yamada_01", "suzuki@example.jp"]


@pytest.mark.parametrize("words", ["やめます", "やっぱりいいです"])
def test_a_refusal_is_no_login_id(talker: Conversation, door: FakeDoor2, words: str) -> None:
    talker.say("パスワード再設定メールを送ってください")

    assert "承知しました" in talker.say(words).text
    assert door.calls == []


@pytest.mark.parametrize("words", ["送らないで", "いいえ", "いらない", "やっぱなし"])
def test_a_plain_no_is_no_login_id(talker: Conversation, door: FakeDoor2, words: str) -> None:
    talker.say("パスワード再設定メールを送って")
    again = talker.say("社長")

    assert "続きです" in again.text
    assert "承知しました" in talker.say(words).text
    assert door.calls == []


def test_a_due_date_in_the_middle_of_an_unlock(talker: Conversation, door: FakeDoor2) -> None:
    talker.say("アカウントのロックを解除して")
    turn = talker.say("FJcloud-Vの2026年4月分、末日締めの支払期日は？")
    talker.say("yamada_01")

    assert turn.topics == [DUE, "account/unlock"]
    assert len(door.called("unlock-requests")) == 1


def test_each_service_with_a_month_of_its_own(talker: Conversation) -> None:
    talker.say("FJcloud-Oの2026年4月分とFJcloud-Vの2026年5月分の支払期日")
    turn = talker.say("20日締め")

    assert [(result["service"], result["usage_month"]) for result in turn.card["results"]] == [
        ("fjcloud_o", "2026-04"),
        ("fjcloud_v", "2026-05"),
    ]


def test_own_invoices_of_this_month(talker: Conversation, door: FakeDoor2) -> None:
    door.people[talker.reference] = Person()

    turn = talker.say("今月の請求はいくらですか")

    assert turn.topics == [DUE]
    assert door.called("invoices")[0].query == {"usage_month": "P0M"}
