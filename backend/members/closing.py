"""Closing a member's account: what a person does who has been asked to by that member."""

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.contracts import service as contracts
from backend.conversations import identities
from backend.core.clock import Clock
from backend.core.problems import Problem
from backend.members import service as members
from backend.members.models import EmailChange, Member
from backend.notifications.letters import Letters
from backend.sign_in.models import WebSession
from backend.sign_in.sessions import Sessions


class InUse(Problem):
    """409: something is in use, or on its way to be (`contracts.service.in_use`)."""

    def __init__(self) -> None:
        super().__init__(409, "in_use", "ご利用中・ご利用開始前のサービスがあるため、退会の手続きができません。")


@dataclass(frozen=True)
class AccountClosing:
    clock: Clock
    letters: Letters
    sessions: Sessions[WebSession]

    def close(self, session: Session, member_id: int, *, staff_id: int, address: str | None) -> bool:
        """Close it for good; False if it was closed already. The row stays, for what was ordered and invoiced.

        Held meanwhile, the member can place no order: what is ordered at the same moment comes first and keeps the
        account open, or comes too late. Raises `InUse`.
        """
        member = session.get_one(Member, member_id, with_for_update=True, populate_existing=True)
        if member.is_withdrawn:
            return False
        if contracts.in_use(session, member_id):
            raise InUse
        now = self.clock.now()
        member.withdrawn_at = now
        self.sessions.close_all(session, member_id)
        identities.close_all(session, member_id, now)
        members.close_reset_links(session, member_id, now)
        waiting = (EmailChange.member_id == member_id, EmailChange.closed_at.is_(None))
        session.execute(update(EmailChange).where(*waiting).values(closed_at=now))
        self.letters.account_closed(session, member)
        audit.record(
            session,
            self.clock,
            Action.ACCOUNT_CLOSED,
            member_id=member_id,
            actor=Actor.STAFF,
            actor_id=staff_id,
            address=address,
        )
        return True
