"""Thumbs on answers, and faces on conversations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class Shortcoming(StrEnum):
    """What was wrong with an answer."""

    WRONG_SUBJECT = "wrong_subject"
    UNCLEAR = "unclear"
    INCOMPLETE = "incomplete"
    NOT_SOLVED = "not_solved"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _SHORTCOMINGS[self]


_SHORTCOMINGS = {
    Shortcoming.WRONG_SUBJECT: "質問と合っていない",
    Shortcoming.UNCLEAR: "わかりにくい",
    Shortcoming.INCOMPLETE: "情報が足りない",
    Shortcoming.NOT_SOLVED: "解決しなかった",
    Shortcoming.OTHER: "その他",
}


class AnswerFeedback(Base):
    """A member's thumb on one answer of the bot; changed minds replace it."""

    __tablename__ = "answer_feedback"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    topic: Mapped[str | None] = mapped_column(String(60), index=True)
    is_helpful: Mapped[bool] = mapped_column(Boolean)
    shortcoming: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    # Looked at by staff.
    reviewed_at: Mapped[datetime | None] = mapped_column(Timestamp)
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))


class ConversationRating(Base):
    """Five faces, 1 (worst) to 5 (best), given once, after a conversation with a person has ended."""

    __tablename__ = "conversation_ratings"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), unique=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"), index=True)
    score: Mapped[int] = mapped_column(Integer)
    comment: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
