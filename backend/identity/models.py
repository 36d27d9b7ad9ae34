"""Challenges and used-up tokens."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class IdentityChallenge(Base):
    """A code on its way to a member. For an unknown login id there is one too, which nothing can satisfy."""

    __tablename__ = "identity_challenges"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    # The seed of this one code, encrypted: it is needed again to check the code.
    secret: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    # Used, or replaced by a newer one.
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)


class UsedIdentityToken(Base):
    """The `jti` of an identity token that was accepted, kept until the token has expired anyway."""

    __tablename__ = "used_identity_tokens"

    jti: Mapped[str] = mapped_column(String(100), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Timestamp)
