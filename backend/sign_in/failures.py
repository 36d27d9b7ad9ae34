"""Counting how often somebody was wrong, on their own row, whatever kind of people they are of.

A try is counted before it is looked at, in a unit of work of its own. So simultaneous tries all count, and no more of
them are looked at than the limit allows, however many come at once.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, text, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.core.database import Base

_NOBODY = 0


@dataclass(frozen=True)
class Failures:
    """The columns that this is about. `until_locked`: with so many since the last complete sign-in the account locks.

    Whoever has `gone_at` can sign in no more.
    """

    row: type[Base]
    id: InstrumentedAttribute[int]
    count: InstrumentedAttribute[int]
    locked_at: InstrumentedAttribute[datetime | None]
    gone_at: InstrumentedAttribute[datetime | None]
    until_locked: int

    def add(self, session: Session, owner_id: int | None) -> int | None:
        """Count one more; its number, or None if there is nobody to sign in as: unknown, locked or gone.

        The same statements run in every case. PostgreSQL waits for the disk only where something was written, which
        would tell that there is somebody: here it never waits. A crash of its machine may forget the last tries.
        """
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL synchronous_commit TO OFF"))
        return session.scalar(
            update(self.row)
            .where(
                self.id == (_NOBODY if owner_id is None else owner_id),
                self.locked_at.is_(None),
                self.gone_at.is_(None),
            )
            .values({self.count: self.count + 1})
            .returning(self.count)
        )

    def may_be_right(self, number: int | None) -> bool:
        """Whether the try of this number is looked at."""
        return number is not None and number <= self.until_locked

    def take_back(self, session: Session, owner_id: int) -> None:
        """The try that was counted was right."""
        fewer = case((self.count > 0, self.count - 1), else_=0)
        session.execute(update(self.row).where(self.id == owner_id).values({self.count: fewer}))

    def forget(self, session: Session, owner_id: int) -> None:
        """A sign-in was completed."""
        session.execute(update(self.row).where(self.id == owner_id).values({self.count: 0}))

    def lock_if_due(self, session: Session, owner_id: int | None, number: int | None, now: datetime) -> bool:
        """The try of this number was wrong: lock with the last one allowed. Of several at once one is told True."""
        if owner_id is None or number is None or number < self.until_locked:
            return False
        locked = session.scalar(
            update(self.row)
            .where(self.id == owner_id, self.locked_at.is_(None))
            .values({self.locked_at: now})
            .returning(self.id)
        )
        return locked is not None

    def unlock(self, session: Session, owner_id: int) -> bool:
        """Begin to count anew; False if the account was not locked."""
        unlocked = session.scalar(
            update(self.row)
            .where(self.id == owner_id, self.locked_at.is_not(None))
            .values({self.locked_at: None, self.count: 0})
            .returning(self.id)
        )
        return unlocked is not None
