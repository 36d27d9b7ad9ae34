"""Finding the people who work here."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.members.service import LONGEST_LOGIN_ID, login_key
from backend.staff.models import Role, StaffMember


def find(session: Session, login_id: str) -> StaffMember | None:
    """Whoever has this login id, also somebody who has left."""
    key = login_key(login_id)
    if not 0 < len(key) <= LONGEST_LOGIN_ID:
        key = ""  # looked up all the same, so that it takes as long
    return session.scalar(select(StaffMember).where(StaffMember.login_id == key))


def get(session: Session, staff_id: int) -> StaffMember:
    """Raises `sqlalchemy.exc.NoResultFound` for an id that nobody has."""
    return session.get_one(StaffMember, staff_id)


def find_by_id(session: Session, staff_id: int) -> StaffMember | None:
    """Also somebody who has left."""
    return session.get(StaffMember, staff_id)


def everybody(session: Session, *, with_former: bool = False) -> list[StaffMember]:
    """Who works here, in the order in which they came; `with_former`: who has left, too."""
    statement = select(StaffMember).order_by(StaffMember.id)
    if not with_former:
        statement = statement.where(StaffMember.disabled_at.is_(None))
    return list(session.scalars(statement))


def hold_admins(session: Session) -> None:
    """Until the unit of work ends; always in the same order, so that two admins at once don't wait for each other."""
    admins = select(StaffMember.id).where(StaffMember.role == Role.ADMIN)
    session.execute(admins.order_by(StaffMember.id).with_for_update())


def other_admins(session: Session, staff_id: int) -> int:
    """How many can administer the accounts besides this one: invited ones that never signed in cannot yet."""
    others = select(func.count(StaffMember.id)).where(
        StaffMember.id != staff_id,
        StaffMember.role == Role.ADMIN,
        StaffMember.disabled_at.is_(None),
        StaffMember.enrolled_at.is_not(None),
    )
    return session.scalar(others) or 0


def may_sign_in(person: StaffMember) -> bool:
    """Neither locked nor gone."""
    return person.locked_at is None and person.disabled_at is None
