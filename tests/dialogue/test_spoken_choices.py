"""A choice described in words instead of tapped."""

from __future__ import annotations

import pytest

from tests.actions.fake_door2 import FakeDoor2
from tests.dialogue.dialogue_bot import Conversation

OFFERED = ["faq/forgot_password", "account/unlock", "faq/change_or_cancel_contract", "faq/quotation"]


@pytest.fixture
def asked(member: Conversation) -> Conversation:
    """A member with four choices before them."""
    member.understood("conversation_clarify", "あれ", candidates=OFFERED)
    return member


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("2番目", "account/unlock"),
        ("２", "account/unlock"),
        ("②", "account/unlock"),
        ("1でお願いします", "faq/forgot_password"),
        ("上のやつ", "faq/forgot_password"),
        ("一番下", "faq/quotation"),
        ("最後の", "faq/quotation"),
        ("下から2番目です", "faq/change_or_cancel_contract"),
        ("パスワードのほう", "faq/forgot_password"),
        ("解約のほうで", "faq/change_or_cancel_contract"),
        ("見積もり", "faq/quotation"),
        ("ロック解除を依頼する", "account/unlock"),
        ("違います、解約のほうです", "faq/change_or_cancel_contract"),
    ],
)
def test_it_is_as_good_as_tapped(asked: Conversation, words: str, topic: str) -> None:
    turn = asked.say(words)

    assert turn.topics == [topic]
    assert not turn.failed


def test_a_choice_keeps_its_data(member: Conversation, door: FakeDoor2) -> None:
    member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})
    member.say("2番目")

    assert [call.body for call in door.called("unlock-requests")] == [{"login_id": "yamada_01"}]


def test_yes_takes_the_only_choice_of_a_question(member: Conversation) -> None:
    member.understood("conversation_out_of_scope", "駐車場", candidates=["faq/pdf_viewer"])

    assert member.say("はい").topics == ["faq/pdf_viewer"]


def test_no_denies_what_a_question_offered(asked: Conversation) -> None:
    turn = asked.say("いいえ")

    assert turn.topics == ["conversation/clarify"]
    assert turn.only["choices"][0]["topic"] == "conversation/handoff"
    assert not {choice["topic"] for choice in turn.only["choices"]} & set(OFFERED)


def test_figures_and_places_answer_the_question_of_a_form(member: Conversation) -> None:
    member.choose({"topic": "account/payment_due", "data": {"mode": "calculate"}})
    month = member.say("2")
    method = member.say("一番上")

    assert "何月" in month.text
    assert "お支払い方法" in method.text


def test_a_choice_in_words_leaves_none_in_the_tracker(asked: Conversation) -> None:
    asked.say("解約のほうで")

    assert "解約のほうで" not in str(asked.slots())
