"""Rasa's end-to-end test stories, read for a run with the real actions.

`rasa test core` plays a story's actions without running them. Here each message goes through the whole bot, and what
it did is held against the story: the intent, the actions and forms in order, and the slots that the story names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.actions.fake_door2 import INVOICE, LOCKED, SHOWN_AS_PAID, FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation, Turn

FOLDER = Path(__file__).parent / "stories"
_SIGNED_IN = "identity_confirmed"
PEOPLE: dict[str, Callable[[], Person]] = {
    "unlocked": Person,
    "screening": Person,
    "locked": lambda: Person(account=dict(LOCKED)),
    "marked_paid": lambda: Person(invoices=[SHOWN_AS_PAID, INVOICE]),
}
"""Who a story's member turns out to be."""
# What Rasa does around every turn; stories leave it out.
_SILENT = frozenset({"action_listen", "action_extract_slots", "action_session_start"})


@dataclass
class StoryTurn:
    """A message, or a choice or an event without words, and what the bot is to make of it."""

    intent: str
    text: str = ""
    entities: dict[str, Any] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    """Actions by name, and forms that open (`form: x`) or close (`form: null`), in order."""
    slots: dict[str, Any] = field(default_factory=dict)


@dataclass
class Story:
    """A whole conversation."""

    name: str
    turns: list[StoryTurn]
    person: str = "unlocked"
    changes: list[str] | None = None
    """What the backend was told to do by its end, in order; None where the story leaves that open."""


def read_stories(folder: Path = FOLDER) -> list[Story]:
    """All stories; each is named by its file and itself."""
    stories = []
    for file in sorted(folder.glob("test_*.yml")):
        content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        subject = file.stem.removeprefix("test_")
        stories += [
            Story(f"{subject}: {each['story']}", _turns(each["steps"]), **each.get("metadata", {}))
            for each in content["stories"]
        ]
    return stories


def differences(story: Story, member: Conversation, door: FakeDoor2) -> list[str]:
    """Talk it through; one readable line for everything that went another way."""
    found = []
    for place, turn in enumerate(story.turns, start=1):
        if turn.intent == _SIGNED_IN:
            door.people[member.reference] = PEOPLE[story.person]()
        said = member.say(turn.text) if turn.text else member.understood(turn.intent, entities=turn.entities)
        found += [f"turn {place} 「{turn.text or turn.intent}」: {line}" for line in _compared(turn, said, member)]
    changes = [call.path for call in door.changes]
    if story.changes is not None and story.changes != changes:
        found.append(f"the backend was told {changes}, not {story.changes}")
    return found


def _compared(turn: StoryTurn, said: Turn, member: Conversation) -> list[str]:
    message, *events = member.last_events()
    intent, done = message["parse_data"]["intent"]["name"], _done(events)
    slots = member.slots()
    lines = []
    if said.failed:
        lines.append("the turn failed")
    if intent != turn.intent and not taken_by_a_form(turn):
        lines.append(f"understood as {intent}, not {turn.intent}")
    if done != turn.done:
        lines.append(f"did {done}, not {turn.done}")
    return lines + [
        f"slot {name} is {slots.get(name)!r}, not {value!r}"
        for name, value in turn.slots.items()
        if slots.get(name) != value
    ]


def taken_by_a_form(turn: StoryTurn) -> bool:
    """Whether an open form took it for an answer: what the NLU makes of 「うーん」 is then neither here nor there."""
    return turn.done[0].endswith("_form")


def _done(events: list[dict[str, Any]]) -> list[str]:
    done = []
    for event in events:
        if event["event"] == "action" and event["name"] not in _SILENT:
            done.append(str(event["name"]))
        elif event["event"] == "active_loop":
            done.append(f"form: {event['name'] or 'null'}")
    return done


def _turns(steps: list[dict[str, Any]]) -> list[StoryTurn]:
    turns: list[StoryTurn] = []
    for step in steps:
        if "intent" in step:
            named = {name: value for entity in step.get("entities", []) for name, value in entity.items()}
            turns.append(StoryTurn(step["intent"], str(step.get("user", "")).strip(), named))
        elif "action" in step:
            turns[-1].done.append(step["action"])
        elif "active_loop" in step:
            turns[-1].done.append(f"form: {step['active_loop'] or 'null'}")
        else:
            turns[-1].slots.update({name: value for slot in step["slot_was_set"] for name, value in slot.items()})
    return turns
