"""The staff of the demo, all made up, enrolled with a second factor whose secret is told at /demo/members."""

# ruff: noqa: S106 - made-up people with made-up passwords, told to everybody at /demo/members

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.core.crypto import Vault
from backend.members.passwords import Passwords
from backend.members.service import login_key
from backend.staff.models import Role, StaffMember


@dataclass(frozen=True)
class Colleague:
    login_id: str
    password: str
    totp_secret: str
    role: Role
    name: str
    display_name: str
    email: str
    slack_user_id: str


COLLEAGUES: tuple[Colleague, ...] = (
    Colleague(
        login_id="kimura.agent",
        password="Kimura-Desk01!",
        totp_secret="KIMURAMADOGUCHIDEMO2AGENTTOTPKEY",
        role=Role.AGENT,
        name="木村 由紀",
        display_name="木村",
        email="kimura@desk.example",
        slack_user_id="U0DEMOKIMURA",
    ),
    Colleague(
        login_id="ishii.agent",
        password="Ishii-Desk02!",
        totp_secret="ISHIIMADOGUCHIDEMO3AGENTTOTPKEYS",
        role=Role.AGENT,
        name="石井 亮",
        display_name="石井",
        email="ishii@desk.example",
        slack_user_id="U0DEMOISHII",
    ),
    Colleague(
        login_id="nakano.admin",
        password="Nakano-Desk03!",
        totp_secret="NAKANOMADOGUCHIDEMO4ADMINTOTPKEY",
        role=Role.ADMIN,
        name="中野 恵子",
        display_name="中野",
        email="nakano@desk.example",
        slack_user_id="U0DEMONAKANO",
    ),
)


def fill_if_empty(session: Session, now: datetime, passwords: Passwords, vault: Vault) -> bool:
    """Add the demo's staff unless there is anybody already; whether it did."""
    if session.scalar(select(StaffMember.id).limit(1)) is not None:
        return False
    session.add_all(_staff_member(colleague, now, passwords, vault) for colleague in COLLEAGUES)
    session.flush()
    return True


def are_in(session: Session) -> bool:
    """Whether any of them is in this database, whatever has become of them there; their addresses are nobody else's."""
    theirs = [
        and_(StaffMember.login_id == login_key(each.login_id), StaffMember.email == each.email) for each in COLLEAGUES
    ]
    return session.scalar(select(StaffMember.id).where(or_(*theirs)).limit(1)) is not None


def _staff_member(colleague: Colleague, now: datetime, passwords: Passwords, vault: Vault) -> StaffMember:
    return StaffMember(
        login_id=login_key(colleague.login_id),
        name=colleague.name,
        display_name=colleague.display_name,
        email=colleague.email,
        role=colleague.role,
        password_hash=passwords.hash(colleague.password),
        totp_secret=vault.encrypt(colleague.totp_secret),
        enrolled_at=now,
        created_at=now,
        slack_user_id=colleague.slack_user_id,
    )
