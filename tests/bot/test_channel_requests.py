"""The body of door 1: what is a turn, and that nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.topics import intent_of, topic_of, topic_of_response
from bot.turn_request import ChoiceMessage, InvalidRequestError, parse_turn_request


def body(message: Any, conversation: Any = "conversation-1") -> bytes:
    return json.dumps({"conversation": conversation, "message": message}).encode()


TEXTS = st.text(max_size=5)
VALUES = st.none() | TEXTS | st.floats() | st.lists(TEXTS | st.lists(TEXTS), max_size=3)
TEXT = {"kind": "text", "text": "こんにちは"}


def test_a_text_a_choice_and_an_event_are_turns() -> None:
    assert parse_turn_request(body(TEXT)).message.text == "こんにちは"
    choice = {"kind": "choice", "topic": "account/payment_due", "data": {"service": ["fjcloud_v", "fjcloud_o"]}}
    assert parse_turn_request(body(choice)).message.data == {"service": ["fjcloud_v", "fjcloud_o"]}
    assert parse_turn_request(body({"kind": "choice", "topic": "faq/withdrawal", "data": None})).message.data is None
    assert (
        parse_turn_request(body({"kind": "event", "name": "identity_confirmed"})).message.name == "identity_confirmed"
    )


def test_a_turn_is_in_the_usual_style_unless_it_says_otherwise() -> None:
    turn = {"conversation": "conversation-1", "message": TEXT}
    assert parse_turn_request(json.dumps(turn).encode()).style == "standard"
    assert parse_turn_request(json.dumps({**turn, "style": "easy"}).encode()).style == "easy"


@pytest.mark.parametrize("style", [None, "", "fancy", "EASY", 1, ["easy"]])
def test_there_are_two_styles(style: Any) -> None:
    with pytest.raises(InvalidRequestError):
        parse_turn_request(json.dumps({"conversation": "conversation-1", "message": TEXT, "style": style}).encode())


@pytest.mark.parametrize(
    "conversation", ["", "short", None, 12345678, "a b c d e f", "x" * 129, "会話会話会話会話", "abcdefgh\n"]
)
def test_a_conversation_needs_a_sane_reference(conversation: Any) -> None:
    with pytest.raises(InvalidRequestError):
        parse_turn_request(body(TEXT, conversation))


@pytest.mark.parametrize(
    "message",
    [
        None,
        "text",
        {},
        {"kind": "text"},
        {"kind": "text", "text": None},
        {"kind": "text", "text": 1},
        {"kind": "text", "text": "x" * 20_001},
        {"kind": "text", "text": "x", "topic": "faq/withdrawal"},
        {"kind": "command", "text": "/restart"},
        {"kind": "event", "name": "restart"},
        {"kind": "event", "name": "account_unlock"},
        {"kind": "choice", "topic": "restart"},
        {"kind": "choice", "topic": "identity/confirmed"},
        {"kind": "choice", "topic": "faq/../restart"},
        {"kind": "choice", "topic": "/faq/withdrawal"},
        {"kind": "choice", "topic": "faq/withdrawal\n"},
        {"kind": "choice", "topic": 'faq/withdrawal{"login_id": "x"}'},
        {"kind": "choice", "topic": "faq/withdrawal", "data": []},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"service": 1}},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"service": None}},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"service": {"a": "b"}}},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"service": [["a"]]}},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"service": "x" * 201}},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"service": ["x"] * 11}},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"Ser vice": "x"}},
    ],
)
def test_anything_else_is_no_turn(message: Any) -> None:
    with pytest.raises(InvalidRequestError):
        parse_turn_request(body(message))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"conversation": "conversation-1", "message": {"kind": "text", "text": "\\ud800"}}',
        b'{"conversation": "conversation-1", "message": {"kind": "text", "text": 1e999}}',
        b'{"conversation": "conversation-1", "message": NaN}',
        b'{"conversation": "conversation-1", "message": {"kind": "text", "text": "x"}, "sender": "y"}',
    ],
)
def test_broken_bodies_are_no_turns(raw: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        parse_turn_request(raw)


@given(st.binary(max_size=200))
def test_no_bytes_do_worse_than_being_refused(raw: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        parse_turn_request(raw)


@given(st.dictionaries(st.text("ab_1", max_size=3), VALUES, max_size=4))
def test_data_is_flat_or_refused(data: dict[str, Any]) -> None:
    try:
        message = parse_turn_request(body({"kind": "choice", "topic": "faq/withdrawal", "data": data})).message
    except InvalidRequestError:
        return
    assert isinstance(message, ChoiceMessage)
    values = [v for value in (message.data or {}).values() for v in (value if isinstance(value, list) else [value])]
    assert all(isinstance(value, str) for value in values)


@pytest.mark.parametrize("topic", ["faq/backup_codes", "account/payment_due", "conversation/out_of_scope"])
def test_the_first_underscore_stands_for_the_slash(topic: str) -> None:
    assert topic_of(intent_of(topic)) == topic
    assert topic_of_response("utter_" + intent_of(topic)) == topic


@pytest.mark.parametrize("name", ["identity_confirmed", "inform_due", "faq", "faq_", "utter_faq_x", "restart", "Faq_x"])
def test_other_intents_are_no_topics(name: str) -> None:
    assert topic_of(name) is None


def test_a_response_named_after_a_form_tells_no_topic() -> None:
    assert topic_of_response("utter_ask_password_reset_form_login_id") is None
    assert topic_of_response("action_account_unlock") is None
