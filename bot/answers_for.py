"""What the bot would answer to a text, for a person to take as a draft; no conversation takes part in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.english_line import Turn, add_english, speaks_english
from bot.last_turn import DENY_ANSWER, NO_SUBJECT
from bot.named_rows import keep_named_rows
from bot.text.normalise import normalise
from bot.topics import intent_of
from bot.turn_output import TurnOutput
from bot.turn_processor import STYLE_SLOT, TurnProcessor
from bot.turn_request import Style

MOST_ANSWERS = 3
# Answers that need nobody's data: those of the FAQ, which have a response each.
_NOBODYS = "faq/"


async def answers_for(text: str, style: Style, processor: TurnProcessor) -> list[dict[str, Any]]:
    """At most three `{"topic", "confidence", "text"}`, the likeliest first.

    They are ranked as in a turn. Topics that look something up or do something are left out, as what a draft says must
    be true of anybody. A confidence is 0 where the topic was not among the likeliest.
    """
    words = normalise(text)
    if not words:
        return []
    parsed = await processor.parse_message(UserMessage(words))
    likely = {entry["name"]: float(entry["confidence"]) for entry in parsed.get("intent_ranking") or ()}
    answers = []
    for topic in _ranked(parsed):
        answer = await _answer(topic, words, parsed, style, processor)
        if answer:
            answers.append({"topic": topic, "confidence": likely.get(intent_of(topic), 0.0), "text": answer})
        if len(answers) == MOST_ANSWERS:
            break
    return answers


def _ranked(parsed: Mapping[str, Any]) -> list[str]:
    """What is answered, what else was asked, and what it may have been instead."""
    if parsed["intent"]["name"] in {*NO_SUBJECT, DENY_ANSWER}:
        return []
    decision = parsed.get("decision") or {}
    parts = (decision.get(name) or () for name in ("also", "candidates", "further"))
    found = dict.fromkeys((decision.get("topic"), *(topic for part in parts for topic in part)))
    return [topic for topic in found if topic and topic.startswith(_NOBODYS)]


async def _answer(topic: str, words: str, parsed: Mapping[str, Any], style: Style, processor: TurnProcessor) -> str:
    """The response in the style, with the touches that a turn gives it; empty where there is none."""
    response = f"utter_{intent_of(topic)}"
    nobody = DialogueStateTracker.from_events("", [SlotSet(STYLE_SLOT, style)], processor.domain.slots)
    said = await processor.nlg.generate(response, nobody, TurnOutput.name())
    text = str((said or {}).get("text") or "").strip()
    if not text:
        return ""
    message: dict[str, Any] = {"text": text, "topic": topic, "choices": [], "card": None}
    services = {str(each["value"]) for each in parsed.get("entities") or () if each["entity"] == "service"}
    keep_named_rows([message], [response], services, words)
    if speaks_english(words, before=False):
        add_english([message], Turn(text=words, intent=intent_of(topic), responses=[response]))
    return str(message["text"])
