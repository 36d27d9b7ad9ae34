"""Beginning matters; and floods, which gather what comes too fast to be told one by one.

Of a kind that floods a channel, five that nobody has taken up stand there by themselves. The others are told of in one
message with their number, which is kept up to date. Each of those gets its own message as soon as one of the staff acts
on it, or one of the five is taken up and it is the next in line; those that are over by then get none. It is a flood
while five that came within a minute, or could not be told yet, are waiting. Ratings are nobody's turn: those of a flood
stay in it. Parts of the system are few, and always told by themselves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from backend.core.database import add_once
from backend.core.settings import Settings
from backend.slack.told.models import Kind, Matter

MOST_APART: Final = 5
_WITHIN: Final = timedelta(minutes=1)
# Its number is told no more often than this.
_COUNTS_FOR: Final = timedelta(seconds=2)
# A flood that began longer ago stands too far up in the channel to take more in.
_LONGEST_FLOOD: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Matters:
    settings: Settings

    def begin(self, session: Session, matter: Matter, now: datetime) -> None:
        """Have it told; what there is already stays as it is."""
        channels = self.settings.slack_channels
        matter.channel = {str(kind): name for kind, name in channels.items()}.get(
            matter.kind, self.settings.slack_channel
        )
        matter.due_at = now
        matter.seen_event = matter.told_event
        same = select(Matter).where(
            Matter.kind == matter.kind, Matter.reference == matter.reference, Matter.occasion == (matter.occasion or 0)
        )
        apart = _count_apart(session, matter.channel, matter.kind, _lately(matter.opened_at))
        is_flood = apart >= MOST_APART and matter.kind != Kind.OUTAGE
        kept, is_new = add_once(session, matter, same)
        if is_new and is_flood:
            kept.flood_id = self._flood(session, kept, now).id

    def _flood(self, session: Session, first: Matter, now: datetime) -> Matter:
        """The one that goes on, or a new one."""
        going_on = select(Matter).where(
            Matter.kind == Kind.FLOOD,
            Matter.gathers == first.kind,
            Matter.channel == first.channel,
            Matter.finished_at.is_(None),
            Matter.opened_at > now - _LONGEST_FLOOD,
        )
        flood = session.scalar(going_on.order_by(Matter.id.desc()).limit(1))
        if flood is None:
            flood = Matter(kind=Kind.FLOOD, reference=first.id, channel=first.channel, opened_at=first.opened_at)
            flood.gathers = first.kind
            session.add(flood)
        flood.due_at = flood.due_at or now + _COUNTS_FOR
        session.flush()
        return flood


def let_out(session: Session, flood: Matter, now: datetime) -> None:
    """As many of those that a flood has gathered as there is room for by themselves."""
    room = MOST_APART - _count_apart(session, flood.channel, str(flood.gathers))
    if room <= 0:
        return
    gathered = select(Matter).where(Matter.flood_id == flood.id, Matter.is_waiting.is_(True)).order_by(Matter.id)
    for matter in session.scalars(gathered.limit(room).with_for_update(skip_locked=True)):
        matter.flood_id, matter.due_at = None, now
    session.flush()


def wake_floods(session: Session, matter: Matter, now: datetime) -> None:
    """One matter less waits, or one more: the number that a flood tells may be another now."""
    session.execute(
        update(Matter)
        .where(
            Matter.kind == Kind.FLOOD,
            Matter.gathers == matter.kind,
            Matter.channel == matter.channel,
            Matter.finished_at.is_(None),
            Matter.due_at.is_(None),
        )
        .values(due_at=now + _COUNTS_FOR)
        .execution_options(synchronize_session=False)
    )


def _lately(at: datetime) -> ColumnElement[bool]:
    """That a matter came within the minute before, later, or could not be told yet."""
    return or_(Matter.opened_at > at - _WITHIN, Matter.ts.is_(None))


def _count_apart(session: Session, channel: str, kind: str, *conditions: ColumnElement[bool]) -> int:
    """Of a kind and in a channel, those with a message of their own that nobody has taken up."""
    apart = (Matter.channel == channel, Matter.kind == kind, Matter.flood_id.is_(None), Matter.is_waiting.is_(True))
    return session.scalar(select(func.count(Matter.id)).where(*apart, *conditions)) or 0
