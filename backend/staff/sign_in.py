"""Staff sign in: a password, then a code of their app or a backup code, then a session.

As members do (backend/sign_in/service.py): every step is counted, then looked at, then settled, each in a unit of work
of the caller's, and unknown, invited, locked and former staff are told what a wrong password is told, after the same
work. Unlike a member's, a session outlives the lock: it was opened with both factors, and otherwise a stranger who
knows a login id could throw people out of their work.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.notifications.letters import Letters
from backend.sign_in.failures import Failures
from backend.sign_in.pending import Pending
from backend.sign_in.sessions import Browser, Sessions
from backend.sign_in.tries import Step
from backend.staff import log
from backend.staff import service as staff
from backend.staff.models import StaffMember, StaffSession, StaffSignIn
from backend.staff.second_factor import StaffSecondFactor


def failures_of_staff(until_locked: int) -> Failures:
    """How staff's failures are counted."""
    return Failures(
        StaffMember,
        StaffMember.id,
        StaffMember.failed_sign_ins,
        StaffMember.locked_at,
        StaffMember.disabled_at,
        until_locked,
    )


@dataclass(frozen=True)
class PasswordTry:
    """A try that was counted. `password_hash` is None where there is nobody whose password it could be."""

    staff_id: int | None
    number: int | None
    password_hash: str | None


@dataclass(frozen=True)
class SecondTry:
    """A code or backup code that was counted."""

    sign_in_id: int
    staff_id: int
    number: int | None


@dataclass(frozen=True)
class Settled:
    """What became of a code: a session's token, or none; `is_over`: only a new sign-in helps.

    `backup_codes` are the ones to be shown, once, to who has just set the second factor up.
    """

    token: str | None = None
    is_over: bool = False
    backup_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enrolment:
    """What somebody enters into their app: the QR code's text, or the secret by hand."""

    address: str
    secret: str


