"""Staff, and how they sign in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, synonym

from backend.core.database import Base, Timestamp
from backend.sign_in.models import PendingRow, SessionRow


class Role(StrEnum):
    AGENT = "agent"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        return {"agent": "担当者", "admin": "管理者"}[self.value]


class StaffMember(Base):
    """Somebody who works here. Rows are kept when they leave, with `disabled_at` set: the audit log names them."""

    __tablename__ = "staff_members"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    # As `members.service.login_key` folds it.
    login_id: Mapped[str] = mapped_column(String(254), unique=True)
    # Colleagues see `name`, members `display_name`.
    name: Mapped[str] = mapped_column(String(100))
    display_name: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(String(10))
    # None until the invitation was followed.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    # Base32, encrypted. Without `enrolled_at` it has only been shown, not confirmed by a code.
    totp_secret: Mapped[str | None] = mapped_column(String(300))
    enrolled_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # The time step of the last code taken: a code is good once (RFC 6238, 5.2).
    totp_step: Mapped[int | None] = mapped_column(Integer)
    failed_sign_ins: Mapped[int] = mapped_column(Integer, default=0)
    locked_at: Mapped[datetime | None] = mapped_column(Timestamp)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    disabled_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # Who they are in the desk's Slack workspace, and since when they say so.
    slack_user_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    slack_linked_at: Mapped[datetime | None] = mapped_column(Timestamp)

    # At the desk: takes new conversations, as they say themselves; and when they were last seen there.
    is_available: Mapped[bool] = mapped_column(Boolean, default=True)
    seen_at: Mapped[datetime | None] = mapped_column(Timestamp, index=True)


class StaffSession(SessionRow):
    """A browser that a staff member has signed in with both factors."""

    __tablename__ = "staff_sessions"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id"), index=True)
    owner_id = synonym("staff_id")


class StaffSignIn(PendingRow):
    """A right password of a staff member that waits for its second factor, or for that one to be set up."""

    __tablename__ = "staff_sign_ins"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id"), index=True)
    owner_id = synonym("staff_id")


class StaffBackupCode(Base):
    """Shown once, when the second factor is set up, so only a hash is kept; good once."""

    __tablename__ = "staff_backup_codes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    used_at: Mapped[datetime | None] = mapped_column(Timestamp)


class StaffInvitation(Base):
    """A link by which a new colleague, or one whose password is lost, sets a password."""

    __tablename__ = "staff_invitations"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)
