"""Finding members and checking their passwords. Whether a login id exists is for staff only to learn."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.text import folded
from backend.members.models import Member
from backend.members.passwords import Passwords

LONGEST_LOGIN_ID = 254


def login_key(login_id: str) -> str:
    """A login id as it is stored and compared: people type full-width letters, capitals and blanks around it."""
    return folded(login_id)


def find(session: Session, login_id: str) -> Member | None:
    """Whoever has or had this login id, withdrawn members too: for staff's eyes."""
    key = login_key(login_id)
    if not 0 < len(key) <= LONGEST_LOGIN_ID:
        key = ""  # looked up all the same, so that it takes as long
    return session.scalar(select(Member).where(Member.login_id == key))


def find_active(session: Session, login_id: str) -> Member | None:
    """The member with this login id who has not withdrawn; locked ones too."""
    member = find(session, login_id)
    return None if member is None or member.is_withdrawn else member


def may_use_account(member: Member) -> bool:
    """Neither locked nor gone: may be signed in and stay so."""
    return not member.is_locked and not member.is_withdrawn


def get(session: Session, member_id: int) -> Member:
    """Raises `sqlalchemy.exc.NoResultFound` for an id that no member has."""
    return session.get_one(Member, member_id)


def has_password(member: Member | None, password: str, passwords: Passwords) -> bool:
    """Whether this is the member's password; without a member it takes as long and is False.

    A hash made with older parameters is renewed on the way.
    """
    if member is None:
        passwords.waste_time(password)
        return False
    if not passwords.verify(member.password_hash, password):
        return False
    if passwords.is_outdated(member.password_hash):
        member.password_hash = passwords.hash(password)
    return True
