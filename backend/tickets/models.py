"""Tickets."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp
from backend.core.numbers import plain_number

# What people may write at once, in characters.
LONGEST_BODY = 4000


class TicketKind(StrEnum):
    UNLOCK = "unlock"
    CONTACT = "contact"
    WITHDRAWAL = "withdrawal"
    CONTRACT_CHANGE = "contract_change"
    RESET_HELP = "reset_help"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    TicketKind.UNLOCK: "アカウントロックの解除",
    TicketKind.CONTACT: "お問い合わせ",
    TicketKind.WITHDRAWAL: "退会のお申し出",
    TicketKind.CONTRACT_CHANGE: "契約内容の変更",
    TicketKind.RESET_HELP: "パスワード再設定のお手伝い",
}


class TicketStatus(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {"open": "受付済み", "in_progress": "対応中", "closed": "完了"}[self.value]


class Ticket(Base):
    """`subject`, `body` and everything about the subject's account are for staff only."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index(
            "ix_tickets_open_key",
            "open_key",
            unique=True,
            sqlite_where=text("status <> 'closed'"),
            postgresql_where=text("status <> 'closed'"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default=TicketStatus.OPEN)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # What was asked for, by whom: while a ticket is open there is no second one of the same key.
    open_key: Mapped[str | None] = mapped_column(String(320))

    # No foreign key: a ticket outlives the conversation it came from.
    conversation_id: Mapped[str | None] = mapped_column(String(36), index=True)
    # Its owner: set only if who asked had proven who they are.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)

    # What was asked to be unlocked, as typed, and whose that is; nobody has proven that it is theirs.
    requested_login_id: Mapped[str | None] = mapped_column(String(254))
    requested_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    requested_was_locked: Mapped[bool] = mapped_column(Boolean, default=False)

    # The contact form is open to everybody: who wrote, as they say, and where the answer goes.
    contact_name: Mapped[str | None] = mapped_column(String(100))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contracts.id"))

    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"), index=True)
    # By when it is to be closed: so many business hours after it was opened, unless staff set another time.
    due_at: Mapped[datetime | None] = mapped_column(Timestamp, index=True)

    @property
    def number(self) -> str:
        return plain_number("TKT", self.id)

    @property
    def kind_label(self) -> str:
        return TicketKind(self.kind).label

    @property
    def status_label(self) -> str:
        return TicketStatus(self.status).label

    @property
    def created_on(self) -> date:
        return self.created_at.date()


class TicketStep(StrEnum):
    OPENED = "opened"
    ASSIGNED = "assigned"
    STATUS_CHANGED = "status_changed"
    DUE_CHANGED = "due_changed"
    NOTED = "noted"
    ANSWERED = "answered"
    UNLOCK_CHECKED = "unlock_checked"
    UNLOCK_ASKED = "unlock_asked"
    UNLOCK_APPROVED = "unlock_approved"
    UNLOCK_DECLINED = "unlock_declined"
    UNLOCK_LAPSED = "unlock_lapsed"
    UNLOCKED = "unlocked"
    RESET_LINK_SENT = "reset_link_sent"
    ACCOUNT_CLOSED = "account_closed"


class Lapse(StrEnum):
    """Why a request to approve an unlocking came to nothing without an answer."""

    CLOSED = "closed"
    NOT_ENOUGH = "not_enough"
    OUTDATED = "outdated"


class TicketEvent(Base):
    """One step of a ticket's history, for staff's eyes."""

    __tablename__ = "ticket_events"
    __table_args__ = (UniqueConstraint("ticket_id", "client_key"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    at: Mapped[datetime] = mapped_column(Timestamp)
    step: Mapped[str] = mapped_column(String(20))
    # None: a member, a visitor or the clock.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # The browser's own id of the request: sent twice, it is carried out once.
    client_key: Mapped[str | None] = mapped_column(String(100))


class UnlockRequest(Base):
    """What one staff member has made sure of, for another to approve; at most one of a ticket is undecided.

    `decided_by` is empty where nobody answered: what it rests on is so no more.
    """

    __tablename__ = "unlock_requests"
    __table_args__ = (
        Index(
            "ix_unlock_requests_undecided",
            "ticket_id",
            unique=True,
            sqlite_where=text("is_approved IS NULL"),
            postgresql_where=text("is_approved IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("staff_members.id"))
    asked_at: Mapped[datetime] = mapped_column(Timestamp)
    # As in the ticket's history: each question that was asked, by its key, and whether the answer matched.
    checks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # None: undecided.
    is_approved: Mapped[bool | None] = mapped_column(Boolean)
