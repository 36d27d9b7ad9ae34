"""Who of the staff a Slack user is. Nobody is, until they have linked their account (links.py)."""

from dataclasses import dataclass

from sqlalchemy import select

from backend.audit.acting import Acting
from backend.container import Container
from backend.staff import service as staff
from backend.staff.models import Role, StaffMember


@dataclass(frozen=True)
class Linked:
    """A Slack user who works here, as of now. `name` is what colleagues see."""

    staff_id: int
    name: str
    role: Role
    slack_user: str

    @property
    def acting(self) -> Acting:
        return Acting(self.staff_id, slack_user=self.slack_user)

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN


def find(services: Container, slack_user: str) -> Linked | None:
    """None for who has not linked an account, and for who may not sign in to it (any more)."""
    with services.database.reading() as session:
        person = session.scalar(select(StaffMember).where(StaffMember.slack_user_id == slack_user))
        if person is None or person.enrolled_at is None or not staff.may_sign_in(person):
            return None
        return Linked(person.id, person.name, Role(person.role), slack_user)
