"""Which Slack user a staff member is: one account, one Slack user."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.core.clock import Clock
from backend.notifications.letters import Letters
from backend.staff import log
from backend.staff.accounts import By
from backend.staff.models import StaffMember


class AccountLinkedError(Exception):
    """The account has a Slack user already; that one must be taken off first."""


class SlackUserLinkedError(Exception):
    """The Slack user is a colleague already."""


class NotLinkedError(Exception):
    """There is nothing to take off."""


@dataclass(frozen=True)
class SlackAccounts:
    """Ids of people that don't exist raise `sqlalchemy.exc.NoResultFound`."""

    clock: Clock
    letters: Letters

    def check(self, session: Session, staff_id: int, slack_user: str) -> None:
        """Whether they can be linked. Raises `AccountLinkedError` and `SlackUserLinkedError`."""
        if session.get_one(StaffMember, staff_id).slack_user_id is not None:
            raise AccountLinkedError
        if session.scalar(select(StaffMember.id).where(StaffMember.slack_user_id == slack_user)) is not None:
            raise SlackUserLinkedError

    def link(self, session: Session, staff_id: int, slack_user: str, by: By) -> StaffMember:
        """Raises like `check`; of two at the same moment one fails with `IntegrityError` when it is written."""
        person = self._hold(session, staff_id)
        self.check(session, staff_id, slack_user)
        person.slack_user_id = slack_user
        person.slack_linked_at = self.clock.now()
        self._log(session, Action.SLACK_LINKED, by, person, slack_user)
        self.letters.staff_slack_linked(session, to=person.email, name=person.name)
        return person

    def unlink(self, session: Session, staff_id: int, by: By) -> StaffMember:
        """What is done in Slack from then on is nobody's of the staff. Raises `NotLinkedError`."""
        person = self._hold(session, staff_id)
        if person.slack_user_id is None:
            raise NotLinkedError
        self._log(session, Action.SLACK_UNLINKED, by, person, person.slack_user_id)
        person.slack_user_id = person.slack_linked_at = None
        self.letters.staff_slack_unlinked(session, to=person.email, name=person.name)
        return person

    def _hold(self, session: Session, staff_id: int) -> StaffMember:
        return session.get_one(StaffMember, staff_id, with_for_update=True, populate_existing=True)

    def _log(self, session: Session, action: Action, by: By, person: StaffMember, slack_user: str) -> None:
        about = None if by.staff_id == person.id else person.id
        log.record(session, self.clock, action, by=by.staff_id, about=about, address=by.address, slack_user=slack_user)
