"""The dialogue of failures in a member's own words, NLU included."""

from __future__ import annotations

import pytest

from tests.dialogue.dialogue_bot import Conversation

PERSON = "conversation/handoff"


def test_two_denials_bring_new_choices_and_then_a_person(talker: Conversation) -> None:
    answer = talker.say("パスワードを変えたい")
    first = [choice["topic"] for choice in talker.say("違います").only["choices"]]
    second = [choice["topic"] for choice in talker.say("それじゃない").only["choices"]]

    assert len(first) == 3
    assert second[0] == PERSON
    assert answer.only["topic"] not in [*first, *second]
    assert not set(first) & set(second[1:])


def test_a_denial_with_new_words_is_answered_by_these(talker: Conversation) -> None:
    talker.say("パスワードを忘れました")

    assert talker.say("違います、ログインIDを忘れたんです").topics == ["faq/forgot_login_id"]


@pytest.mark.parametrize(
    "words", ["ログインできない", "期限を教えて", "やめたい", "やめたいんやけど", "ろぐいんできひん"]
)
def test_what_may_be_several_things_is_asked_back(talker: Conversation, words: str) -> None:
    turn = talker.say(words)

    assert turn.topics == ["conversation/clarify"]
    assert 2 <= len(turn.offers) <= 4


def test_and_one_of_them_is_picked_in_words(talker: Conversation) -> None:
    talker.say("やめたい")

    assert talker.say("退会のほうで").topics == ["faq/withdrawal"]


def test_anger_with_a_request_is_answered_as_the_request(talker: Conversation) -> None:
    assert talker.say("ふざけんな早くロック解除しろ").topics == ["account/unlock"]


@pytest.mark.parametrize("words", ["死にたい", "ふざけんな"])
def test_distress_and_abuse(talker: Conversation, words: str) -> None:
    turn = talker.say(words)

    assert turn.topics == ["conversation/out_of_scope"]
    assert turn.only["choices"][0]["topic"] == PERSON


def test_a_manner_of_speaking_is_no_distress(talker: Conversation) -> None:
    assert talker.say("ログインできなくて死にそう").topics == ["conversation/clarify"]


@pytest.mark.parametrize("form", ["アカウントのロックを解除して", "FJcloud-Vの支払期日を計算して"])
def test_a_denial_inside_a_form_is_the_forms_business(talker: Conversation, form: str) -> None:
    question = talker.say(form)

    assert talker.say("違います").topics[-1] == question.topics[-1]
    assert talker.say("やめます").topics == question.topics
