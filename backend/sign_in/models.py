"""Sign-ins under way, the sessions they lead to, and backup codes."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, synonym

from backend.core.database import Base, Timestamp


class PendingRow(Base):
    """A right password that waits for its second factor, in its kind of people's table. The browser holds the token.

    `owner_id` is whose it is, under one name for every kind.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    # Succeeded, or given up after too many tries.
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)

    if TYPE_CHECKING:
        owner_id: Mapped[int]


class SignInAttempt(PendingRow):
    """A member's."""

    __tablename__ = "sign_in_attempts"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    owner_id = synonym("member_id")
    # The seed of the code that was sent last, encrypted: it is needed again to check the code.
    secret: Mapped[str] = mapped_column(String(200))
    code_expires_at: Mapped[datetime] = mapped_column(Timestamp)


class SessionRow(Base):
    """A browser that is signed in, as a row of its kind of people's table. Only hashes of its tokens are kept.

    The token is changed now and then; requests that were under way with the one before are let through for a moment.
    `owner_id` is whose it is, under one name for every kind.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    previous_token_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    rotated_at: Mapped[datetime] = mapped_column(Timestamp)
    seen_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    address: Mapped[str] = mapped_column(String(45))
    user_agent: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)

    if TYPE_CHECKING:
        owner_id: Mapped[int]


class WebSession(SessionRow):
    """A member's."""

    __tablename__ = "web_sessions"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    owner_id = synonym("member_id")


class BackupCode(Base):
    """One of a member's backup codes: shown on My Page, so encrypted and not hashed; good once."""

    __tablename__ = "backup_codes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    encrypted: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    used_at: Mapped[datetime | None] = mapped_column(Timestamp)


class PhoneCheck(Base):
    """A code on its way to a member's phone, to make sure that SMS arrive there before sign-ins depend on it."""

    __tablename__ = "phone_checks"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    phone: Mapped[str] = mapped_column(String(20))
    secret: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)
