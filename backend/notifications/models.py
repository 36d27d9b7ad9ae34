"""The outbox."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp

CODE_PLACE = "{code}"
LINK_PLACE = "{link}"


class Channel(StrEnum):
    MAIL = "mail"
    SMS = "sms"


class OutgoingMessage(Base):
    """A mail or SMS.

    `body` has places for the code and the link; those are kept apart, encrypted, and can be forgotten once sent.
    """

    __tablename__ = "outgoing_messages"
    __table_args__ = (Index(None, "finished_at", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(4))
    to: Mapped[str] = mapped_column(String(254), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    encrypted_code: Mapped[str | None] = mapped_column(String(200))
    encrypted_link: Mapped[str | None] = mapped_column(String(1000))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    # When what it holds lapses: nobody is served by a code that is delivered after that.
    good_until: Mapped[datetime | None] = mapped_column(Timestamp)

    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(Timestamp)
    # Set while an attempt is under way. Found set by another attempt: that one's end was never recorded.
    attempt_began_at: Mapped[datetime | None] = mapped_column(Timestamp)
    last_error: Mapped[str | None] = mapped_column(String(200))
    sent_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # Sent, given up, or left because it may have been sent; nothing more will be tried.
    finished_at: Mapped[datetime | None] = mapped_column(Timestamp)
