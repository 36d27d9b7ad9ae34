"""A member who knows their password sets another one."""

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.conversations import identities
from backend.core.clock import Clock
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters
from backend.sign_in.models import WebSession
from backend.sign_in.sessions import Sessions, SignedIn


@dataclass(frozen=True)
class PasswordChanges:
    clock: Clock
    letters: Letters
    sessions: Sessions[WebSession]

    def change(
        self, session: Session, signed_in: SignedIn, *, checked_hash: str, password_hash: str, address: str
    ) -> str | None:
        """Replace the hash that the current password was checked against; None if it is that no more.

        Every other browser is signed out, this one gets a new token for its session, every chat forgets who it is
        with, and links mailed before are closed. `address`: where the request came from.
        """
        is_it = (Member.id == signed_in.member_id, Member.password_hash == checked_hash)
        changed = session.scalar(update(Member).where(*is_it).values(password_hash=password_hash).returning(Member.id))
        if changed is None:
            return None
        self.sessions.close_all(session, changed, but=signed_in.session_id)
        identities.close_all(session, changed, self.clock.now())
        members.close_reset_links(session, changed, self.clock.now())
        audit.record(session, self.clock, Action.PASSWORD_CHANGED, member_id=changed, address=address)
        self.letters.password_changed(session, members.get(session, changed))
        return self.sessions.renew(session, signed_in.session_id)
