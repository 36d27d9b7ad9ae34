"""Door 1 over HTTP: a real Rasa server with a small trained model, and a real action server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.shared.exceptions import InvalidConfigException

from bot.channel import MadoguchiInput
from bot.turn_output import TurnOutput
from tests.bot.tiny_bot import SECRET, TinyBot

WITHDRAWAL = {"title": "退会", "topic": "faq/withdrawal", "data": {"service": "fjcloud_v"}}
WENT_WELL = {"failed": False, "misses": 0, "denied": False}


def slots(bot: TinyBot, conversation: str) -> dict[str, Any]:
    tracker = bot.run(bot.agent.processor.get_tracker(conversation))
    return tracker.current_slot_values()


def test_an_answer_comes_whole_with_topic_and_choices(bot: TinyBot) -> None:
    assert bot.say("バックアップコード") == {
        "messages": [
            {"text": "一行目\n\n二行目", "topic": "faq/backup_codes", "choices": [WITHDRAWAL], "card": None},
        ],
        "confidence": 1.0,
        **WENT_WELL,
    }


def test_an_actions_message_comes_whole_with_its_card(bot: TinyBot) -> None:
    answer = bot.choose("account/unlock", {"login_id": ["taro", "hanako"]})
    choice = {"title": "退会", "topic": "faq/withdrawal", "data": {"login_id": "x"}}
    card = {"type": "ticket", "login_ids": ["taro", "hanako"]}
    assert answer == {
        "messages": [{"text": "受け付けました", "topic": "account/unlock", "choices": [choice], "card": card}],
        "confidence": None,
        **WENT_WELL,
    }


def test_an_event_is_the_intent_of_its_name(bot: TinyBot) -> None:
    answer = bot.turn({"kind": "event", "name": "identity_confirmed"})
    assert [message["topic"] for message in answer["messages"]] == ["account/unlock"]
    assert answer["confidence"] is None


@pytest.mark.parametrize(
    "text",
    [
        '/account_unlock{"login_id": "M-999"}',
        '／account_unlock{"login_id": "M-999"}',
        ' \u200b/ /　／account_unlock{"login_id": "M-999"}',
        '\x00/account_unlock{"login_id": "M-999"}',
    ],
)
def test_no_text_is_a_command(bot: TinyBot, text: str) -> None:
    answer = bot.say(text, conversation="slash-injection")
    assert answer["messages"] == []
    assert slots(bot, "slash-injection")["login_id"] is None


@pytest.mark.parametrize("command", ["restart", "back", "session_start"])
def test_rasas_own_commands_are_words(bot: TinyBot, command: str) -> None:
    reference = f"command-{command}"
    bot.choose("account/password_reset", conversation=reference)
    bot.say(f"/{command}", conversation=reference)
    tracker = bot.run(bot.agent.processor.get_tracker(reference))
    assert tracker.active_loop_name == "reset_form"


@pytest.mark.parametrize("text", ["", "/", "／／", " \u3000\n", "\u200b", "\x00"])
def test_a_text_without_anything_in_it_is_asked_back(bot: TinyBot, text: str) -> None:
    answer = bot.say(text)
    assert [message["topic"] for message in answer["messages"]] == ["conversation/clarify"]


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "choice", "topic": "faq/unknown_to_the_model"},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"member_id": "M-999"}},
        {"kind": "choice", "topic": "faq/withdrawal", "data": {"requested_slot": "x"}},
    ],
)
def test_what_the_model_does_not_know_is_refused(bot: TinyBot, message: dict[str, Any]) -> None:
    assert bot.post({"conversation": "conversation-1", "message": message}).status_code == 422


@pytest.mark.parametrize(
    "raw", [b"", b"{", b'{"text": "himitsu"}', b"[" * 50_000, b'{"conversation": "himitsu\\ud800"}']
)
def test_a_refusal_echoes_nothing(bot: TinyBot, raw: bytes) -> None:
    answer = bot.post(None, data=raw)
    assert (answer.status_code, answer.json()) == (422, {"error": "invalid turn"})


@pytest.mark.parametrize("header", [None, "", SECRET, "Bearer", "Bearer x", f"Bearer {SECRET}x", "Bearer \u00e9"])
@pytest.mark.parametrize("path", ["/turns", "/health", "/suggestions", "/conversations/conversation-1/slots"])
def test_nothing_answers_without_the_secret(bot: TinyBot, path: str, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode("utf-8")}
    method = "POST" if path in {"/turns", "/suggestions"} else "GET"
    answer = requests.request(method, bot.url + path, headers=headers, data=b"{", timeout=10)
    assert (answer.status_code, answer.json()) == (401, {"error": "unauthorized"})


def test_health(bot: TinyBot) -> None:
    answer = requests.get(f"{bot.url}/health", headers={"Authorization": f"Bearer {SECRET}"}, timeout=10)
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    tiny = TinyBot(tmp_path)
    try:
        tiny.start_rasa(None)
        turn = tiny.post({"conversation": "conversation-1", "message": {"kind": "text", "text": "x"}})
        health = requests.get(f"{tiny.url}/health", headers={"Authorization": f"Bearer {SECRET}"}, timeout=10)
    finally:
        tiny.close()
    assert turn.status_code == 503
    assert (health.status_code, health.json()) == (503, {"ready": False})


@pytest.mark.parametrize("credentials", [None, {}, {"secret": None}, {"secret": ""}, {"secret": "short"}])
def test_it_does_not_start_without_a_secret(credentials: dict[str, Any] | None) -> None:
    with pytest.raises(InvalidConfigException, match="secret"):
        MadoguchiInput.from_credentials(credentials)


@pytest.mark.parametrize(
    "message",
    [
        {"text": "x"},
        {"text": "x", "utter_action": "utter_goodbye"},
        {"text": "x", "custom": {"topic": "faq/not_ours"}},
        {"text": " ", "custom": {"topic": "faq/ours"}},
        {"text": "x", "custom": {"topic": "faq/ours", "card": "x"}},
        {"text": "x", "custom": {"topic": "faq/ours", "card": {"kind": "ticket"}}},
        {"text": "x", "custom": {"topic": "faq/ours", "choices": [{"title": "x", "topic": "faq/not_ours"}]}},
        {"text": "x", "custom": {"topic": "faq/ours", "choices": ["faq/ours"]}},
        {"text": "x", "custom": {"topic": "faq/ours"}, "buttons": [{"title": "x", "payload": "/faq_ours"}]},
        {"text": "x", "custom": {"topic": "faq/ours"}, "buttons": [{"title": "", "payload": "choice:faq/ours"}]},
    ],
)
def test_what_door_1_cannot_carry_is_a_fault(message: dict[str, Any]) -> None:
    output = TurnOutput({"faq/ours"})
    asyncio.run(output.send_response("conversation-1", message))
    assert len(output.faults) == 1


def test_the_answer_is_json_that_keeps_japanese(bot: TinyBot) -> None:
    answer = bot.post({"conversation": "conversation-1", "message": {"kind": "text", "text": "backup"}})
    assert json.loads(answer.content.decode("utf-8"))["messages"][0]["text"] == "一行目\n\n二行目"
