"""What a message may mean instead, beside an answer that was a close decision."""

from __future__ import annotations

from typing import Any

from bot.near_miss import LINES, offer_near

TITLES = {"account/unlock": "ロック解除を依頼する", "faq/quotation": "見積書がほしい", "faq/withdrawal": "退会したい"}


def answer(*topics: str) -> dict[str, Any]:
    choices = [{"title": topic, "topic": topic, "data": None} for topic in topics]
    return {"text": "答えです。", "topic": "faq/account_locked", "choices": choices}


def topics(message: dict[str, Any]) -> list[str]:
    return [choice["topic"] for choice in message["choices"]]


def test_they_stand_behind_the_answers_own_with_a_line() -> None:
    messages = [answer("faq/a")]
    offer_near(messages, ["account/unlock"], TITLES)
    assert topics(messages[0]) == ["faq/a", "account/unlock"]
    assert messages[0]["text"] == f"答えです。\n\n{LINES['standard']}"


def test_the_answers_own_make_room_for_two() -> None:
    messages = [answer("faq/a", "faq/b", "faq/c")]
    offer_near(messages, ["account/unlock", "faq/quotation", "faq/withdrawal"], TITLES)
    assert topics(messages[0]) == ["faq/a", "faq/b", "account/unlock", "faq/quotation"]


def test_what_is_there_already_is_not_said_twice() -> None:
    messages = [answer("account/unlock")]
    offer_near(messages, ["account/unlock", "faq/account_locked", "faq/no_such_topic"], TITLES)
    assert messages == [answer("account/unlock")]


def test_several_messages_are_left_alone() -> None:
    messages = [answer(), answer()]
    offer_near(messages, ["account/unlock"], TITLES)
    assert messages == [answer(), answer()]


def test_in_easy_japanese() -> None:
    messages = [answer()]
    offer_near(messages, ["account/unlock"], TITLES, "easy")
    assert messages[0]["text"].endswith(LINES["easy"])
