"""Handoffs: each time a person was asked for or stepped in, until the bot has the conversation again."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class Reason(StrEnum):
    """Why a person has the conversation, or is to have it."""

    ASKED = "asked"
    MISSED_TWICE = "missed_twice"
    DENIED_TWICE = "denied_twice"
    BOT_DOWN = "bot_down"
    STEPPED_IN = "stepped_in"

    @property
    def label(self) -> str:
        return _REASONS[self]


_REASONS = {
    Reason.ASKED: "担当者を希望",
    Reason.MISSED_TWICE: "続けて答えられなかった",
    Reason.DENIED_TWICE: "続けて「違います」",
    Reason.BOT_DOWN: "自動応答が停止中",
    Reason.STEPPED_IN: "担当者から参加",
}


class Outcome(StrEnum):
    """How a handoff ended."""

    HANDED_BACK = "handed_back"
    ENDED = "ended"
    CALLED_OFF = "called_off"
    CALL_BACK = "call_back"
    WAITED_TOO_LONG = "waited_too_long"
    DESK_CLOSED = "desk_closed"
    MEMBER_SILENT = "member_silent"


class Handoff(Base):
    """At most one of a conversation is open (`ended_at` is empty); `conversations.owner` says how far it has come."""

    __tablename__ = "handoffs"
    __table_args__ = (
        Index(
            "ix_handoffs_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    # The first pick-up: what the estimate for those who wait is made from.
    claimed_at: Mapped[datetime | None] = mapped_column(Timestamp, index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"), index=True)
    # The last time the queue was joined: later than `asked_at` if an agent gave the conversation back to it.
    queued_at: Mapped[datetime | None] = mapped_column(Timestamp)
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)
    outcome: Mapped[str | None] = mapped_column(String(20))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))


class HandoffStep(StrEnum):
    ASKED = "asked"
    CLAIMED = "claimed"
    STEPPED_IN = "stepped_in"
    ASSIGNED = "assigned"
    TRANSFERRED = "transferred"
    REQUEUED = "requeued"
    HANDED_BACK = "handed_back"
    ENDED = "ended"
    CALLED_OFF = "called_off"
    CALL_BACK = "call_back"
    WAITED_TOO_LONG = "waited_too_long"
    DESK_CLOSED = "desk_closed"
    MEMBER_SILENT = "member_silent"
    AGENT_GONE = "agent_gone"


class HandoffEvent(Base):
    """One step of a handoff, for staff's eyes; what members are told of it is a message of the system."""

    __tablename__ = "handoff_events"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoffs.id"), index=True)
    at: Mapped[datetime] = mapped_column(Timestamp)
    step: Mapped[str] = mapped_column(String(20))
    # Who did it, and who has it from then on; None: the member, or the clock.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    to_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
