"""Finding members. Whether a login id exists is for staff only to learn."""

from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from backend.core.text import folded
from backend.members import contact_details
from backend.members.models import Member, PasswordResetLink

LONGEST_LOGIN_ID = 254


def login_key(login_id: str) -> str:
    """A login id as it is stored and compared: people type full-width letters, capitals and blanks around it.

    Most are mail addresses; a domain of other letters is stored in ASCII, as mail needs it.
    """
    key = folded(login_id)
    if key.isascii() or "@" not in key:
        return key
    try:
        return folded(contact_details.email(key))
    except contact_details.Unusable:
        return key


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


def find_by_address(session: Session, email: str, *, but: int | None = None) -> Member | None:
    """The member, other than the one `but`, who has not withdrawn and has this mail address, or signs in with it."""
    key = login_key(email)
    has_it = or_(Member.login_id == key, func.lower(Member.email) == key)
    statement = select(Member).where(has_it, Member.withdrawn_at.is_(None))
    if but is not None:
        statement = statement.where(Member.id != but)
    return session.scalar(statement.order_by(Member.id).limit(1))


def close_reset_links(session: Session, member_id: int, now: datetime) -> None:
    """Make worthless what was mailed before: the password has just been set, or the mailbox is no longer theirs."""
    theirs = (PasswordResetLink.member_id == member_id, PasswordResetLink.closed_at.is_(None))
    session.execute(update(PasswordResetLink).where(*theirs).values(closed_at=now))


def may_use_account(member: Member) -> bool:
    """Neither locked nor gone: may be signed in and stay so."""
    return not member.is_locked and not member.is_withdrawn


def get(session: Session, member_id: int) -> Member:
    """Raises `sqlalchemy.exc.NoResultFound` for an id that no member has."""
    return session.get_one(Member, member_id)


def free_login_id(session: Session, login_id: str) -> None:
    """Let a login id go from a member who has withdrawn to somebody who registers anew; their mail address stays."""
    member = find(session, login_id)
    if member is not None and member.is_withdrawn:
        member.login_id = f"withdrawn#{member.id}"
        session.flush()
