"""What the turn before makes of a message: look-ups in a row, and questions that name no subject."""

from __future__ import annotations

import pytest

from tests.actions.fake_door2 import FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation, Turn

ROW = {
    "契約も見せて": "account/contracts",
    "請求も": "account/payment_due",
    "注文も": "account/order_status",
    "審査は": "account/paid_screening",
    "いくら？": "account/payment_due",
    "支払いはいつ？": "account/payment_due",
    "契約は": "account/contracts",
}


def topics(turn: Turn) -> list[str]:
    return [choice["topic"] for choice in turn.only["choices"]]


def test_once_identified_bare_subjects_are_looked_up(talker: Conversation, door: FakeDoor2) -> None:
    door.people[talker.reference] = Person()
    talker.identified()

    turns = {text: talker.say(text) for text in ROW}

    assert {text: turn.topics for text, turn in turns.items()} == {text: [topic] for text, topic in ROW.items()}
    assert all(turn.only["card"] for turn in turns.values())


def test_before_signing_in_the_subject_can_change(talker: Conversation) -> None:
    talker.say("自分の注文がどうなったか調べて")
    turn = talker.say("契約は？")

    assert turn.topics == ["account/contracts"]
    assert turn.card == {"type": "sign_in"}


def test_first_of_all_the_same_words_are_asked_back(talker: Conversation) -> None:
    assert talker.say("契約は？").topics == ["conversation/clarify"]


def test_a_service_alone_narrows_what_was_looked_up(talker: Conversation, door: FakeDoor2) -> None:
    door.people[talker.reference] = Person()
    talker.identified()
    talker.say("請求も見せて")

    turn = talker.say("クラウドファイルサーバーだけ見せて")

    assert turn.topics == ["account/payment_due"]
    assert "ありません" in turn.text


def test_a_question_of_another_kind_is_no_look_up(talker: Conversation, door: FakeDoor2) -> None:
    door.people[talker.reference] = Person()
    talker.identified()

    assert talker.say("支払方法は何がありますか").topics == ["faq/payment_methods"]


@pytest.mark.parametrize(
    ("first", "bare", "topic"),
    [
        ("解約したい", "いつまでに？", "faq/change_or_cancel_contract"),
        ("T番号は", "どこで確認できるの", "faq/invoice_registration_number"),
        ("T番号は", "会社名は？", "faq/invoice_registration_number"),
        ("パスワード忘れた", "それやったけどメール来ない", "faq/forgot_password"),
        ("バックアップコードって何", "それログインできないと見れなくない？", "faq/backup_codes"),
    ],
)
def test_a_bare_question_is_asked_back_around_the_last_answer(
    talker: Conversation, first: str, bare: str, topic: str
) -> None:
    beside = topics(talker.say(first))

    turn = talker.say(bare)

    assert turn.topics == ["conversation/clarify"]
    assert topics(turn)[:2] == [topic, beside[0]]


def test_an_answer_is_said_once_more_but_nothing_done_once_more(talker: Conversation) -> None:
    told = talker.say("T番号は")
    again = talker.say("もう一回お願い")
    talker.say("ロック解除してほしい")
    talker.say("taro.suzuki")
    done = talker.say("もう一回お願い")

    assert again.text == told.text
    assert done.topics == ["conversation/clarify"]
    assert topics(done)[0] == "account/unlock"


def test_a_service_named_gets_its_row_alone(talker: Conversation) -> None:
    turn = talker.say("FJcloud-Vの請求っていつ確定する？")

    assert "・FJcloud-V" in turn.text
    assert "・FJcloud-O" not in turn.text
    assert "口座振替" not in turn.text


def test_a_service_said_after_the_table_picks_its_row(talker: Conversation) -> None:
    talker.say("Paid請求書の期間がおかしい")
    turn = talker.say("FJcloud-Vです")

    assert turn.topics == ["faq/paid_invoice_period"]
    assert "・FJcloud-V" in turn.text
    assert "・FJcloud-O" not in turn.text


@pytest.mark.parametrize(
    ("bare", "topic", "offered"),
    [("領収書は？", "conversation/out_of_scope", None), ("注文は？", "conversation/clarify", "account/order_status")],
)
def test_a_subject_of_its_own_is_not_taken_for_the_last_answer(
    talker: Conversation, bare: str, topic: str, offered: str | None
) -> None:
    talker.say("退会したい")

    turn = talker.say(bare)

    assert turn.topics == [topic]
    assert offered is None or topics(turn)[0] == offered
