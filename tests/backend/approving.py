"""Staff who unlock with four eyes, for tests: they act through the services, without a browser."""

from dataclasses import replace

from sqlalchemy import update

from backend.container import Container
from backend.core.settings import Settings
from backend.demo.people import PEOPLE
from backend.demo.staff import COLLEAGUES
from backend.members import service as members
from backend.members.models import Member
from backend.staff import service as staff
from backend.staff.models import StaffMember
from backend.tickets.models import Ticket
from backend.tickets.unlocking import Check, UnlockOutcome
from backend.tickets.work import By

LOCKED = next(person.login_id for person in PEOPLE if person.case == "locked")
UNLOCKED_MAIL = "アカウントロック解除のお知らせ"
ENOUGH = (Check("name", asked=True, matched=True), Check("account", asked=True, matched=True))
TOO_LITTLE = (Check("name", asked=True, matched=True), Check("phone", asked=True, matched=False))


def with_approval(settings: Settings) -> Settings:
    return settings.model_copy(update={"unlock_approval": "colleague"})


def locked_member(container: Container) -> Member:
    with container.database.reading() as session:
        member = members.find(session, LOCKED)
    assert member is not None
    return member


def lock(container: Container) -> None:
    """Again, now."""
    with container.database.unit_of_work() as session:
        session.execute(update(Member).where(Member.login_id == LOCKED).values(locked_at=container.clock.now()))


class Colleague:
    """One of the demo's staff. Each press is a unit of work of its own."""

    def __init__(self, container: Container, place: int, slack_user: str | None = None) -> None:
        self._container = container
        with container.database.reading() as session:
            found = staff.find(session, COLLEAGUES[place].login_id)
            assert found is not None
            self.name = found.name
            self.by = By(found.id, "192.0.2.1", slack_user)

    @property
    def id(self) -> int:
        return self.by.staff_id

    def checks(self, number: str, checks: tuple[Check, ...] = ENOUGH, key: str | None = None) -> UnlockOutcome:
        with self._container.database.unit_of_work() as session:
            return self._container.unlocking.unlock(session, number, replace(self.by, key=key), checks)

    def approves(self, number: str, key: str | None = None, request_id: int | None = None) -> Ticket:
        with self._container.database.unit_of_work() as session:
            by = replace(self.by, key=key)
            return self._container.unlocking.approve(session, number, by, request_id=request_id)

    def declines(
        self, number: str, note: str = "もう一度お願いします", key: str | None = None, request_id: int | None = None
    ) -> Ticket:
        with self._container.database.unit_of_work() as session:
            by = replace(self.by, key=key)
            return self._container.unlocking.decline(session, number, by, note, request_id=request_id)

    def leaves(self) -> None:
        """Their account is disabled."""
        now = self._container.clock.now()
        with self._container.database.unit_of_work() as session:
            session.execute(update(StaffMember).where(StaffMember.id == self.id).values(disabled_at=now))
