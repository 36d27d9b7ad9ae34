"""The accounts of staff, as admins look after them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.core.clock import Clock
from backend.core.database import add_once
from backend.members.service import login_key
from backend.notifications.letters import Letters
from backend.sign_in.failures import Failures
from backend.sign_in.sessions import Sessions
from backend.staff import log
from backend.staff import service as staff
from backend.staff.invitations import StaffInvitations
from backend.staff.models import Role, StaffMember, StaffSession
from backend.staff.second_factor import StaffSecondFactor

# What a login id of staff looks like, from beginning to end.
LOGIN_ID: Final = r"^[A-Za-z0-9._@+-]{3,254}$"


class LoginIdTakenError(Exception):
    """Somebody has or had this login id."""


class LastAdminError(Exception):
    """Nobody would be left who could administer the accounts."""


class IsDisabledError(Exception):
    """The account is closed: it must be opened again first."""


class NotLockedError(Exception):
    """There is nothing to unlock."""


@dataclass(frozen=True)
class NewColleague:
    """Who is to be invited; colleagues see `name`, members `display_name`."""

    login_id: str
    name: str
    display_name: str
    email: str
    role: Role


@dataclass(frozen=True)
class By:
    """The admin who does something, and from where; nobody, on the server's own command line."""

    staff_id: int | None
    address: str | None = None

    @property
    def actor(self) -> Actor:
        return Actor.SYSTEM if self.staff_id is None else Actor.STAFF


@dataclass(frozen=True)
class StaffAccounts:
    """Ids of people that don't exist raise `sqlalchemy.exc.NoResultFound`.

    `locked_for`: after so long a lock is lifted. The second factor stands behind the password all the while.
    """

    clock: Clock
    letters: Letters
    sessions: Sessions[StaffSession]
    invitations: StaffInvitations
    second_factor: StaffSecondFactor
    failures: Failures
    locked_for: timedelta

    def add(self, session: Session, colleague: NewColleague, by: By) -> StaffMember:
        """Somebody new, who cannot sign in before they have set a password. Raises `LoginIdTakenError`."""
        key = login_key(colleague.login_id)
        person = StaffMember(
            login_id=key,
            name=colleague.name,
            display_name=colleague.display_name,
            email=colleague.email,
            role=colleague.role,
            created_at=self.clock.now(),
        )
        person, is_new = add_once(session, person, select(StaffMember).where(StaffMember.login_id == key))
        if not is_new:
            raise LoginIdTakenError
        self._log(session, Action.STAFF_INVITED, by, person, role=colleague.role)
        return person

    def invite(self, session: Session, colleague: NewColleague, by: By) -> StaffMember:
        """The same, with the link by mail."""
        person = self.add(session, colleague, by)
        self.invitations.send(session, person)
        return person

    def invite_again(self, session: Session, staff_id: int, by: By) -> StaffMember:
        """A new link, for who has lost the first one or their password. Raises `IsDisabledError`."""
        person = self._hold(session, staff_id)
        if person.disabled_at is not None:
            raise IsDisabledError
        self.invitations.send(session, person)
        self._log(session, Action.STAFF_INVITED, by, person)
        return person

    def rename(self, session: Session, staff_id: int, display_name: str, by: By) -> StaffMember:
        """What members are to see."""
        person = self._hold(session, staff_id)
        if person.display_name != display_name:
            person.display_name = display_name
            self._log(session, Action.STAFF_CHANGED, by, person, display_name=display_name)
        return person

    def change_role(self, session: Session, staff_id: int, role: Role, by: By) -> StaffMember:
        """Raises `LastAdminError`."""
        # So that two who are left cannot each remove the other at the same moment.
        staff.hold_admins(session)
        person = self._hold(session, staff_id)
        if person.role == role:
            return person
        if role is not Role.ADMIN:
            self._keep_an_admin(session, person)
        person.role = role
        self._log(session, Action.STAFF_CHANGED, by, person, role=role)
        return person

    def disable(self, session: Session, staff_id: int, by: By) -> StaffMember:
        """Signed out at once, everywhere, and let in no more; links are worthless. Raises `LastAdminError`."""
        # So that two who are left cannot each remove the other at the same moment.
        staff.hold_admins(session)
        person = self._hold(session, staff_id)
        if person.disabled_at is not None:
            return person
        self._keep_an_admin(session, person)
        person.disabled_at = self.clock.now()
        self.sessions.close_all(session, person.id)
        self.invitations.close_all(session, person.id)
        self._log(session, Action.STAFF_DISABLED, by, person)
        return person

    def enable(self, session: Session, staff_id: int, by: By) -> StaffMember:
        """Let somebody in again who was disabled, with the factors they had."""
        person = self._hold(session, staff_id)
        if person.disabled_at is not None:
            person.disabled_at = None
            self._log(session, Action.STAFF_ENABLED, by, person)
        return person

    def reset_second_factor(self, session: Session, staff_id: int, by: By) -> StaffMember:
        """For who has lost their app and their backup codes: signed out, and asked to set it up at the next sign-in."""
        person = self._hold(session, staff_id)
        self.second_factor.reset(session, person)
        self.sessions.close_all(session, person.id)
        self._log(session, Action.STAFF_SECOND_FACTOR_RESET, by, person)
        self.letters.staff_second_factor_reset(session, to=person.email, name=person.name)
        return person

    def unlock(self, session: Session, staff_id: int, by: By) -> StaffMember:
        """Raises `NotLockedError`."""
        person = self._hold(session, staff_id)
        if not self.failures.unlock(session, staff_id):
            raise NotLockedError
        session.refresh(person)
        self._log(session, Action.STAFF_UNLOCKED, by, person)
        return person

    def any_lock_is_over(self, session: Session) -> bool:
        """Whether there is something to `lift_locks` for."""
        return session.scalar(self._locked_long_enough().limit(1)) is not None

    def lift_locks(self, session: Session) -> None:
        """Let those try again who have been locked for so long."""
        for staff_id in session.scalars(self._locked_long_enough().with_for_update()).all():
            self.unlock(session, staff_id, By(None))

    def _locked_long_enough(self) -> Select[int]:
        before = self.clock.now() - self.locked_for
        return select(StaffMember.id).where(StaffMember.locked_at <= before).order_by(StaffMember.id)

    def _keep_an_admin(self, session: Session, person: StaffMember) -> None:
        if person.role == Role.ADMIN and staff.other_admins(session, person.id) == 0:
            raise LastAdminError

    def _hold(self, session: Session, staff_id: int) -> StaffMember:
        return session.get_one(StaffMember, staff_id, with_for_update=True, populate_existing=True)

    def _log(self, session: Session, action: Action, by: By, person: StaffMember, **details: str) -> None:
        log.record(
            session,
            self.clock,
            action,
            by=by.staff_id,
            about=person.id,
            actor=by.actor,
            address=by.address,
            **details,
        )
