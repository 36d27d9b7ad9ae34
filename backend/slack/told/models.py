"""What is told in Slack, and how far that has come."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class Kind(StrEnum):
    """What a matter is about. Its `reference` is the id of…"""

    HANDOFF = "handoff"  # the handoff
    TICKET = "ticket"  # the ticket
    OVERDUE = "overdue"  # the ticket; one for each time that it was due by: `occasion`, seconds since 1970
    RATING = "rating"  # the conversation's rating
    OUTAGE = "outage"  # the outage
    FLOOD = "flood"  # the first matter that it gathers


class Matter(Base):
    """Something that staff are told of: one message in a channel. None of its words are kept here.

    `seen_…` is what the watch has noticed of it, `told_…` what its thread tells already: the serial of a message, the
    id of a step of its handoff or ticket. Within a matter both are in order of their commits.
    """

    __tablename__ = "slack_matters"
    __table_args__ = (
        UniqueConstraint("kind", "reference", "occasion"),
        Index(None, "channel", "kind", "is_waiting"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    reference: Mapped[int] = mapped_column(Integer)
    occasion: Mapped[int] = mapped_column(BigInteger, default=0)
    # Of a handoff: what is said there.
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    channel: Mapped[str] = mapped_column(String(30))
    # Slack's name of the message; None until it stands there.
    ts: Mapped[str | None] = mapped_column(String(30))
    opened_at: Mapped[datetime] = mapped_column(Timestamp)
    # Nothing will be told of it any more.
    finished_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # None of the staff has taken it up yet.
    is_waiting: Mapped[bool] = mapped_column(Boolean, default=True)

    seen_message: Mapped[int] = mapped_column(Integer, default=0)
    seen_event: Mapped[int] = mapped_column(Integer, default=0)
    told_message: Mapped[int] = mapped_column(Integer, default=0)
    told_event: Mapped[int] = mapped_column(Integer, default=0)
    # A hash of the message as it stands in Slack.
    shown: Mapped[str | None] = mapped_column(String(64))

    # Of a flood: the kind of what it gathers. Of others: the flood that tells of this one, too.
    gathers: Mapped[str | None] = mapped_column(String(10))
    flood_id: Mapped[int | None] = mapped_column(ForeignKey("slack_matters.id"), index=True)

    # When to look whether something is to be told; None: when the watch has noticed something.
    due_at: Mapped[datetime | None] = mapped_column(Timestamp, index=True)
    # Slack's word for why it could not be told the last time.
    last_error: Mapped[str | None] = mapped_column(String(80))


class Mark(Base):
    """How far the watch has looked through a table; what was there before `floor` is never told."""

    __tablename__ = "slack_marks"

    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    floor: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[int] = mapped_column(BigInteger)


class Lane(Base):
    """When a channel may be called again; the one without a name stands for all of Slack."""

    __tablename__ = "slack_lanes"

    channel: Mapped[str] = mapped_column(String(30), primary_key=True)
    free_at: Mapped[datetime] = mapped_column(Timestamp)
    # In a row, the last one the newest.
    failures: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(String(80))


class Outage(Base):
    """A part of the system that did not answer; only what does not answer twice in a row is told."""

    __tablename__ = "slack_outages"
    __table_args__ = (
        Index(
            "ix_slack_outages_open",
            "part",
            unique=True,
            sqlite_where=text("over_at IS NULL"),
            postgresql_where=text("over_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    part: Mapped[str] = mapped_column(String(20))
    began_at: Mapped[datetime] = mapped_column(Timestamp)
    is_told: Mapped[bool] = mapped_column(Boolean, default=False)
    over_at: Mapped[datetime | None] = mapped_column(Timestamp)
