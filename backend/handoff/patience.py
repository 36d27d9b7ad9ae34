"""When the clock ends a wait or a talk. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Verdict(StrEnum):
    """What is to be done about a conversation, since nobody else does anything."""

    GIVE_UP_WAITING = "give_up_waiting"
    CLOSE_DESK = "close_desk"
    FIND_ANOTHER_AGENT = "find_another_agent"
    GO_BACK_TO_BOT = "go_back_to_bot"


@dataclass(frozen=True)
class Limits:
    """How long is too long: `wait` in the queue, for an agent who is `gone`, for a member who is `silent`."""

    wait: timedelta
    gone: timedelta
    silent: timedelta


@dataclass(frozen=True)
class Wait:
    """Somebody waits in the queue."""

    since: datetime
    desk_is_open: bool


@dataclass(frozen=True)
class Talk:
    """Somebody talks to an agent.

    `agent_seen_at`: when the agent last gave a sign of being there; `last_word_at`: when either last said something.
    Neither is before the agent took the conversation. `is_answered`: the member does not wait for an answer.
    `agent_has_left`: they do not work here any more.
    """

    agent_seen_at: datetime
    last_word_at: datetime
    is_answered: bool
    agent_has_left: bool = False


def verdict(found: Wait | Talk, limits: Limits, now: datetime) -> Verdict | None:
    """None: all is well, or may still become so."""
    if isinstance(found, Wait):
        if not found.desk_is_open:
            return Verdict.CLOSE_DESK
        return Verdict.GIVE_UP_WAITING if now - found.since >= limits.wait else None
    if found.agent_has_left:
        return Verdict.FIND_ANOTHER_AGENT
    if not found.is_answered:
        return Verdict.FIND_ANOTHER_AGENT if now - found.agent_seen_at >= limits.gone else None
    return Verdict.GO_BACK_TO_BOT if now - found.last_word_at >= limits.silent else None
