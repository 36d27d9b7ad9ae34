"""What staff are about to say to members from Slack."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp

_WAITS = text("due_at IS NOT NULL AND finished_at IS NULL")


class SlackReply(Base):
    """A reply: looked at by its sender (`due_at` is empty), then waiting for its time, then over in one of three ways.

    Its text is encrypted, and wiped once nobody needs it any more. `key` names it in Slack, and is its
    `client_message_id` in the conversation: it is said once.
    """

    __tablename__ = "slack_replies"
    __table_args__ = (Index("ix_slack_replies_waiting", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id"))
    slack_user: Mapped[str] = mapped_column(String(20))
    # Where its sender is told of it.
    channel: Mapped[str] = mapped_column(String(20))
    thread: Mapped[str | None] = mapped_column(String(30))
    encrypted_text: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    due_at: Mapped[datetime | None] = mapped_column(Timestamp)
    finished_at: Mapped[datetime | None] = mapped_column(Timestamp)

    # At most one of these three.
    message_id: Mapped[str | None] = mapped_column(String(32))
    undone_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # For its sender, in Japanese; `told_at`: they have read it, or cannot be told.
    failed_why: Mapped[str | None] = mapped_column(String(200))
    told_at: Mapped[datetime | None] = mapped_column(Timestamp)
