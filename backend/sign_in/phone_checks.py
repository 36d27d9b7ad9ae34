"""Whether SMS arrive at a member's phone, tried before their sign-ins depend on it; and where their codes go."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.limits import Limiter
from backend.core.text import folded
from backend.identity import codes
from backend.members import contact_details
from backend.members import service as members
from backend.members.models import CodeChannel, Member
from backend.notifications.letters import Letters
from backend.sign_in.models import PhoneCheck


@dataclass(frozen=True)
class PhoneChecks:
    """`per_account` and `per_number` are limits such as `10/hour`; SMS go to numbers of `country_codes`.

    Wrong codes here never lock: who enters them is signed in.
    """

    clock: Clock
    vault: Vault
    limiter: Limiter
    letters: Letters
    valid_for: timedelta
    tries: int
    per_account: str
    per_number: str
    country_codes: Set[int]

    def can_reach(self, session: Session, member_id: int) -> bool:
        """Whether SMS are sent to the registered phone at all."""
        phone = members.get(session, member_id).phone
        return contact_details.takes_short_messages(phone, self.country_codes)

    def start(self, session: Session, member_id: int) -> bool:
        """Send a code to the registered phone, in place of any earlier one; False over the limits."""
        member = members.get(session, member_id)
        allowed = self.limiter.allows(self.per_account, "phone-checks-of-account", str(member_id))
        if not allowed or not self.limiter.allows(self.per_number, "phone-checks-of-number", member.phone):
            return False
        now, seed = self.clock.now(), codes.new_seed()
        session.execute(
            update(PhoneCheck)
            .where(PhoneCheck.member_id == member_id, PhoneCheck.closed_at.is_(None))
            .values(closed_at=now)
        )
        session.add(
            PhoneCheck(
                member_id=member_id,
                phone=member.phone,
                secret=self.vault.encrypt(seed),
                created_at=now,
                expires_at=now + self.valid_for,
                tries=0,
            )
        )
        minutes = int(self.valid_for.total_seconds() // 60)
        self.letters.phone_check_code(session, member, code=codes.code_of(seed), valid_minutes=minutes)
        return True

    def outstanding(self, session: Session, member_id: int) -> PhoneCheck | None:
        """The check whose code can still be entered."""
        theirs = PhoneCheck.member_id == member_id
        newest_first = select(PhoneCheck).where(theirs, *self._open()).order_by(PhoneCheck.id.desc())
        return session.scalar(newest_first.limit(1))

    def count_try(self, session: Session, member_id: int) -> int | None:
        """Count one try and give the check's id; None if there is none to try, or no try is left.

        To be committed before the code is looked at, so that tries at the same time are all counted.
        """
        check = self.outstanding(session, member_id)
        if check is None:
            return None
        return session.scalar(
            update(PhoneCheck)
            .where(PhoneCheck.id == check.id, PhoneCheck.tries < self.tries)
            .values(tries=PhoneCheck.tries + 1)
            .returning(PhoneCheck.id)
        )

    def confirm(self, session: Session, check_id: int, code: str, *, address: str) -> bool:
        """Send codes by SMS from now on if this is the code, once. `address`: where the request came from."""
        check = session.get_one(PhoneCheck, check_id)
        if not codes.matches(self.vault.decrypt(check.secret), folded(code)):
            return False
        closed = session.scalar(
            update(PhoneCheck)
            .where(PhoneCheck.id == check_id, *self._open())
            .values(closed_at=self.clock.now())
            .returning(PhoneCheck.id)
        )
        member = members.get(session, check.member_id)
        if closed is None or member.phone != check.phone:
            return False
        self._set_channel(session, member, CodeChannel.SMS, address)
        return True

    def use_mail(self, session: Session, member_id: int, *, address: str) -> None:
        """Send codes by mail from now on; sign-up has shown that mails arrive."""
        self._set_channel(session, members.get(session, member_id), CodeChannel.MAIL, address)

    def _set_channel(self, session: Session, member: Member, channel: CodeChannel, address: str) -> None:
        if member.code_channel == channel:
            return
        member.code_channel = channel
        audit.record(
            session, self.clock, Action.CODE_CHANNEL_CHANGED, member_id=member.id, address=address, channel=channel
        )
        self.letters.code_channel_changed(session, member)

    def _open(self) -> tuple[ColumnElement[bool], ...]:
        return (PhoneCheck.closed_at.is_(None), PhoneCheck.expires_at > self.clock.now())
