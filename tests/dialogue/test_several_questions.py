"""Several questions in one message: the first is answered, the others offered."""

from __future__ import annotations

from bot.also_asked import LINES
from tests.dialogue.dialogue_bot import Conversation

ALSO = ["faq/payment_methods"]


def test_the_others_are_choices_of_the_answer(member: Conversation) -> None:
    turn = member.understood("faq_quotation", "見積書は？支払方法は？", candidates=[], also=ALSO)

    assert turn.topics == ["faq/quotation"]
    assert turn.only["choices"][0]["topic"] == ALSO[0]
    assert turn.text.endswith(LINES["standard"])
    assert member.choose(turn.only["choices"][0]).topics == ALSO


def test_within_a_form_the_answer_has_them_not_the_forms_question(member: Conversation) -> None:
    member.understood("account_unlock", "ロック解除して")
    turn = member.understood("faq_quotation", "見積書は？支払方法は？", candidates=[], also=ALSO)

    assert turn.topics == ["faq/quotation", "account/unlock"]
    assert turn.messages[0]["choices"][0]["topic"] == ALSO[0]
    assert LINES["standard"] not in turn.messages[1]["text"]


def test_one_of_them_can_be_picked_in_words(member: Conversation) -> None:
    member.understood("faq_quotation", "見積書は？支払方法は？", candidates=[], also=ALSO)

    assert member.say("1番目のほう").topics == ALSO


def test_the_real_thing(talker: Conversation) -> None:
    turn = talker.say("見積書はもらえますか？それと、支払方法は何がありますか？")

    assert turn.topics == ["faq/quotation"]
    assert turn.only["choices"][0]["topic"] == ALSO[0]
