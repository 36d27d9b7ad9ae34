"""The audit log."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class Actor(StrEnum):
    """Who did it. A visitor is somebody who has not proven who they are."""

    MEMBER = "member"
    VISITOR = "visitor"
    STAFF = "staff"
    SYSTEM = "system"


class AuditEvent(Base):
    """One act. `details` never holds a code, a password, a link or a token."""

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Timestamp, index=True)
    action: Mapped[str] = mapped_column(String(50), index=True)
    actor: Mapped[str] = mapped_column(String(10))
    # A staff member's id; whose account it was is `member_id`.
    actor_id: Mapped[int | None] = mapped_column(Integer)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(45))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
