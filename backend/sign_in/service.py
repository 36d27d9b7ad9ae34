"""Signing in, step by step: a password, then a code or a backup code, then a session.

Every step is counted, then looked at, then settled, each in a unit of work of the caller's. What is told about an
unknown, a locked and a withdrawn account is what is told about a wrong password, and the work is the same.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.limits import Limiter
from backend.core.text import folded
from backend.identity import codes
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters
from backend.sign_in.backup_codes import BackupCodes
from backend.sign_in.models import SignInAttempt, WebSession
from backend.sign_in.pending import Pending
from backend.sign_in.sessions import Browser, Sessions
from backend.sign_in.tries import Step, Tries


@dataclass(frozen=True)
class PasswordTry:
    """A try that was counted. `password_hash` is None where there is nobody whose password it could be."""

    member_id: int | None
    number: int | None
    password_hash: str | None


@dataclass(frozen=True)
class Begun:
    """The password was right. The browser gets the token; `code_sent` is False over the limit of codes."""

    token: str
    code_sent: bool


@dataclass(frozen=True)
class SecondTry:
    """A code or backup code that was counted."""

    attempt_id: int
    member_id: int
    number: int | None


@dataclass(frozen=True)
class Settled:
    """What became of a code: a session's token, or none; `is_over`: only a new sign-in helps."""

    token: str | None = None
    is_over: bool = False


