"""Somebody writes English: a line of English, and the Japanese answer under it."""

from __future__ import annotations

import re

import pytest

from bot.english_line import english_lines
from tests.actions.fake_door2 import CONTRACT, FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation, Turn

LINES = english_lines()
FAQ = sorted(topic for topic in LINES.topics if topic.startswith("faq/"))


def labels_without_japanese(turn: Turn) -> list[str]:
    """Labels of the English line that stand neither in the Japanese below it nor on a button."""
    line, *japanese = turn.text.split("\n\n")
    said = "".join([*japanese, *turn.offers])
    return [label for label in re.findall(r"[ぁ-んァ-ヺー一-龠々]+", line) if label not in said]


@pytest.mark.parametrize("topic", FAQ)
def test_every_answer_has_its_line(member: Conversation, topic: str) -> None:
    intent = topic.replace("/", "_", 1)
    japanese = member.understood(intent, "日本語の質問です", candidates=[]).text
    assert member.understood(intent, "Please tell me about this", candidates=[]).text == (
        f"{LINES.topics[topic]}\n\n{japanese}"
    )


def test_in_easy_style_too(member: Conversation) -> None:
    easy = member.understood("faq_quotation", "見積書は？", style="easy").text
    turn = member.understood("faq_quotation", "Can I have a quotation?", style="easy")
    assert turn.text == f"{LINES.topics['faq/quotation']}\n\n{easy}"


def test_a_choice_is_answered_in_the_language_of_the_words_before(member: Conversation) -> None:
    english = member.understood("faq_quotation", "Can I have a quotation?")
    assert member.choose(english.only["choices"][1]).text.startswith(LINES.topics["faq/payment_methods"])
    japanese = member.understood("faq_quotation", "見積書はもらえますか")
    assert LINES.topics["faq/quotation"] not in japanese.text
    assert LINES.topics["faq/payment_methods"] not in member.choose(japanese.only["choices"][1]).text


def test_a_login_id_is_of_no_language(member: Conversation) -> None:
    asked = member.understood("account_password_reset", "Please send me a reset mail")
    assert asked.text.startswith(LINES.replies["utter_ask_password_reset_form_login_id"])
    done = member.understood("inform_login_id", "suzuki01", {"login_id": "suzuki01"})
    assert done.text.startswith(LINES.cards["password_reset"])
    assert done.card == {"type": "password_reset"}


def test_a_question_within_a_form_and_the_forms_own(member: Conversation) -> None:
    member.understood("account_unlock", "Please unlock my account")
    turn = member.understood("faq_quotation", "Can I have a quotation?")
    assert turn.topics == ["faq/quotation", "account/unlock"]
    assert turn.messages[0]["text"].startswith(LINES.topics["faq/quotation"])
    assert turn.messages[1]["text"].startswith(LINES.replies["utter_ask_unlock_form_login_id_again"])


def test_the_form_of_a_due_date_asks_in_english(member: Conversation) -> None:
    turn = member.understood("account_payment_due", "When is the due date?", {"mode": "calculate"})
    for slot in ("due_services", "due_month", "due_method", "due_closing"):
        assert turn.text.startswith(LINES.questions[slot])
        turn = member.choose(turn.only["choices"][1])
    assert turn.text.startswith(LINES.cards["due_date"])
    assert turn.card["type"] == "due_date"


def test_a_look_up_before_and_after_the_code(member: Conversation, door: FakeDoor2) -> None:
    offered = member.understood("account_order_status", "Where are my orders?")
    assert offered.text.startswith(LINES.cards["sign_in"])
    assert offered.card["type"] == "sign_in"
    door.people[member.reference] = Person()
    found = member.identified()
    assert found.text.startswith(LINES.cards["orders"])
    assert found.card["type"] == "orders"


@pytest.mark.parametrize(
    "intent", ["account_order_status", "account_contracts", "account_payment_due", "account_paid_screening"]
)
def test_the_labels_explained_are_those_shown(member: Conversation, door: FakeDoor2, intent: str) -> None:
    assert labels_without_japanese(member.understood(intent, "Please look it up")) == []
    door.people[member.reference] = Person(contracts=[{**CONTRACT, "ended_on": "2026-06-30"}])
    assert labels_without_japanese(member.understood(intent, "Please look it up")) == []


@pytest.mark.parametrize("intent", ["account_unlock", "account_password_reset"])
def test_the_labels_of_requests_and_their_state(member: Conversation, intent: str) -> None:
    assert labels_without_japanese(member.understood(intent, "Please do it")) == []
    assert labels_without_japanese(member.understood(intent, "Please do it", {"login_id": "suzuki01"})) == []
    assert labels_without_japanese(member.understood("account_ticket_status", "How is my request?")) == []
    assert labels_without_japanese(member.understood("conversation_handoff", "I want to talk to a person")) == []
    assert labels_without_japanese(member.understood("account_ticket_status", "How are my requests?")) == []


def test_a_question_put_in_english_is_kept_as_it_was_in_japanese(member: Conversation, door: FakeDoor2) -> None:
    """The English must not make an answer look like a question of which choice is meant."""
    member.understood("account_payment_due", "When is the due date?", {"mode": "calculate"})
    member.understood("faq_quotation", "Can I have a quotation?")
    member.understood("account_unlock", "Unlock my account please")
    assert '"asked"' not in member.slots()["last_turn"]


def test_asked_back_the_number_of_a_choice_will_do(member: Conversation) -> None:
    turn = member.understood("conversation_clarify", "it does not work", candidates=["faq/quotation", "faq/withdrawal"])
    assert "(1) quotation, (2) leave the membership" in turn.text
    taken = member.say("2")
    assert taken.topics == ["faq/withdrawal"]
    assert taken.text.startswith(LINES.topics["faq/withdrawal"])


@pytest.mark.parametrize("words", ["never mind", "stop", "No, thank you.", "forget it", "cancel", "I don't need it"])
@pytest.mark.parametrize("wish", ["account_unlock", "account_password_reset"])
def test_a_form_is_called_off_in_english(member: Conversation, words: str, wish: str) -> None:
    member.understood(wish, "Please do it for me")
    turn = member.understood("conversation_out_of_scope", words)
    assert turn.text.startswith(LINES.replies[f"utter_{wish.removeprefix('account_')}_refused"])


@pytest.mark.parametrize("words", ["wrong", "none", "I don't remember", "please"])
def test_an_english_word_is_no_login_id(member: Conversation, words: str) -> None:
    member.understood("account_unlock", "Please unlock my account")
    assert member.understood("conversation_out_of_scope", words, candidates=[]).only["card"] is None


def test_the_real_thing(talker: Conversation) -> None:
    for words, topic in (
        ("How do I reset my password? I forgot it.", "faq/forgot_password"),
        ("Which payment methods can we use?", "faq/payment_methods"),
        ("Can you issue a quotation with a company seal?", "faq/quotation"),
    ):
        turn = talker.say(words)
        assert turn.topics == [topic]
        assert turn.text.startswith(LINES.topics[topic])
    for words, line in (
        ("I want to die", LINES.others["distress"]),
        ("kill myself", LINES.others["distress"]),
        ("you are useless idiots", LINES.others["abuse"]),
        ("What's the weather like?", LINES.others["chat"]),
    ):
        assert line in talker.say(words).text
    assert LINES.topics["faq/quotation"] not in talker.say("見積書はもらえますか").text
