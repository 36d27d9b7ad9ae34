"""Password reset and unlock: a login id and nothing else, the same words for every id."""

from __future__ import annotations

import pytest

from bot.english_line import english_lines
from tests.actions.fake_door2 import FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.login_task import RESET, UNLOCK, Task, begin, done_for

ASKS_FOR_ADDRESS = {"standard": "下の欄に、担当者からのご連絡を", "easy": "メールアドレスを書（か）いてください"}


def test_it_asks_for_a_login_id_and_does_it(member: Conversation, door: FakeDoor2, task: Task) -> None:
    question = begin(member, task)
    answer = member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert question.topics == answer.topics == [task.topic]
    assert "ログインID" in question.text
    assert task.done in answer.text
    assert done_for(door, task) == ["yamada_01"]


def test_an_id_in_the_wish_is_not_asked_for(member: Conversation, door: FakeDoor2, task: Task) -> None:
    turn = member.understood(task.intent, "ID tanaka01 をお願いします", {"login_id": "tanaka01"})

    assert task.done in turn.text
    assert done_for(door, task) == ["tanaka01"]


@pytest.mark.parametrize(
    ("intent", "text", "entity", "login_id"),
    [
        ("inform_login_id", "IDは yamada_01 です", "yamada_01", "yamada_01"),
        ("inform_login_id", "taro@example.jp", "taro@example.jp", "taro@example.jp"),
        ("inform_login_id", "t.yamada", "t.yamada", "t.yamada"),
        ("conversation_out_of_scope", "suzuki2", None, "suzuki2"),
        ("conversation_out_of_scope", "IDはtaroです", "taro", "taro"),
        ("conversation_out_of_scope", "「taro」", None, "taro"),
        ("conversation_clarify", "「山田太郎」です", None, "山田太郎"),
        ("conversation_clarify", "IDは山田太郎です", None, "山田太郎"),
        ("faq_forgot_login_id", "ログインIDはさくらです", None, "さくら"),
        ("conversation_clarify", "12345678x", None, "12345678x"),
        ("near", "yamada_01 のパスワードを忘れてロックされました", "yamada_01", "yamada_01"),
    ],
)
def test_any_string_may_be_the_id(
    member: Conversation, door: FakeDoor2, task: Task, intent: str, text: str, entity: str | None, login_id: str
) -> None:
    begin(member, task)
    intent = task.near if intent == "near" else intent

    turn = member.understood(intent, text, {"login_id": entity} if entity else {}, candidates=["faq/pdf_viewer"])

    assert turn.topics == [task.topic]
    assert done_for(door, task) == [login_id]


def test_the_words_are_the_same_for_every_id(member: Conversation, task: Task) -> None:
    texts = [
        member.understood(task.intent, "お願いします", {"login_id": login_id}).text.replace(number, "#")
        for login_id, number in (("yamada_01", "TKT-000001"), ("nobody_01", "TKT-000002"))
    ]

    assert texts[0] == texts[1]


@pytest.mark.parametrize("style", ["standard", "easy"])
@pytest.mark.parametrize("login_id", ["yamada_01", "nobody_01"])
def test_who_asks_for_an_unlock_unknown_is_asked_where_staff_can_reach_them(
    member: Conversation, login_id: str, style: str
) -> None:
    turn = member.understood(UNLOCK.intent, "お願いします", {"login_id": login_id}, style=style)

    assert turn.card["asks_for_address"] is True
    assert ASKS_FOR_ADDRESS[style] in turn.text


@pytest.mark.parametrize("style", ["standard", "easy"])
def test_who_is_known_is_asked_for_no_address(member: Conversation, door: FakeDoor2, style: str) -> None:
    door.people[member.reference] = Person()
    turn = member.understood(UNLOCK.intent, "お願いします", {"login_id": "suzuki_02"}, style=style)

    assert "TKT-000001" in turn.text
    assert "asks_for_address" not in (turn.only["card"] or {})
    assert ASKS_FOR_ADDRESS[style] not in turn.text


def test_they_are_asked_in_english_too(member: Conversation) -> None:
    turn = member.understood(UNLOCK.intent, "Please unlock it", {"login_id": "yamada_01"})

    assert turn.text.startswith(english_lines().said["unlock_needs_address"])


def test_another_id_in_the_next_turn_does_it_again(member: Conversation, door: FakeDoor2, task: Task) -> None:
    member.understood(task.intent, "お願いします", {"login_id": "yamada_01"})

    turn = member.understood("inform_login_id", "suzuki_02もお願いします", {"login_id": "suzuki_02"})

    assert turn.topics == [task.topic]
    assert done_for(door, task) == ["yamada_01", "suzuki_02"]


def test_asking_again_without_an_id_asks_for_one(member: Conversation, door: FakeDoor2, task: Task) -> None:
    member.understood(task.intent, "お願いします", {"login_id": "yamada_01"})

    turn = begin(member, task)

    assert "ログインIDを入力してください" in turn.text
    assert len(done_for(door, task)) == 1


def test_the_login_id_is_not_kept(member: Conversation, task: Task) -> None:
    begin(member, task)
    member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert "yamada_01" not in member.slots().values()


@pytest.mark.parametrize(
    "words",
    [
        "やめます",
        "やっぱりいいです",
        "いえ、結構です",
        "キャンセル",
        "今はいいです",
        "やめておきます",
        "いいえ",
        "送らないで",
        "依頼しないで",
        "いらない",
        "やっぱなし",
    ],
)
def test_a_refusal_is_never_taken_for_an_id(member: Conversation, door: FakeDoor2, task: Task, words: str) -> None:
    begin(member, task)

    turn = member.understood("conversation_out_of_scope", words, candidates=[])

    assert turn.topics == [task.topic]
    assert "承知しました" in turn.text
    assert done_for(door, task) == []
    assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer"]


