"""One of the staff asks: who finds the answer."""

import logging

from anyio import to_thread

from backend.core.problems import Problem
from backend.slack import presence
from backend.slack.asks import faq, finding, help_text, lists, numbered, of_member, reading
from backend.slack.asks.answers import Answer, saying
from backend.slack.asks.asker import Asker
from backend.slack.asks.reading import (
    Availability,
    Help,
    Missing,
    Numbers,
    OfMember,
    Question,
    Queue,
    Search,
    Tickets,
    Wish,
)
from backend.slack.door import SlackDoor

logger = logging.getLogger(__name__)

_BROKEN = "うまく調べられませんでした。時間をおいてもう一度お試しください。"


async def answer(door: SlackDoor, asker: Asker, wish: Wish) -> Answer:
    """Always one; what the services refuse is a sentence of theirs."""
    try:
        return await _answer(door, asker, wish)
    except Problem as problem:
        return saying(problem.detail)
    except Exception as error:
        # Only the kind of error: its words can hold what was asked.
        logger.error("a question in Slack failed: %s", type(error).__name__)
        return saying(_BROKEN)


async def _answer(door: SlackDoor, asker: Asker, wish: Wish) -> Answer:
    found = await to_thread.run_sync(_look_up, door, asker, wish)
    if found is not None:
        return found
    if isinstance(wish, OfMember):
        return await _answer(door, asker, reading.without_member(wish.text))
    assert isinstance(wish, Question)
    return await faq.answer(door, faq.asked(wish.text), asker)


def _look_up(door: SlackDoor, asker: Asker, wish: Wish) -> Answer | None:
    """None for what is a question to the assistant, or turns out to be one."""
    found: Answer | None = None
    match wish:
        case Help():
            found = help_text.ANSWER
        case Missing(what):
            found = saying(what)
        case OfMember():
            found = of_member.answer(door, asker, wish)
        case Numbers():
            found = numbered.answer(door, asker, wish)
        case Search(words):
            found = finding.answer(door, asker, words)
        case Tickets(view):
            found = lists.tickets(door, asker, view)
        case Availability(is_available):
            found = saying(presence.set_available(door, asker.who, is_available))
        case Queue():
            found = lists.queue(door)
        case Question():
            pass
    return found
