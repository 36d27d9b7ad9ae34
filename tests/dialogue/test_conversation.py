"""Small talk, asking back, and getting a person."""

from __future__ import annotations

import pytest

from tests.dialogue.dialogue_bot import Conversation

UNCLEAR = ["conversation_clarify", "conversation_out_of_scope"]
CANDIDATES = ["faq/forgot_password", "account/password_reset", "faq/account_locked", "account/unlock"]


def test_asking_back_offers_the_candidates_in_their_order(member: Conversation) -> None:
    turn = member.understood("conversation_clarify", "ログインできない", candidates=CANDIDATES)

    assert [choice["topic"] for choice in turn.only["choices"]] == CANDIDATES


def test_asking_back_without_a_candidate_offers_the_main_subjects(member: Conversation) -> None:
    assert len(member.choose({"topic": "conversation/clarify"}).offers) == 4


def test_out_of_scope_names_the_contact_points(member: Conversation) -> None:
    turn = member.understood("conversation_out_of_scope", "駐車場はありますか", candidates=["faq/pdf_viewer"])

    assert "お問い合わせフォーム" in turn.text
    assert "富士通コンタクトライン（総合窓口）" in turn.text
    assert [choice["topic"] for choice in turn.only["choices"]] == ["faq/pdf_viewer"]


def test_out_of_scope_does_not_ask_back_without_candidates(member: Conversation) -> None:
    turn = member.understood("conversation_out_of_scope", "駐車場はありますか", candidates=[])

    assert turn.only["choices"] == []
    assert "もしかして" not in turn.text
    assert "このチャットでは" in turn.text
    assert "ショップについての" in turn.text


@pytest.mark.parametrize("first", UNCLEAR)
@pytest.mark.parametrize("second", UNCLEAR)
def test_the_second_time_in_a_row_a_person_is_offered(member: Conversation, first: str, second: str) -> None:
    member.understood(first, "あれ", candidates=CANDIDATES)

    turn = member.understood(second, "それ", candidates=CANDIDATES)

    assert [choice["topic"] for choice in turn.only["choices"]] == ["conversation/handoff", *CANDIDATES[:3]]


def test_not_the_second_time_when_it_went_well_in_between(member: Conversation) -> None:
    member.understood("conversation_clarify", "あれ", candidates=CANDIDATES)
    member.understood("faq_pdf_viewer", "PDFが開けない")

    turn = member.understood("conversation_clarify", "それ", candidates=CANDIDATES)

    assert [choice["topic"] for choice in turn.only["choices"]] == CANDIDATES


def test_a_topic_without_a_title_is_not_offered(member: Conversation) -> None:
    turn = member.understood("conversation_clarify", "あれ", candidates=["faq/no_such_thing", "faq/pdf_viewer"])

    assert [choice["topic"] for choice in turn.only["choices"]] == ["faq/pdf_viewer"]
