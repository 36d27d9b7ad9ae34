"""Who is at the desk now: takes conversations, as they say themselves, and is at the console or in Slack."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from backend.staff.models import StaffMember


def note_seen(session: Session, staff_id: int, now: datetime) -> None:
    """Their console is open, or they are active in Slack."""
    session.execute(update(StaffMember).where(StaffMember.id == staff_id).values(seen_at=now))


def is_online(staff: StaffMember, now: datetime, seen_within: timedelta) -> bool:
    """Whether they are there, be they available or not."""
    return staff.disabled_at is None and staff.seen_at is not None and staff.seen_at > now - seen_within


def at_desk(session: Session, now: datetime, seen_within: timedelta) -> list[StaffMember]:
    """Everybody who can be given a conversation, in the order in which they came to work here."""
    statement = select(StaffMember).where(*_at_desk(now, seen_within)).order_by(StaffMember.id)
    return list(session.scalars(statement))


def anybody_at_desk(session: Session, now: datetime, seen_within: timedelta) -> bool:
    """Whether somebody can be given a conversation."""
    return bool(session.scalar(select(exists().where(*_at_desk(now, seen_within)))))


def _at_desk(now: datetime, seen_within: timedelta) -> tuple[ColumnElement[bool], ...]:
    return (
        StaffMember.disabled_at.is_(None),
        StaffMember.is_available.is_(True),
        StaffMember.seen_at > now - seen_within,
    )
