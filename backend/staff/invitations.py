"""Links by which a new colleague, or one whose password is lost, sets a password."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.notifications.letters import Letters
from backend.sign_in.sessions import Sessions
from backend.staff import log
from backend.staff import service as staff
from backend.staff.models import StaffInvitation, StaffMember, StaffSession


@dataclass(frozen=True)
class StaffInvitations:
    """`base_url` is the origin of our pages; a link is good `valid_for`, once, and only the newest one."""

    clock: Clock
    vault: Vault
    letters: Letters
    sessions: Sessions[StaffSession]
    base_url: str
    valid_for: timedelta

    def issue(self, session: Session, person: StaffMember) -> str:
        """A link, in place of earlier ones."""
        now, token = self.clock.now(), new_token()
        self.close_all(session, person.id)
        session.add(
            StaffInvitation(
                staff_id=person.id,
                token_hash=self.vault.token_hash(token),
                created_at=now,
                expires_at=now + self.valid_for,
            )
        )
        return f"{self.base_url}/console/invitation/{token}"

    def send(self, session: Session, person: StaffMember) -> None:
        """The same by mail."""
        minutes = int(self.valid_for.total_seconds() // 60)
        link = self.issue(session, person)
        self.letters.staff_invitation(session, to=person.email, name=person.name, link=link, valid_minutes=minutes)

    def invited(self, session: Session, token: str) -> StaffMember | None:
        """Whose link this is; None if it is good no more."""
        by_token = StaffInvitation.token_hash == self.vault.token_hash(token)
        found = session.scalar(select(StaffInvitation).where(by_token, *self._open()))
        person = None if found is None else staff.get(session, found.staff_id)
        return None if person is None or person.disabled_at is not None else person

    def set_password(self, session: Session, token: str, password_hash: str, *, address: str | None) -> bool:
        """Use the link up; False if it is good no more. Of several requests at once only one succeeds.

        Neither lifts a lock nor touches the second factor; whoever was signed in is signed out.
        """
        invited = self.invited(session, token)
        if invited is None:
            return False
        person = session.get_one(StaffMember, invited.id, with_for_update=True, populate_existing=True)
        closed = session.scalar(
            update(StaffInvitation)
            .where(StaffInvitation.token_hash == self.vault.token_hash(token), *self._open())
            .values(closed_at=self.clock.now())
            .returning(StaffInvitation.id)
        )
        if closed is None or person.disabled_at is not None:
            return False
        person.password_hash = password_hash
        self.sessions.close_all(session, person.id)
        log.record(session, self.clock, Action.STAFF_PASSWORD_SET, by=person.id, address=address)
        return True

    def close_all(self, session: Session, staff_id: int) -> None:
        """Make the links that somebody was sent worthless."""
        theirs = (StaffInvitation.staff_id == staff_id, StaffInvitation.closed_at.is_(None))
        session.execute(update(StaffInvitation).where(*theirs).values(closed_at=self.clock.now()))

    def _open(self) -> tuple[ColumnElement[bool], ...]:
        return (StaffInvitation.closed_at.is_(None), StaffInvitation.expires_at > self.clock.now())