@pytest.mark.parametrize(
    "words", ["はい", "うん", "え", "えーと", "待って", "うーん", "なし", "パスワード", "ok", "社長", "山田太郎"]
)
@pytest.mark.parametrize("intent", ["conversation_out_of_scope", "conversation_clarify"])
def test_everyday_words_are_no_id_and_it_asks_again(
    member: Conversation, door: FakeDoor2, task: Task, words: str, intent: str
) -> None:
    begin(member, task)

    turn = member.understood(intent, words, candidates=[])

    assert turn.topics == [task.topic]
    assert "続きです" in turn.text
    assert done_for(door, task) == []


def test_a_yes_is_no_small_talk_in_the_form(member: Conversation, task: Task) -> None:
    begin(member, task)

    assert member.understood("conversation_thanks", "はい").topics == [task.topic]


def test_a_goodbye_ends_it_too(member: Conversation, door: FakeDoor2, task: Task) -> None:
    begin(member, task)

    assert "承知しました" in member.understood("conversation_goodbye", "さようなら").text


def test_a_question_in_between_is_answered_and_the_form_goes_on(
    member: Conversation, door: FakeDoor2, task: Task
) -> None:
    begin(member, task)

    turn = member.understood("faq_backup_codes", "バックアップコードって何？")
    answer = member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert turn.topics == ["faq/backup_codes", task.topic]
    assert answer.topics == [task.topic]
    assert done_for(door, task) == ["yamada_01"]


@pytest.mark.parametrize("text", ["今日の天気はどうですか", "えっと、どこに書いてありますか？", "AWSの料金を教えて"])
def test_a_sentence_is_not_an_id(member: Conversation, door: FakeDoor2, task: Task, text: str) -> None:
    begin(member, task)

    turn = member.understood("conversation_out_of_scope", text, candidates=[])

    assert turn.topics == ["conversation/out_of_scope", task.topic]
    assert done_for(door, task) == []


def test_somebody_who_forgot_the_id_is_not_asked_on(member: Conversation, task: Task) -> None:
    begin(member, task)

    assert member.understood("faq_forgot_login_id", "IDを忘れました").topics == ["faq/forgot_login_id"]
    assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer"]


@pytest.mark.parametrize("words", ["わからない", "わかりません", "忘れました", "覚えてないです"])
@pytest.mark.parametrize("intent", ["conversation_out_of_scope", "conversation_clarify", "conversation_thanks"])
def test_who_cannot_tell_the_id_is_told_where_to_ask(
    member: Conversation, door: FakeDoor2, task: Task, words: str, intent: str
) -> None:
    begin(member, task)

    assert member.understood(intent, words, candidates=[]).topics == ["faq/forgot_login_id"]
    assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer"]
    assert done_for(door, task) == []


def test_after_three_times_without_an_id_it_gives_up_kindly(member: Conversation, door: FakeDoor2, task: Task) -> None:
    begin(member, task)
    turns = [begin(member, task) for _ in range(3)]

    assert ["続きです" in turn.text for turn in turns] == [True, True, False]
    assert "conversation/handoff" in [choice["topic"] for choice in turns[2].only["choices"]]
    assert done_for(door, task) == []


def test_a_whole_due_date_in_between_is_answered_and_the_form_goes_on(
    member: Conversation, door: FakeDoor2, task: Task
) -> None:
    begin(member, task)
    due = {"service": "fjcloud_v", "usage_month": "2026-04", "closing": "end"}

    turn = member.understood("account_payment_due", "FJcloud-Vの4月分、末日締めの期日は？", due)
    member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert turn.topics == ["account/payment_due", task.topic]
    assert done_for(door, task) == ["yamada_01"]


def test_another_wish_takes_the_forms_place(member: Conversation, door: FakeDoor2) -> None:
    begin(member, RESET)
    question = begin(member, UNLOCK)
    member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert question.topics == ["account/unlock"]
    assert done_for(door, UNLOCK) == ["yamada_01"]
    assert done_for(door, RESET) == []


def test_a_reset_does_not_unlock_and_says_so(member: Conversation) -> None:
    turn = member.understood(RESET.intent, "お願いします", {"login_id": "yamada_01"})

    assert "ロックは、再設定しても解除されません" in turn.text
    assert "30分" in turn.text
    assert turn.offers["ロック解除を依頼する"]["topic"] == "account/unlock"
    assert turn.card == {"type": "password_reset"}


def test_an_unlock_gives_a_number_and_tells_of_the_check(member: Conversation) -> None:
    turn = member.understood(UNLOCK.intent, "お願いします", {"login_id": "yamada_01"})

    assert "TKT-000001" in turn.text
    assert "本人確認" in turn.text
    assert turn.card == {
        "type": "ticket",
        "number": "TKT-000001",
        "kind_label": "アカウントロックの解除",
        "status_label": "受付済み",
        "asks_for_address": True,
    }
    assert member.choose(turn.offers["依頼の状況を調べる"]).topics == ["account/ticket_status"]


def test_too_many_requests_get_calm_words(member: Conversation, door: FakeDoor2) -> None:
    door.instead["unlock-requests"] = (429, b'{"code": "too_many"}')

    turn = member.understood(UNLOCK.intent, "お願いします", {"login_id": "yamada_01"})

    assert not turn.failed
    assert turn.topics == ["account/unlock"]
    assert turn.offers["担当者に相談する"]["topic"] == "conversation/handoff"
