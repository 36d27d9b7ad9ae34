"""Changing the mail address: a link goes to the new one, and only its use changes anything. The login id stays.

Whoever asks for an address that another member has gets the same words after the same work.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.core.limits import Limiter
from backend.members import service as members
from backend.members.models import EmailChange
from backend.notifications.letters import Letters

_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class EmailChanges:
    """`base_url` is the origin of the shop's pages; `per_mail_address` a limit such as `5/hour`."""

    clock: Clock
    vault: Vault
    limiter: Limiter
    letters: Letters
    base_url: str
    valid_for: timedelta
    per_mail_address: str

    def start(self, session: Session, member_id: int, email: str, *, address: str) -> None:
        """Mail a link to the new address, in place of any earlier one. `address`: where the request came from.

        Over the limit of mails to one address nothing is sent.
        """
        now = self.clock.now()
        allowed = self.limiter.allows(self.per_mail_address, "mails-to-new-address", members.login_key(email))
        member = members.get(session, member_id)
        owner = members.find_by_address(session, email, but=member_id)
        token = new_token()
        session.execute(delete(EmailChange).where(EmailChange.expires_at < now - _KEPT_FOR))
        self._close_open(session, member_id)
        session.add(
            EmailChange(
                member_id=member_id,
                token_hash=self.vault.token_hash(token),
                email=email,
                created_at=now,
                expires_at=now + self.valid_for,
                # Nobody gets a link to what somebody else has.
                closed_at=now if owner is not None or not allowed else None,
            )
        )
        audit.record(session, self.clock, Action.EMAIL_CHANGE_ASKED, member_id=member_id, address=address)
        if not allowed:
            return
        if owner is not None:
            self.letters.email_taken(session, owner)
            return
        minutes = int(self.valid_for.total_seconds() // 60)
        link = f"{self.base_url}/email-change/{token}"
        self.letters.email_check(session, member=member, to=email, link=link, valid_minutes=minutes)

    def find(self, session: Session, token: str) -> EmailChange | None:
        """The change that this link can still make."""
        return session.scalar(select(EmailChange).where(*self._usable(token)))

    def complete(self, session: Session, token: str, member_id: int, *, address: str) -> bool:
        """Use this member's link up and change the address; False if the link is good no more, is another member's, or
        somebody else has the address now.

        Having the mail is not enough: by a mistyped address somebody else may have got it. Links to set a password that
        went to the old mailbox are closed. `address`: where the request came from.
        """
        now = self.clock.now()
        claimed = session.scalar(
            update(EmailChange)
            .where(*self._usable(token), EmailChange.member_id == member_id)
            .values(closed_at=now)
            .returning(EmailChange.id)
        )
        if claimed is None:
            return False
        change = session.get_one(EmailChange, claimed)
        member = members.get(session, member_id)
        if member.is_withdrawn or members.find_by_address(session, change.email, but=member.id) is not None:
            return False
        old, member.email = member.email, change.email
        members.close_reset_links(session, member.id, now)
        audit.record(session, self.clock, Action.EMAIL_CHANGED, member_id=member.id, address=address)
        self.letters.email_changed(session, member, old=old)
        return True

    def _close_open(self, session: Session, member_id: int) -> None:
        theirs = (EmailChange.member_id == member_id, EmailChange.closed_at.is_(None))
        session.execute(update(EmailChange).where(*theirs).values(closed_at=self.clock.now()))

    def _usable(self, token: str) -> tuple[ColumnElement[bool], ...]:
        return (
            EmailChange.token_hash == self.vault.token_hash(token),
            EmailChange.closed_at.is_(None),
            EmailChange.expires_at > self.clock.now(),
        )
