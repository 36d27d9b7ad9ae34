"""Setting a forgotten password anew, by a link that is sent to the registered address.

Everybody who asks gets the same words after the same work, whatever the login id. A new password never unlocks.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.conversations import identities
from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.core.limits import Limiter
from backend.members import service as members
from backend.members.models import Member, PasswordResetLink
from backend.notifications.letters import Letters
from backend.sign_in.models import WebSession
from backend.sign_in.sessions import Sessions

_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class PasswordResets:
    """`base_url` is the origin of the shop's pages; `per_account` a limit such as `5/hour`."""

    clock: Clock
    vault: Vault
    limiter: Limiter
    letters: Letters
    base_url: str
    valid_for: timedelta
    per_account: str
    sessions: Sessions[WebSession]

    def request(self, session: Session, login_id: str, *, address: str | None = None) -> None:
        """Queue a mail with a link, if there is somebody to get one and not too often; nobody is told.

        `address`: where the request came from, if it came from a browser.
        """
        allowed = self._may_send(login_id)
        member = members.find_active(session, login_id)
        link = self._link(session, member.id if member and allowed else None)
        audit.record(
            session,
            self.clock,
            Action.PASSWORD_RESET_ASKED,
            member_id=member.id if member else None,
            actor=Actor.VISITOR,
            address=address,
        )
        if member is not None and allowed:
            self._mail(session, member, link)

    def send(self, session: Session, member: Member, *, staff_id: int, address: str | None) -> bool:
        """Staff send a member a link; False, and nothing is sent, if too many have gone there."""
        if not self._may_send(member.login_id):
            return False
        self._mail(session, member, self._link(session, member.id))
        audit.record(
            session,
            self.clock,
            Action.PASSWORD_RESET_ASKED,
            member_id=member.id,
            actor=Actor.STAFF,
            actor_id=staff_id,
            address=address,
        )
        return True

    def _may_send(self, login_id: str) -> bool:
        return self.limiter.allows(self.per_account, "resets-of-account", members.login_key(login_id))

    def _link(self, session: Session, member_id: int | None) -> str:
        """A new link, which opens nothing if it is nobody's."""
        now = self.clock.now()
        token = new_token()
        session.execute(delete(PasswordResetLink).where(PasswordResetLink.expires_at < now - _KEPT_FOR))
        session.add(
            PasswordResetLink(
                member_id=member_id,
                token_hash=self.vault.token_hash(token),
                created_at=now,
                expires_at=now + self.valid_for,
            )
        )
        return f"{self.base_url}/password-reset/{token}"

    def _mail(self, session: Session, member: Member, link: str) -> None:
        minutes = int(self.valid_for.total_seconds() // 60)
        self.letters.reset_link(session, member, link=link, valid_minutes=minutes)

    def is_usable(self, session: Session, token: str) -> bool:
        """Whether this link still opens the page."""
        statement = select(PasswordResetLink.id).where(*self._usable(token))
        return session.scalar(statement) is not None

    def set_password(self, session: Session, token: str, password_hash: str, *, address: str | None = None) -> bool:
        """Use the link up and set the new password; False if the link is good no more.

        Of several requests at once with the same link only one succeeds. The member's other links close with it, and
        every browser is signed out and every chat forgets who it is with.
        """
        now = self.clock.now()
        # The member is held before the links, as by whoever changes the password: two links at once must not wait for
        # each other.
        owner = select(Member.id).join(PasswordResetLink, PasswordResetLink.member_id == Member.id)
        session.execute(owner.where(*self._usable(token)).with_for_update(of=Member, key_share=True))
        member_id = session.scalar(
            update(PasswordResetLink)
            .where(*self._usable(token))
            .values(closed_at=now)
            .returning(PasswordResetLink.member_id)
        )
        if member_id is None:
            return False
        member = members.get(session, member_id)
        if member.is_withdrawn:
            return False
        member.password_hash = password_hash
        members.close_reset_links(session, member_id, now)
        self.sessions.close_all(session, member_id)
        identities.close_all(session, member_id, now)
        audit.record(session, self.clock, Action.PASSWORD_RESET, member_id=member_id, address=address)
        self.letters.password_changed(session, member)
        return True

    def _usable(self, token: str) -> tuple[ColumnElement[bool], ...]:
        return (
            PasswordResetLink.token_hash == self.vault.token_hash(token),
            PasswordResetLink.member_id.is_not(None),
            PasswordResetLink.closed_at.is_(None),
            PasswordResetLink.expires_at > self.clock.now(),
        )
