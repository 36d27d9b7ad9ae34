"""Members, and the links by which they register, set a new password and change their mail address."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class CodeChannel(StrEnum):
    """Where one-time codes go."""

    MAIL = "mail"
    SMS = "sms"


class Member(Base):
    """A registered customer. Rows are kept after withdrawal, with `withdrawn_at` set."""

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    # Always as `members.service.login_key` folds it.
    login_id: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    company: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(300))
    mail_opt_in: Mapped[bool] = mapped_column(Boolean, default=False)
    code_channel: Mapped[str] = mapped_column(String(4), default=CodeChannel.MAIL)
    password_hash: Mapped[str] = mapped_column(String(200))
    failed_logins: Mapped[int] = mapped_column(Integer, default=0)
    registered_at: Mapped[datetime] = mapped_column(Timestamp)
    locked_at: Mapped[datetime | None] = mapped_column(Timestamp)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Timestamp)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class PasswordResetLink(Base):
    """A link to set a new password. A login id that nobody has gets one too, which opens nothing."""

    __tablename__ = "password_reset_links"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    # Used, or made worthless by another link's use.
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)


class Registration(Base):
    """A sign-up that waits for its mail link. For an address that is registered already there is one too, void."""

    __tablename__ = "registrations"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    is_void: Mapped[bool] = mapped_column(Boolean)
    name: Mapped[str] = mapped_column(String(100))
    company: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(300))
    mail_opt_in: Mapped[bool] = mapped_column(Boolean)
    # The wish to pay by bank transfer or direct debit: applied for at Paid once the registration is confirmed.
    paid_closing: Mapped[str | None] = mapped_column(String(3))
    paid_representative: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)


class EmailChange(Base):
    """A new mail address that waits for the link sent there."""

    __tablename__ = "email_changes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)
