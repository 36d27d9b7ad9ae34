"""The style of a turn reaches Rasa's choice of words, whatever the conversation was before."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from tests.bot.tiny_bot import TinyBot

NOTHING_SAID = {"kind": "text", "text": ""}
STANDARD = "どのことでしょうか"
EASY = "何（なに）を知（し）りたいですか"
TWO_HOURS = 7200


def asked_back(bot: TinyBot, conversation: str, style: str | None) -> str:
    answer = bot.turn(NOTHING_SAID, conversation=conversation, style=style)
    assert not answer["failed"]
    return str(answer["messages"][0]["text"])


def tracker(bot: TinyBot, conversation: str) -> DialogueStateTracker:
    return bot.run(bot.agent.processor.get_tracker(conversation))


def style_events(bot: TinyBot, conversation: str) -> list[Any]:
    events = tracker(bot, conversation).events
    return [event.value for event in events if isinstance(event, SlotSet) and event.key == "style"]


def rest_for_two_hours(bot: TinyBot, conversation: str) -> None:
    async def age() -> None:
        store = bot.agent.processor.tracker_store
        kept = await store.retrieve(conversation)
        for event in kept.events:
            event.timestamp -= TWO_HOURS
        await store.save(kept)

    bot.run(age())


def test_it_changes_from_one_reply_to_the_next(bot: TinyBot) -> None:
    styles = ["easy", "standard", "easy", None]
    assert [asked_back(bot, "style-changes", style) for style in styles] == [EASY, STANDARD, EASY, STANDARD]


def test_it_outlives_a_rest_that_empties_the_slots(bot: TinyBot) -> None:
    reference = "style-after-a-rest"
    bot.choose("account/password_reset", conversation=reference)
    assert asked_back(bot, reference, "easy") == EASY
    rest_for_two_hours(bot, reference)
    assert asked_back(bot, reference, "easy") == EASY
    assert tracker(bot, reference).active_loop_name is None


def test_only_a_change_is_written_down(bot: TinyBot) -> None:
    for style in ["standard", "standard", "easy", "easy", "easy"]:
        asked_back(bot, "style-written-down", style)
    assert style_events(bot, "style-written-down") == ["easy"]


def test_a_variation_without_the_style_is_said_as_it_is(bot: TinyBot) -> None:
    answer = bot.turn({"kind": "choice", "topic": "faq/backup_codes"}, conversation="style-missing", style="easy")
    assert answer["messages"][0]["text"].startswith("一行目")
