"""「違います」 to an answer, and misses in a row."""

from __future__ import annotations

from itertools import product

import pytest

from tests.dialogue.dialogue_bot import Conversation, Turn

RANKING = [
    "faq/forgot_password",
    "account/password_reset",
    "faq/account_locked",
    "account/unlock",
    "faq/two_factor_login",
    "faq/backup_codes",
]
PERSON = "conversation/handoff"
MISSES = ["conversation_clarify", "conversation_out_of_scope", "deny_answer"]


def topics(turn: Turn) -> list[str]:
    """The topics of the choices of the one message, in order."""
    return [choice["topic"] for choice in turn.only["choices"]]


def deny(member: Conversation) -> Turn:
    return member.understood("deny_answer", "違います", candidates=["faq/pdf_viewer"])


def test_a_denial_brings_the_next_three_in_one_reply(member: Conversation) -> None:
    member.understood("faq_forgot_password", "入れなくなった", candidates=RANKING)

    turn = deny(member)

    assert turn.topics == ["conversation/clarify"]
    assert topics(turn) == RANKING[1:4]


def test_the_second_denial_offers_a_person_first_and_nothing_twice(member: Conversation) -> None:
    member.understood("faq_forgot_password", "入れなくなった", candidates=RANKING)
    deny(member)

    turn = deny(member)

    assert topics(turn) == [PERSON, *RANKING[4:]]
    assert "お役に立てず" in turn.text


def test_what_stood_beside_a_choice_denied_comes_first_and_the_choice_not_again(member: Conversation) -> None:
    member.understood("faq_forgot_password", "入れなくなった", candidates=RANKING)
    member.choose(deny(member).only["choices"][1])

    assert topics(deny(member)) == [PERSON, RANKING[1], RANKING[3], RANKING[4]]


def test_a_choice_taken_of_an_asking_back_and_denied_is_the_first_miss(member: Conversation) -> None:
    asked = member.understood("conversation_clarify", "入れない", candidates=RANKING[:3])
    member.choose(asked.only["choices"][0])

    turn = deny(member)

    assert topics(turn) == RANKING[1:3]
    assert "難しい" not in turn.text
    assert topics(deny(member)) == [PERSON]


def test_own_words_end_what_stood_beside_a_choice(member: Conversation) -> None:
    asked = member.understood("conversation_clarify", "入れない", candidates=RANKING[:3])
    member.choose(asked.only["choices"][0])
    member.understood("faq_pdf_viewer", "PDFが開けない", candidates=["faq/pdf_viewer", "faq/withdrawal"])

    assert topics(deny(member)) == ["faq/withdrawal"]


@pytest.mark.parametrize("text", ["全部違う", "どれも違う", "この中にはありません", "none of these"])
def test_all_denied_asks_for_own_words_and_guesses_no_further(member: Conversation, text: str) -> None:
    member.understood("conversation_clarify", "やめたい", candidates=RANKING[:3])

    turn = member.understood("deny_answer", text)

    assert topics(turn) == [PERSON]
    assert "くわしく" in turn.text


def test_with_nothing_likely_left_no_unrelated_subject_is_offered(member: Conversation) -> None:
    member.understood("conversation_clarify", "やめたい", candidates=RANKING[:2])

    assert topics(deny(member)) == [PERSON]


def test_a_denial_of_an_asking_back_is_the_second_miss(member: Conversation) -> None:
    member.understood("conversation_clarify", "入れない", candidates=RANKING[:4])

    assert topics(deny(member))[0] == PERSON


@pytest.mark.parametrize(("first", "second"), product(MISSES, MISSES))
def test_any_two_misses_in_a_row_offer_a_person_first(member: Conversation, first: str, second: str) -> None:
    member.understood(first, "あれ", candidates=RANKING[:2])

    assert topics(member.understood(second, "それ", candidates=RANKING[:2]))[0] == PERSON


def test_an_answer_in_words_ends_the_row(member: Conversation) -> None:
    member.understood("conversation_clarify", "入れない", candidates=RANKING)
    member.understood("faq_pdf_viewer", "PDFが開けない", candidates=["faq/pdf_viewer", *RANKING[:3]])

    assert topics(deny(member)) == RANKING[:3]


def test_a_denial_of_nothing_offers_the_main_subjects(member: Conversation) -> None:
    turn = deny(member)

    assert turn.topics == ["conversation/clarify"]
    assert len(turn.offers) == 3


def test_tapping_to_see_the_subjects_is_no_miss(member: Conversation) -> None:
    member.choose({"topic": "conversation/clarify"})

    assert PERSON not in topics(member.understood("conversation_clarify", "あれ", candidates=RANKING[:4]))


@pytest.mark.parametrize("intent", ["account_password_reset", "account_unlock", "account_payment_due"])
def test_a_form_asks_again_instead(member: Conversation, intent: str) -> None:
    entities = {"service": "fjcloud_v"} if intent == "account_payment_due" else {}
    question = member.understood(intent, "お願い", entities)

    turn = deny(member)

    assert turn.topics == question.topics


def test_in_easy_japanese(member: Conversation) -> None:
    member.understood("faq_forgot_password", "入れなくなった", candidates=RANKING)

    assert "（なか）" in member.understood("deny_answer", "違います", style="easy").text
