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


def test_a_list_of_bare_subjects_is_answered_from_the_first_on(talker: Conversation) -> None:
    turn = talker.say("①締め日 ②T番号 ③見積書の発行可否")

    assert turn.topics == ["faq/closing_and_payment_dates"]
    assert [choice["topic"] for choice in turn.only["choices"]][:2] == [
        "faq/invoice_registration_number",
        "faq/quotation",
    ]
    assert talker.say("2つ目も教えて").topics == ["faq/quotation"]


def test_a_subject_too_broad_to_answer_is_offered_by_its_likeliest_meaning(talker: Conversation) -> None:
    turn = talker.say("入金済の意味と、支払期日と、退会方法")

    assert turn.topics == ["faq/invoice_shown_as_paid"]
    assert [choice["topic"] for choice in turn.only["choices"]][:2] == ["account/payment_due", "faq/withdrawal"]


def test_what_is_added_to_a_complaint_is_not_lost(talker: Conversation) -> None:
    turn = talker.say("パスワードを忘れました。それと、注文の状況も")

    assert turn.topics == ["faq/forgot_password"]
    assert turn.only["choices"][0]["topic"] == "faq/order_status"


def test_what_is_not_ours_is_said_beside_the_answer(talker: Conversation) -> None:
    turn = talker.say("退会したいです。あと領収書も")

    assert turn.topics == ["faq/withdrawal"]
    assert "領収書については、こちらではお答えできません" in turn.text