@dataclass(frozen=True)
class SignIns:
    """`code_valid_for` after each code."""

    clock: Clock
    vault: Vault
    limiter: Limiter
    letters: Letters
    sessions: Sessions[WebSession]
    backup_codes: BackupCodes
    tries: Tries
    pending: Pending[SignInAttempt]
    code_valid_for: timedelta
    codes_per_account: str

    # The password. Verifying takes a while and stands between the two units of work.

    def count_password(self, session: Session, login_id: str) -> PasswordTry:
        """Count a try before its password is verified."""
        member = members.find(session, login_id)
        member_id = None if member is None else member.id
        number = self.tries.failures.add(session, member_id)
        looked_at = member is not None and self.tries.failures.may_be_right(number)
        return PasswordTry(member_id, number, member.password_hash if member and looked_at else None)

    def refuse_password(self, session: Session, tried: PasswordTry, address: str | None) -> None:
        """The password was wrong, or nobody's."""
        self.tries.failed(session, tried.member_id, tried.number, Step.PASSWORD, address)

    def accept_password(self, session: Session, tried: PasswordTry, renewed_hash: str | None) -> Begun | None:
        """The password was right: send a code, unless the account was locked or the password replaced meanwhile."""
        member = None if tried.member_id is None else self._hold(session, tried.member_id)
        if member is None or not members.may_use_account(member) or member.password_hash != tried.password_hash:
            return None
        self.tries.failures.take_back(session, member.id)
        if renewed_hash is not None:
            member.password_hash = renewed_hash
        seed = codes.new_seed()
        token = self.pending.open(
            session,
            member.id,
            secret=self.vault.encrypt(seed),
            code_expires_at=self.clock.now() + self.code_valid_for,
        )
        may_send = self._may_send(member)
        if may_send:
            self._send(session, member, seed)
        return Begun(token, may_send)

    # The code

    def is_waiting(self, session: Session, token: str) -> bool:
        """Whether this sign-in waits for its code."""
        return self.pending.find(session, token) is not None

    def send_again(self, session: Session, token: str) -> bool:
        """Send another code in place of the last one; False over the limit of codes, or if nothing waits for one."""
        attempt = self.pending.find(session, token)
        if attempt is None:
            return False
        member = members.get(session, attempt.member_id)
        if not self._may_send(member):
            return False
        seed = codes.new_seed()
        attempt.secret = self.vault.encrypt(seed)
        attempt.code_expires_at = self.clock.now() + self.code_valid_for
        self._send(session, member, seed)
        return True

    def count_code(self, session: Session, token: str) -> SecondTry | None:
        """Count a try before its code or backup code is looked at; None if this sign-in is over."""
        attempt = self.pending.find(session, token)
        if attempt is None:
            return None
        self._hold(session, attempt.member_id)
        if not self.pending.count_try(session, attempt.id):
            return None
        return SecondTry(attempt.id, attempt.member_id, self.tries.failures.add(session, attempt.member_id))

    def settle_code(self, session: Session, tried: SecondTry, code: str, browser: Browser) -> Settled:
        """A session for the right code, once."""
        self._hold(session, tried.member_id)
        attempt = session.get_one(SignInAttempt, tried.attempt_id)
        is_right = (
            self.tries.failures.may_be_right(tried.number)
            and self.clock.now() < attempt.code_expires_at
            and codes.matches(self.vault.decrypt(attempt.secret), folded(code))
        )
        if not is_right:
            return self._refuse(session, tried, Step.CODE, browser)
        return self._complete(session, tried, Step.CODE, browser)

    def settle_backup_code(self, session: Session, tried: SecondTry, code: str, browser: Browser) -> Settled:
        """A session for a backup code that was not used before; the code is used up by that."""
        self._hold(session, tried.member_id)
        is_right = self.tries.failures.may_be_right(tried.number) and self.backup_codes.redeem(
            session, tried.member_id, code
        )
        if not is_right:
            return self._refuse(session, tried, Step.BACKUP_CODE, browser)
        settled = self._complete(session, tried, Step.BACKUP_CODE, browser)
        if settled.token is not None:
            self._tell_of_backup_code(session, tried.member_id, browser)
        return settled

    def _refuse(self, session: Session, tried: SecondTry, step: Step, browser: Browser) -> Settled:
        self.tries.failed(session, tried.member_id, tried.number, step, browser.address)
        session.expire_all()
        is_over = not (
            self.pending.has_tries_left(session, tried.attempt_id)
            and members.may_use_account(members.get(session, tried.member_id))
        )
        if is_over:
            self.pending.close(session, tried.attempt_id)
        return Settled(is_over=is_over)

    def _complete(self, session: Session, tried: SecondTry, step: Step, browser: Browser) -> Settled:
        if not self.pending.close(session, tried.attempt_id):
            self.tries.failures.take_back(session, tried.member_id)
            return Settled(is_over=True)
        if not members.may_use_account(members.get(session, tried.member_id)):
            return Settled(is_over=True)
        self.tries.failures.forget(session, tried.member_id)
        audit.record(
            session,
            self.clock,
            Action.SIGNED_IN,
            member_id=tried.member_id,
            address=browser.address,
            second_factor=step,
        )
        return Settled(token=self.sessions.open(session, tried.member_id, browser))

    def _tell_of_backup_code(self, session: Session, member_id: int, browser: Browser) -> None:
        audit.record(session, self.clock, Action.BACKUP_CODE_USED, member_id=member_id, address=browser.address)
        left = self.backup_codes.left(session, member_id)
        self.letters.backup_code_used(session, members.get(session, member_id), left=left)

    def _hold(self, session: Session, member_id: int) -> Member:
        """The member as they are now, held until the unit of work ends.

        Taken before other rows, as by whatever locks an account or sets a password: so neither overtakes the other,
        and neither waits for the other in a circle.
        """
        return session.get_one(Member, member_id, with_for_update=True)

    def _may_send(self, member: Member) -> bool:
        return self.limiter.allows(self.codes_per_account, "sign-in-codes-of-account", str(member.id))

    def _send(self, session: Session, member: Member, seed: str) -> None:
        minutes = int(self.code_valid_for.total_seconds() // 60)
        self.letters.sign_in_code(session, member, code=codes.code_of(seed), valid_minutes=minutes)

    # Staff

    def unlock(self, session: Session, member_id: int, by: Acting) -> bool:
        """Let a locked member sign in again, which only staff can; False if the account was not locked.

        Raises `sqlalchemy.exc.NoResultFound` for an id that no member has.
        """
        member = members.get(session, member_id)
        if not self.tries.failures.unlock(session, member_id):
            return False
        self.letters.account_unlocked(session, member)
        audit.record(
            session,
            self.clock,
            Action.ACCOUNT_UNLOCKED,
            member_id=member_id,
            actor=Actor.STAFF,
            actor_id=by.staff_id,
            address=by.address,
            **by.trace,
        )
        return True