@dataclass(frozen=True)
class StaffSignIns:
    clock: Clock
    vault: Vault
    letters: Letters
    sessions: Sessions[StaffSession]
    pending: Pending[StaffSignIn]
    failures: Failures
    second_factor: StaffSecondFactor

    # The password. Verifying takes a while and stands between the two units of work.

    def count_password(self, session: Session, login_id: str) -> PasswordTry:
        """Count a try before its password is verified."""
        person = staff.find(session, login_id)
        staff_id = None if person is None else person.id
        number = self.failures.add(session, staff_id)
        looked_at = person is not None and self.failures.may_be_right(number)
        return PasswordTry(staff_id, number, person.password_hash if person and looked_at else None)

    def refuse_password(self, session: Session, tried: PasswordTry, address: str | None) -> None:
        """The password was wrong, or nobody's."""
        self._failed(session, tried.staff_id, tried.number, Step.PASSWORD, address)

    def accept_password(self, session: Session, tried: PasswordTry, renewed_hash: str | None) -> str | None:
        """The password was right: the token of a sign-in that waits for its second factor.

        None if the account was locked or disabled or the password replaced meanwhile.
        """
        person = None if tried.staff_id is None else self._hold(session, tried.staff_id)
        if person is None or not staff.may_sign_in(person) or person.password_hash != tried.password_hash:
            return None
        self.failures.take_back(session, person.id)
        if renewed_hash is not None:
            person.password_hash = renewed_hash
        if person.enrolled_at is None:
            # Only this browser learns the secret that is about to become the second factor.
            self.pending.close_all(session, person.id)
            self.second_factor.propose(person)
        return self.pending.open(session, person.id)

    # The second factor

    def needs_enrolment(self, session: Session, token: str) -> bool | None:
        """Whether this sign-in has its second factor still to be set up; None if it is over."""
        waiting = self.pending.find(session, token)
        return None if waiting is None else staff.get(session, waiting.staff_id).enrolled_at is None

    def enrolment(self, session: Session, token: str) -> Enrolment | None:
        """What to enter into the app; None if this sign-in is over, or the second factor set up already."""
        waiting = self.pending.find(session, token)
        person = None if waiting is None else staff.get(session, waiting.staff_id)
        if person is None or person.enrolled_at is not None or person.totp_secret is None:
            return None
        return Enrolment(self.second_factor.address_of(person), self.second_factor.secret_of(person))

    def count_code(self, session: Session, token: str) -> SecondTry | None:
        """Count a try before its code or backup code is looked at; None if this sign-in is over."""
        waiting = self.pending.find(session, token)
        if waiting is None:
            return None
        self._hold(session, waiting.staff_id)
        if not self.pending.count_try(session, waiting.id):
            return None
        return SecondTry(waiting.id, waiting.staff_id, self.failures.add(session, waiting.staff_id))

    def settle_code(self, session: Session, tried: SecondTry, code: str, browser: Browser) -> Settled:
        """A session for the app's code, once."""
        person = self._hold(session, tried.staff_id)
        is_right = self.failures.may_be_right(tried.number) and self.second_factor.accept_code(session, person, code)
        if not is_right:
            return self._refuse(session, tried, Step.CODE, browser)
        return self._complete(session, tried, Step.CODE, browser)

    def settle_backup_code(self, session: Session, tried: SecondTry, code: str, browser: Browser) -> Settled:
        """A session for a backup code that was not used before; the code is used up by that."""
        person = self._hold(session, tried.staff_id)
        is_right = (
            self.failures.may_be_right(tried.number)
            and person.enrolled_at is not None
            and self.second_factor.redeem(session, person.id, code)
        )
        if not is_right:
            return self._refuse(session, tried, Step.BACKUP_CODE, browser)
        settled = self._complete(session, tried, Step.BACKUP_CODE, browser)
        if settled.token is not None:
            self._tell_of_backup_code(session, person, browser.address)
        return settled

    def settle_enrolment(self, session: Session, tried: SecondTry, code: str, browser: Browser) -> Settled:
        """A session, and backup codes, for the first code of the app that was just set up."""
        person = self._hold(session, tried.staff_id)
        if not self.failures.may_be_right(tried.number):
            return self._refuse(session, tried, Step.CODE, browser)
        codes = self.second_factor.confirm(session, person, code)
        if codes is None:
            return self._refuse(session, tried, Step.CODE, browser)
        log.record(session, self.clock, Action.STAFF_ENROLLED, by=person.id, address=browser.address)
        settled = self._complete(session, tried, Step.CODE, browser)
        return Settled(settled.token, settled.is_over, tuple(codes))

    def confirms(self, session: Session, staff_id: int, code: str, address: str | None) -> bool:
        """Whether somebody who is signed in gives a code of their app or a backup code, which is good no more then.

        Asked for before what a session alone must not do: whoever has only that has neither. Never locks.
        """
        person = self._hold(session, staff_id)
        if self.second_factor.accept_code(session, person, code):
            return True
        if person.enrolled_at is not None and self.second_factor.redeem(session, person.id, code):
            self._tell_of_backup_code(session, person, address)
            return True
        log.record(session, self.clock, Action.STAFF_CODE_CHECK_FAILED, by=staff_id, address=address)
        return False

    def renew_backup_codes(
        self, session: Session, staff_id: int, code: str, address: str | None
    ) -> tuple[str, ...] | None:
        """New backup codes for somebody who is signed in and gives a code of their app; None if that was none."""
        person = self._hold(session, staff_id)
        if not self.second_factor.accept_code(session, person, code):
            log.record(session, self.clock, Action.STAFF_CODE_CHECK_FAILED, by=staff_id, address=address)
            return None
        log.record(session, self.clock, Action.STAFF_BACKUP_CODES_RENEWED, by=staff_id, address=address)
        return tuple(self.second_factor.renew_codes(session, staff_id))

    def _tell_of_backup_code(self, session: Session, person: StaffMember, address: str | None) -> None:
        left = self.second_factor.codes_left(session, person.id)
        log.record(session, self.clock, Action.STAFF_BACKUP_CODE_USED, by=person.id, address=address, left=left)
        self.letters.staff_backup_code_used(session, to=person.email, name=person.name, left=left)

    def _refuse(self, session: Session, tried: SecondTry, step: Step, browser: Browser) -> Settled:
        self._failed(session, tried.staff_id, tried.number, step, browser.address)
        session.expire_all()
        is_over = not (
            self.pending.has_tries_left(session, tried.sign_in_id)
            and staff.may_sign_in(staff.get(session, tried.staff_id))
        )
        if is_over:
            self.pending.close(session, tried.sign_in_id)
        return Settled(is_over=is_over)

    def _complete(self, session: Session, tried: SecondTry, step: Step, browser: Browser) -> Settled:
        if not self.pending.close(session, tried.sign_in_id):
            self.failures.take_back(session, tried.staff_id)
            return Settled(is_over=True)
        if not staff.may_sign_in(staff.get(session, tried.staff_id)):
            return Settled(is_over=True)
        self.failures.forget(session, tried.staff_id)
        log.record(
            session,
            self.clock,
            Action.STAFF_SIGNED_IN,
            by=tried.staff_id,
            address=browser.address,
            second_factor=step,
        )
        return Settled(token=self.sessions.open(session, tried.staff_id, browser))

    def sign_out(self, session: Session, session_id: int, staff_id: int, address: str | None) -> None:
        """End this browser's session."""
        self.sessions.close(session, session_id)
        log.record(session, self.clock, Action.STAFF_SIGNED_OUT, by=staff_id, address=address)

    def _failed(
        self, session: Session, staff_id: int | None, number: int | None, step: Step, address: str | None
    ) -> None:
        """The try that was counted was wrong: written down, and with the last one allowed the account locks."""
        log.record(
            session,
            self.clock,
            Action.STAFF_SIGN_IN_FAILED,
            by=None,
            about=staff_id,
            actor=Actor.VISITOR,
            address=address,
            step=step,
        )
        if staff_id is None or not self.failures.lock_if_due(session, staff_id, number, self.clock.now()):
            return
        self.pending.close_all(session, staff_id)
        log.record(
            session, self.clock, Action.STAFF_LOCKED, by=None, about=staff_id, actor=Actor.SYSTEM, address=address
        )
        person = staff.get(session, staff_id)
        self.letters.staff_locked(session, to=person.email, name=person.name)

    def _hold(self, session: Session, staff_id: int) -> StaffMember:
        """The person as they are now, held until the unit of work ends; taken before other rows, by everybody."""
        return session.get_one(StaffMember, staff_id, with_for_update=True, populate_existing=True)
