"""What a wrong password, code or backup code of a member's leads to: all count alike, until the account locks."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.core.clock import Clock
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters
from backend.sign_in.failures import Failures
from backend.sign_in.models import WebSession
from backend.sign_in.sessions import Sessions


def failures_of_members(until_locked: int) -> Failures:
    """How members' failures are counted."""
    return Failures(Member, Member.id, Member.failed_logins, Member.locked_at, Member.withdrawn_at, until_locked)


class Step(StrEnum):
    """What somebody was wrong with, for the audit log."""

    PASSWORD = "password"  # noqa: S105
    CODE = "code"
    BACKUP_CODE = "backup_code"


@dataclass(frozen=True)
class Tries:
    """A member's, as `failures` counts them."""

    clock: Clock
    letters: Letters
    sessions: Sessions[WebSession]
    failures: Failures

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
        if self.failures.lock_if_due(session, member_id, number, self.clock.now()) and member_id is not None:
            self._tell_locked(session, member_id, address)

    def _tell_locked(self, session: Session, member_id: int, address: str | None) -> None:
        self.sessions.close_all(session, member_id)
        audit.record(
            session, self.clock, Action.ACCOUNT_LOCKED, member_id=member_id, actor=Actor.SYSTEM, address=address
        )
        self.letters.account_locked(session, members.get(session, member_id))
