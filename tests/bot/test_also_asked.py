"""Further questions beside the answer to the first."""

from __future__ import annotations

from typing import Any

import pytest

from bot.also_asked import LINES, MOST_CHOICES, PERSON, name_not_ours, offer_also


def answer(*topics: str) -> dict[str, Any]:
    return {"text": "答えです。", "choices": [{"title": topic, "topic": topic, "data": None} for topic in topics]}


def topics(message: dict[str, Any]) -> list[str]:
    return [choice["topic"] for choice in message["choices"]]


def test_they_stand_before_the_answers_own_choices_once() -> None:
    messages = [answer("faq/withdrawal", "faq/quotation"), answer()]
    offer_also(messages, ["faq/quotation", "faq/payment_methods"])
    assert topics(messages[0]) == ["faq/quotation", "faq/payment_methods", "faq/withdrawal"]
    assert messages[0]["choices"][0]["title"] == "見積書がほしい"
    assert messages[0]["text"] == f"答えです。\n\n{LINES['standard']}"
    assert messages[1] == answer()


def test_there_are_never_too_many() -> None:
    messages = [answer("faq/a", "faq/b", "faq/c", "faq/d")]
    offer_also(messages, ["faq/quotation"])
    assert len(messages[0]["choices"]) == MOST_CHOICES


def test_nothing_else_asked_changes_nothing() -> None:
    messages = [answer("faq/a")]
    offer_also(messages, [])
    offer_also(messages, ["faq/no_such_topic"])
    assert messages == [answer("faq/a")]


def test_in_easy_japanese() -> None:
    messages = [answer()]
    offer_also(messages, ["faq/quotation"], "easy")
    assert messages[0]["text"].endswith(LINES["easy"])


@pytest.mark.parametrize(
    ("text", "named"), [("退会したいです。あと領収書も", "領収書"), ("1. 退会方法 2. 返金", "返金")]
)
def test_what_is_not_ours_is_named_beside_the_answer(text: str, named: str) -> None:
    messages = [{**answer("faq/a", "faq/b", "faq/c", "faq/d"), "topic": "faq/withdrawal"}]
    name_not_ours(messages, text)
    assert f"なお、{named}については" in messages[0]["text"]
    assert topics(messages[0]) == ["faq/a", "faq/b", "faq/c", PERSON]


@pytest.mark.parametrize(
    ("text", "topic"),
    [("領収書がほしい", "faq/withdrawal"), ("退会したいです。あと領収書も", "conversation/out_of_scope")],
)
def test_alone_or_declined_anyway_it_is_not_named_again(text: str, topic: str) -> None:
    messages = [{**answer(), "topic": topic}]
    name_not_ours(messages, text)
    assert messages == [{**answer(), "topic": topic}]
