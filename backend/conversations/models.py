"""Conversations and their messages."""

import secrets
import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.database import Base, Timestamp


class Author(StrEnum):
    MEMBER = "member"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class Conversation(Base):
    """One visitor's conversation. `member_id` is set while its visitor is identified, and says nothing once lapsed."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=lambda: str(uuid.uuid4()))
    # What Rasa and the actions know it by; the member never sees it, and they never see `id`.
    bot_reference: Mapped[str] = mapped_column(String(43), unique=True, default=lambda: secrets.token_urlsafe(24))
    token_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    style: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)

    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    identified_at: Mapped[datetime | None] = mapped_column(Timestamp)
    active_at: Mapped[datetime] = mapped_column(Timestamp)


class Message(Base):
    """One bubble. `serial` orders a conversation; `id` is what clients see."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("conversation_id", "client_message_id"),)

    serial: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: secrets.token_hex(12))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    author: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    topic: Mapped[str | None] = mapped_column(String(60))
    confidence: Mapped[float | None] = mapped_column(Float)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    # A member's message: the client's own id of it, what the bot is to be asked, and whether its turn is over.
    client_message_id: Mapped[str | None] = mapped_column(String(100))
    turn: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    settled: Mapped[bool] = mapped_column(Boolean, default=True)
    # A reply: the serial of the member's message whose POST it came with.
    reply_to: Mapped[int | None] = mapped_column(Integer, index=True)
