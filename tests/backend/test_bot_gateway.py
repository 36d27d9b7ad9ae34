"""The aids of a person at the desk are asked of the bot on the side: nobody waits for them, or hears they failed."""

import asyncio
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from backend.bot_gateway.client import BotGateway
from backend.bot_gateway.messages import Style, TextTurn
from tests.backend.fake_bot import FakeBot

SECRET = "s" * 32


@pytest.fixture
def bot() -> Iterator[FakeBot]:
    with FakeBot(secret=SECRET).running() as fake:
        yield fake


def ask(bot: FakeBot, call: str, *arguments: Any, secret: str = SECRET) -> Any:
    """One call of a gateway of its own."""
    url = f"http://127.0.0.1:{bot.port}"

    async def _call() -> Any:
        gateway = BotGateway(rasa_url=url, actions_url=url, secret=secret, deadline_seconds=5)
        try:
            return await getattr(gateway, call)(*arguments)
        finally:
            await gateway.close()

    return asyncio.run(_call())


def test_the_row_of_misses_comes_with_a_reply(bot: FakeBot) -> None:
    bot.says("もう一度お聞かせください。", topic="conversation/clarify", misses=2, denied=True)

    reply = ask(bot, "take_turn", "a-reference", TextTurn("違います"), Style.STANDARD)

    assert (reply.misses, reply.denied) == (2, True)


def test_a_bot_that_says_nothing_of_misses_had_none(bot: FakeBot) -> None:
    bot.says("はい。")
    del bot.answer["misses"], bot.answer["denied"]

    reply = ask(bot, "take_turn", "a-reference", TextTurn("こんにちは"), Style.STANDARD)

    assert (reply.misses, reply.denied) == (0, False)


def test_suggestions_are_asked_for_a_text_and_its_style(bot: FakeBot) -> None:
    bot.suggestions = [{"topic": "faq/backup_codes", "confidence": 0.8, "text": "予備のコードです。"}]

    (suggestion,) = ask(bot, "suggestions", "予備のコードとは", Style.EASY)

    assert (suggestion.topic, suggestion.confidence, suggestion.text) == ("faq/backup_codes", 0.8, "予備のコードです。")
    assert bot.suggested_for == [{"text": "予備のコードとは", "style": "easy"}]


def test_slots_are_those_of_the_reference(bot: FakeBot) -> None:
    bot.slots = {"a-reference": {"usage_month": "2026-04"}}
    assert ask(bot, "slots", "a-reference") == {"usage_month": "2026-04"}
    assert ask(bot, "slots", "another") == {}


@pytest.mark.parametrize("call", [("suggestions", "請求書は", Style.STANDARD), ("slots", "a-reference")])
@pytest.mark.parametrize("trouble", ["status", "secret", "late", "gone"])
def test_trouble_leaves_a_person_without_the_aid(
    bot: FakeBot, call: tuple[Any, ...], trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.bot_gateway.client._AID", aiohttp.ClientTimeout(total=0.2))
    bot.suggestions = [{"topic": "faq/backup_codes", "confidence": 0.8, "text": "予備のコードです。"}]
    bot.slots = {"a-reference": {"usage_month": "2026-04"}}
    if trouble == "status":
        bot.status = 503
    elif trouble == "late":
        bot.hold.clear()
    elif trouble == "gone":
        bot.port = 1

    assert not ask(bot, *call, secret="x" * 32 if trouble == "secret" else SECRET)
