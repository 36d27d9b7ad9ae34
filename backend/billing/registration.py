"""Registering for Paid: an application, and what the screening decided."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.billing import service as billing
from backend.billing.models import PaidRegistration
from backend.billing.screening import PaidScreening, PaidStatus, expected_by
from backend.billing.terms import Closing
from backend.core.clock import Clock, today
from backend.core.database import add_once
from backend.core.problems import Problem
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters


class AlreadyApplied(Problem):
    """409: an application is being looked at, or has been approved."""

    def __init__(self) -> None:
        super().__init__(409, "paid_already_applied", "Paid決済は、すでにお申し込みいただいています。")


class NotInScreening(Problem):
    """409: there is nothing to decide, or somebody else has decided."""

    def __init__(self) -> None:
        super().__init__(409, "paid_not_in_screening", "審査中のお申し込みはありません。")


@dataclass(frozen=True)
class PaidRegistrations:
    """`closed_days` are days off besides weekends and public holidays."""

    clock: Clock
    letters: Letters
    closed_days: Set[date]

    def screening(self, session: Session, member_id: int) -> PaidScreening:
        """Where the member's registration stands."""
        return billing.paid_screening(session, member_id, self.closed_days)

    def record(self, session: Session, member_id: int) -> PaidRegistration | None:
        """What Paid was told, in the newest application."""
        return session.get(PaidRegistration, member_id)

    def apply(
        self, session: Session, member: Member, *, closing: Closing, representative: str, address: str | None = None
    ) -> PaidScreening:
        """Apply with what the member's record says today; of that Paid keeps a copy, which later changes don't reach.

        `address` is where the request came from. Raises `AlreadyApplied`, also for the second of two at once.
        """
        told = {
            "status": PaidStatus.SCREENING,
            "applied_on": today(self.clock),
            "decided_on": None,
            "closing": closing,
            "company": member.company,
            "representative": representative,
            "name": member.name,
            "email": member.email,
            "phone": member.phone,
            "address": member.address,
        }
        same = select(PaidRegistration).where(PaidRegistration.member_id == member.id)
        _, is_new = add_once(session, PaidRegistration(member_id=member.id, **told), same)
        if not is_new and not self._move(session, member.id, PaidStatus.REJECTED, **told):
            raise AlreadyApplied
        audit.record(
            session, self.clock, Action.PAID_APPLIED, member_id=member.id, address=address, closing=str(closing)
        )
        screening = self.screening(session, member.id)
        self.letters.paid_applied(session, member, expected_by=expected_by(today(self.clock), self.closed_days))
        return screening

    def record_decision(
        self,
        session: Session,
        member_id: int,
        *,
        approved: bool,
        actor: Actor = Actor.STAFF,
        actor_id: int | None = None,
    ) -> None:
        """What Paid decided. Raises `NotInScreening`, also for the second of two at once."""
        status = PaidStatus.APPROVED if approved else PaidStatus.REJECTED
        decided_on = today(self.clock)
        if not self._move(session, member_id, PaidStatus.SCREENING, status=status, decided_on=decided_on):
            raise NotInScreening
        audit.record(
            session,
            self.clock,
            Action.PAID_DECIDED,
            member_id=member_id,
            actor=actor,
            actor_id=actor_id,
            approved=approved,
        )
        self.letters.paid_decided(session, members.get(session, member_id), approved=approved)

    def overdue(self, session: Session) -> list[int]:
        """The members whose expected day has passed without a decision."""
        waiting = select(PaidRegistration).where(PaidRegistration.status == PaidStatus.SCREENING)
        now = today(self.clock)
        return [
            each.member_id for each in session.scalars(waiting) if expected_by(each.applied_on, self.closed_days) < now
        ]

    def _move(self, session: Session, member_id: int, from_status: PaidStatus, **values: object) -> bool:
        """Whether the registration was in `from_status`; if so it now has `values`."""
        statement = (
            update(PaidRegistration)
            .where(PaidRegistration.member_id == member_id, PaidRegistration.status == from_status)
            .values(**values)
            .returning(PaidRegistration.member_id)
        )
        return session.scalar(statement) is not None
