"""What a person at the desk is offered as an answer: the bot's own, where it would be true of anybody."""

from __future__ import annotations

from typing import Any

import pytest

from bot.english_line import english_lines
from bot.text.normalise import normalise
from bot.topics import intent_of
from tests.bot.test_answers import ROOT, load
from tests.dialogue.dialogue_bot import Conversation, DialogueBot

QUESTIONS = {
    topic: str(entry["question"])
    for topic, entry in load(ROOT / "data" / "topics.yml")["topics"].items()
    if topic.startswith("faq/")
}
QUESTION = "バックアップコードの使い方を教えてください"


@pytest.fixture
def suggest(_whole_bot: DialogueBot) -> Any:
    return _whole_bot.suggestions


def topics(found: list[dict[str, Any]]) -> list[str]:
    return [each["topic"] for each in found]


@pytest.mark.parametrize("style", ["standard", "easy"])
def test_the_likeliest_is_what_a_turn_would_answer(suggest: Any, talker: Conversation, style: str) -> None:
    turn = talker.say(QUESTION, style=style)

    found = suggest(QUESTION, style)

    assert found[0]["topic"] == turn.only["topic"] == "faq/backup_codes"
    assert turn.text.startswith(found[0]["text"])
    assert found[0]["confidence"] > 0.5
    assert len(found) <= 3
    assert all(0 <= each["confidence"] <= 1 for each in found)


@pytest.mark.parametrize(
    "words",
    ["私の注文は今どうなっていますか", "ロックを解除してほしい", "再設定メールを送ってください", "自分の請求を調べて"],
)
def test_what_needs_somebodys_data_is_left_out_for_the_next_subject(suggest: Any, words: str) -> None:
    found = suggest(words, "standard")

    assert found
    assert all(topic.startswith("faq/") for topic in topics(found))


def test_a_second_question_comes_before_mere_resemblance(suggest: Any) -> None:
    found = suggest("見積書はもらえますか？あと退会したいです", "standard")

    assert topics(found)[:2] == ["faq/quotation", "faq/withdrawal"]


@pytest.mark.parametrize(
    "words",
    [
        "こんにちは",
        "ありがとうございました",
        "違います",
        "もう死にたい",
        "馬鹿野郎",
        "担当者と話したい",
        "もっと簡単に言って",
    ],
)
def test_words_without_a_subject_bring_nothing(suggest: Any, words: str) -> None:
    assert suggest(words, "standard") == []


@pytest.mark.parametrize(
    "words", [f"/{intent_of('faq/withdrawal')}", "／restart", '/faq_withdrawal{"service": "fjcloud_v"}']
)
def test_a_slash_is_no_command(suggest: Any, words: str) -> None:
    assert suggest(words, "standard") == suggest(normalise(words), "standard")
    assert all(each["confidence"] < 1 for each in suggest(words, "standard"))


def test_a_service_that_is_named_keeps_its_row(suggest: Any) -> None:
    whole, cut = (
        next(each["text"] for each in suggest(words, "standard") if each["topic"] == "faq/billing_schedule")
        for words in ("請求はいつ確定しますか", "FJcloud-Vの請求はいつ確定しますか")
    )

    assert "クラウドファイルサーバー" in whole
    assert "FJcloud-V" in cut
    assert "クラウドファイルサーバー" not in cut


def test_somebody_who_writes_english_gets_the_line_of_english(suggest: Any) -> None:
    first = suggest("Can you issue a quotation with a company seal?", "standard")[0]

    assert first["topic"] == "faq/quotation"
    assert first["text"].startswith(english_lines().topics["faq/quotation"])


@pytest.mark.parametrize("topic", QUESTIONS)
def test_a_subjects_own_question_brings_its_answer(suggest: Any, topic: str) -> None:
    assert topics(suggest(QUESTIONS[topic], "standard"))[0] == topic


def test_the_desk_knows_what_was_understood(member: Conversation) -> None:
    member.understood(
        "account_payment_due",
        "4月分のVの支払いは？",
        {"service": "fjcloud_v", "usage_month": "--04", "mode": "calculate"},
    )
    assert member.known() == {"form": "account/payment_due", "services": ["fjcloud_v"], "usage_month": "--04"}

    member.understood("account_order_status", "", {"order_number": ["ORD-2026-000123"]})
    assert member.known()["look_up"] == "account/order_status"
    assert member.known()["numbers"] == ["ORD-2026-000123"]


def test_a_row_of_misses_is_told_and_ends_with_an_answer(member: Conversation) -> None:
    turns = [
        member.understood("conversation_clarify", "あれ", candidates=["faq/quotation", "faq/withdrawal"]),
        member.understood("deny_answer", "違います"),
        member.understood("faq_quotation", "見積書"),
        member.understood("deny_answer", "違います"),
    ]

    assert [(turn.misses, turn.denied) for turn in turns] == [(1, False), (2, True), (0, False), (1, True)]


def test_words_that_a_form_takes_are_no_miss(member: Conversation) -> None:
    member.understood("account_payment_due", "支払期日は？", {"mode": "calculate"})

    turns = [member.understood("conversation_clarify", words) for words in ("オプション", "よくわからない")]

    assert [turn.misses for turn in turns] == [0, 0]
