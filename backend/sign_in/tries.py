"""How often somebody may be wrong: passwords, codes and backup codes count alike, on the member, until it locks.

A try is counted before it is looked at, in a unit of work of its own. So simultaneous tries all count, and no more of
them are looked at than the limit allows, however many come at once.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import case, text, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.core.clock import Clock
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters
from backend.sign_in.models import WebSession
from backend.sign_in.sessions import Sessions

_NOBODY = 0


class Step(StrEnum):
    """What somebody was wrong with, for the audit log."""

    PASSWORD = "password"  # noqa: S105
    CODE = "code"
    BACKUP_CODE = "backup_code"


@dataclass(frozen=True)
class Tries:
    """`until_locked`: with so many failures since the last complete sign-in the account locks."""

    clock: Clock
    letters: Letters
    sessions: Sessions[WebSession]
    until_locked: int

    def count(self, session: Session, member_id: int | None) -> int | None:
        """Count one more; its number, or None if there is nobody to sign in as: unknown, locked or gone.

        The same statements run in every case. PostgreSQL waits for the disk only where something was written, which
        would tell that there is somebody: here it never waits. A crash of its machine may forget the last tries.
        """
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL synchronous_commit TO OFF"))
        return session.scalar(
            update(Member)
            .where(
                Member.id == (_NOBODY if member_id is None else member_id),
                Member.locked_at.is_(None),
                Member.withdrawn_at.is_(None),
            )
            .values(failed_logins=Member.failed_logins + 1)
            .returning(Member.failed_logins)
        )

    def may_be_right(self, number: int | None) -> bool:
        """Whether the try of this number is looked at."""
        return number is not None and number <= self.until_locked

    def take_back(self, session: Session, member_id: int) -> None:
        """The try that was counted was right."""
        fewer = case((Member.failed_logins > 0, Member.failed_logins - 1), else_=0)
        session.execute(update(Member).where(Member.id == member_id).values(failed_logins=fewer))

    def forget(self, session: Session, member_id: int) -> None:
        """A sign-in was completed."""
        session.execute(update(Member).where(Member.id == member_id).values(failed_logins=0))

    def failed(
        self, session: Session, member_id: int | None, number: int | None, step: Step, address: str | None
    ) -> None:
        """The try that was counted was wrong: written down, and with the last one allowed the account locks."""
        audit.record(
            session,
            self.clock,
            Action.SIGN_IN_FAILED,
            member_id=member_id,
            actor=Actor.VISITOR,
            address=address,
            step=step,
        )
        if member_id is not None and number is not None and number >= self.until_locked:
            self._lock(session, member_id, address)

    def _lock(self, session: Session, member_id: int, address: str | None) -> None:
        """Of several requests at once only one locks, and tells."""
        locked = session.scalar(
            update(Member)
            .where(Member.id == member_id, Member.locked_at.is_(None))
            .values(locked_at=self.clock.now())
            .returning(Member.id)
        )
        if locked is None:
            return
        self.sessions.close_all(session, member_id)
        audit.record(
            session, self.clock, Action.ACCOUNT_LOCKED, member_id=member_id, actor=Actor.SYSTEM, address=address
        )
        self.letters.account_locked(session, members.get(session, member_id))
