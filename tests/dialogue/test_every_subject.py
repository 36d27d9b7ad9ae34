"""Every intent of the domain gets one answer with the right topic, whatever came before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.dialogue.dialogue_bot import Conversation

ROOT = Path(__file__).resolve().parents[2]


def _load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


TOPICS = sorted(_load(ROOT / "data" / "topics.yml")["topics"])
INTENTS = sorted(
    next(iter(intent)) for path in (ROOT / "domain").glob("*.yml") for intent in _load(path).get("intents", [])
)
NOT_TOPICS = {
    "inform_due",
    "inform_login_id",
    "identity_confirmed",
    "deny_answer",
    "distress",
    "abuse",
    "security_worry",
    "plainer_words",
    "login_code_missing",
}


def test_the_intents_are_the_topics_and_nine_more() -> None:
    assert set(INTENTS) == {topic.replace("/", "_", 1) for topic in TOPICS} | NOT_TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_answered_under_its_own_name(member: Conversation, topic: str) -> None:
    turn = member.understood(topic.replace("/", "_", 1), "本文")

    assert not turn.failed
    assert turn.topics == [topic]
    assert turn.text


@pytest.mark.parametrize(
    ("intent", "topic"),
    [
        ("inform_due", "conversation/clarify"),
        ("inform_login_id", "conversation/clarify"),
        ("identity_confirmed", "conversation/greet"),
        ("deny_answer", "conversation/clarify"),
        ("distress", "conversation/out_of_scope"),
        ("abuse", "conversation/out_of_scope"),
        ("security_worry", "conversation/handoff"),
        ("plainer_words", "conversation/bot_challenge"),
        ("login_code_missing", "faq/two_factor_login"),
    ],
)
def test_what_is_no_topic_is_answered_too(member: Conversation, intent: str, topic: str) -> None:
    turn = member.understood(intent, "はい")

    assert not turn.failed
    assert turn.topics == [topic]
    assert turn.offers


@pytest.mark.parametrize("topic", TOPICS)
def test_a_choice_works_as_the_first_thing_said(member: Conversation, topic: str) -> None:
    turn = member.choose({"topic": topic})

    assert not turn.failed
    assert turn.topics == [topic]


def test_an_action_that_cannot_reach_the_backend_fails_the_turn(member: Conversation, door: Any) -> None:
    door.instead["orders"] = (500, b"<html>")

    turn = member.understood("account_order_status", "注文は？")

    assert turn.failed
    assert turn.messages == []


def test_after_a_failure_the_next_turn_works(member: Conversation, door: Any) -> None:
    door.instead["orders"] = (503, b"{}")
    member.understood("account_order_status", "注文は？")
    door.instead.clear()

    assert member.understood("account_order_status", "注文は？").topics == ["account/order_status"]
