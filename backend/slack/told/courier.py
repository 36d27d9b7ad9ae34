"""Brings what is told to Slack: a matter's message first, then whatever changed of it, then the entries of its thread.

What it keeps:
- Each attempt renders the matter as it is on record then: many changes are one update, and what looks the same is no
  call. Nothing is given up: what Slack refuses for now is told later, each thread in order.
- A matter is claimed before it is called for, so no two workers tell the same while the claim lasts. Calls are made
  without a transaction: nobody waits for Slack but this.
- Slack knows no repeated message. **What can stand there twice** is a message, or some entries of a thread, whose
  sender died before it noted the answer, or whose answer was lost on its way; never what Slack has refused. The later
  one of two messages is kept up to date from then on.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.slack import blocks
from backend.slack.client import SlackError
from backend.slack.door import SlackDoor
from backend.slack.told import lanes, sights, stories
from backend.slack.told.lanes import EVERYWHERE, Lanes
from backend.slack.told.matters import let_out, wake_floods
from backend.slack.told.models import Kind, Matter
from backend.slack.told.sight import Line, Sight

logger = logging.getLogger(__name__)

# A claim lapses after this, should its worker die; longer than any call takes.
LEASE: Final = timedelta(minutes=1)
_PUT_OFF: Final = timedelta(minutes=10)
# A round ends after so many, to look whether the server stops.
_MOST_AT_ONCE: Final = 50
# The message was taken away in Slack: who did that wants to hear no more of it.
_GONE: Final = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "cannot_reply_to_message"}
)


@dataclass(frozen=True)
class Call:
    """One call for a claimed matter.

    `due_at`: since when it has been due; `told`: what its row says once the call has succeeded.
    """

    matter_id: int
    channel: str
    due_at: datetime
    method: str
    arguments: Mapping[str, Any]
    told: Mapping[str, Any]


@dataclass
class Courier:
    door: SlackDoor
    _logged: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._database, self._clock = self.door.services.database, self.door.services.clock
        self._lanes = Lanes(timedelta(seconds=self.door.services.settings.slack_pause_seconds))

    def begin(self) -> None:
        """For a start: what Slack refused may have been put right."""
        with self._database.unit_of_work() as session:
            lanes.try_all_again(session)

    def tell_due(self) -> None:
        """Everything that can be told now, or much of it."""
        for _ in range(_MOST_AT_ONCE):
            if not self.tell_next():
                return

    def tell_next(self) -> bool:
        """Look after one matter, with one call at most; False where none is due."""
        with self._database.reading() as session:
            if session.scalar(self._due(session)) is None:
                return False  # the usual case: no writer had to wait for this look
        with self._database.unit_of_work() as session:
            matter = session.scalar(self._due(session).with_for_update(skip_locked=True))
            call = None if matter is None else self._claim(session, matter)
        if call is not None:
            self._carry_out(call)
        return matter is not None

    def _due(self, session: Session) -> Select[Matter]:
        now = self._clock.now()
        closed = set(session.scalars(self._lanes.closed(now)))
        due = select(Matter).where(Matter.due_at <= now, Matter.channel.not_in(closed))
        if EVERYWHERE in closed:
            due = due.where(Matter.id.is_(None))
        return due.order_by(Matter.due_at, Matter.id).limit(1)

    # -- what to say

    def _claim(self, session: Session, matter: Matter) -> Call | None:
        """The next call for it; None, and it rests, where it is told as it is."""
        now = self._clock.now()
        try:
            call = self._next_call(session, matter, now)
        except (LookupError, ValueError, TypeError) as error:
            # What nobody thought of in one matter must not hold up the others. No details: they may hold content.
            logger.error("matter %d could not be put into words: %s", matter.id, type(error).__name__)
            matter.due_at = now + _PUT_OFF
            return None
        if call is None:
            matter.due_at = None
        elif not self._lanes.take(session, matter.channel, now):
            return None
        else:
            matter.due_at = now + LEASE
        return call

    def _next_call(self, session: Session, matter: Matter, now: datetime) -> Call | None:
        if matter.kind == Kind.FLOOD:
            let_out(session, matter, now)
        sight = sights.of(session, self.door, matter)
        if sight.is_waiting != matter.is_waiting:
            matter.is_waiting = sight.is_waiting
            wake_floods(session, matter, now)
        if matter.flood_id is not None:
            if sight.is_waiting or sight.is_over:
                _rest(matter, sight, now)
                return None
            matter.flood_id = None
        if matter.ts is None and matter.kind == Kind.FLOOD and sight.is_over:
            call = None  # nobody needs to hear of it any more
        else:
            call = self._message(matter, sight) or self._entries(session, matter)
        if call is None:
            _rest(matter, sight, now)
        return call

    def _message(self, matter: Matter, sight: Sight) -> Call | None:
        shown = hashlib.sha256(json.dumps(sight.blocks, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        if shown == matter.shown:
            return None
        arguments = {"text": blocks.fallback(sight.headline), "blocks": sight.blocks}
        if matter.ts is None:
            return _call(matter, "chat.postMessage", arguments, {"shown": shown})
        return _call(matter, "chat.update", arguments | {"ts": matter.ts}, {"shown": shown})

    def _entries(self, session: Session, matter: Matter) -> Call | None:
        lines = stories.lines(session, self.door, matter)
        if not lines:
            return None
        arguments = {
            "thread_ts": matter.ts,
            "text": blocks.fallback(lines[0].text),
            "blocks": [line.block for line in lines],
        }
        return _call(matter, "chat.postMessage", arguments, _told_behind(matter, lines[-1]))

    # -- what came of it

    def _carry_out(self, call: Call) -> None:
        error: SlackError | None = None
        answer: Mapping[str, Any] = {}
        try:
            answer = self.door.client.call(call.method, channel=call.channel, **call.arguments)
        except SlackError as failure:
            error = failure
        with self._database.unit_of_work() as session:
            matter = session.get_one(Matter, call.matter_id, with_for_update=True)
            if error is None:
                self._note_success(session, matter, call, answer)
            else:
                self._note_failure(session, matter, call, error)

    def _note_success(self, session: Session, matter: Matter, call: Call, answer: Mapping[str, Any]) -> None:
        for column, value in call.told.items():
            setattr(matter, column, value)
        if matter.ts is None or "thread_ts" not in call.arguments:
            matter.ts = str(answer.get("ts", matter.ts))
        # There may be more; what became due first goes on first.
        matter.due_at, matter.last_error = self._clock.now(), None
        self._lanes.went_well(session, matter.channel)

    def _note_failure(self, session: Session, matter: Matter, call: Call, error: SlackError) -> None:
        now = self._clock.now()
        matter.last_error = error.code[:80]
        self._log(call, error)
        if not lanes.is_about_the_message(error):
            matter.due_at = call.due_at
            self._lanes.failed(session, matter.channel, error, now)
            return
        # Tried again when something happens to it.
        matter.due_at = None
        if error.code in _GONE:
            matter.finished_at, matter.is_waiting = now, False
            wake_floods(session, matter, now)

    def _log(self, call: Call, error: SlackError) -> None:
        """Once for each reason and channel: it is no news while it lasts."""
        if (call.channel, error.code) not in self._logged:
            self._logged.add((call.channel, error.code))
            logger.warning("Slack refuses %s in %s: %s", call.method, call.channel, error.code)


def _rest(matter: Matter, sight: Sight, now: datetime) -> None:
    if sight.is_final:
        matter.finished_at = matter.finished_at or now


def _call(matter: Matter, method: str, arguments: Mapping[str, Any], told: Mapping[str, Any]) -> Call:
    assert matter.due_at is not None
    return Call(matter.id, matter.channel, matter.due_at, method, arguments, told)


def _told_behind(matter: Matter, line: Line) -> dict[str, int]:
    return {
        "told_message": max(matter.told_message, line.message),
        "told_event": max(matter.told_event, line.event),
    }
