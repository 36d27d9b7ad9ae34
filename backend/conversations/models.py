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


class Owner(StrEnum):
    """Whose conversation it is (backend/handoff/ownership.py). While it waits in the queue the bot still answers."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"


def new_reference() -> str:
    return secrets.token_urlsafe(24)


class Conversation(Base):
    """One visitor's conversation. `member_id` is set while its visitor is identified, and says nothing once lapsed."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=lambda: str(uuid.uuid4()))
    # What Rasa and the actions know it by; the member never sees it, and they never see `id`. Another one, and the bot
    # knows nothing of what was said before.
    bot_reference: Mapped[str] = mapped_column(String(43), unique=True, default=new_reference)
    token_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    style: Mapped[str] = mapped_column(String(10))
    # Whose line it was opened from, as a keyed hash: for limits, and for nobody to read. None: not limited.
    opened_from: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)

    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    identified_at: Mapped[datetime | None] = mapped_column(Timestamp)
    active_at: Mapped[datetime] = mapped_column(Timestamp)

    # Changed by backend/handoff only. `agent_id` is set exactly while the owner is the agent.
    owner: Mapped[str] = mapped_column(String(5), default=Owner.BOT, index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"), index=True)
    # When the member's page was last seen open; kept up only while a person has the conversation or is to have it.
    member_seen_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # Where an answer goes if it comes later and nobody is identified: said by the visitor, proven by nobody.
    reply_email: Mapped[str | None] = mapped_column(String(254))


class Proof(StrEnum):
    """How somebody proved who they are."""

    MAIL_CODE = "mail_code"
    SMS_CODE = "sms_code"
    MY_PAGE = "my_page"

    @property
    def label(self) -> str:
        return {"mail_code": "メールの認証コード", "sms_code": "SMSの認証コード", "my_page": "マイページのログイン"}[
            self.value
        ]


class Identification(Base):
    """That a member was identified in a conversation. Stays when the identity lapses: whose conversation it was."""

    __tablename__ = "identifications"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    proof: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Timestamp)
    # When it was over: lapsed, replaced by another, or ended by its member from elsewhere. The end of its conversation
    # does not close it: it tells who was identified then.
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)


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
    # An agent's message: who wrote it.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"))
    # An answer of the bot that the member said was none (「違います」).
    rejected_at: Mapped[datetime | None] = mapped_column(Timestamp)
    # An answer from somebody's account: what was shown and how they were identified, in one line.
    receipt: Mapped[str | None] = mapped_column(String(200))
