"""The JSON of what the console knows of a conversation at one glance, and of what could be answered."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from backend.console.parts import Parts


class ShownAnswer(BaseModel):
    """An answer of the bot that the member has seen."""

    topic: str
    title: str | None
    confidence: float | None
    rejected: Annotated[bool, Field(description="The member said that it is no answer")]
    at: datetime


class Proven(BaseModel):
    """How the member proved who they are."""

    proof_label: str
    at: datetime
    until: Annotated[datetime | None, Field(description="Null if it has lapsed")]


class KnownSlot(BaseModel):
    label: Annotated[str, Field(examples=["利用月"])]
    parts: Parts


class Suggestion(BaseModel):
    """An answer that the bot would give."""

    topic: str
    title: str | None
    confidence: Annotated[float, Field(description="From 0 to 1")]
    text: str


class ProposedReply(BaseModel):
    topic: str
    title: str | None
    text: str


class Packet(BaseModel):
    reason_label: Annotated[str | None, Field(description="Why a person was called last")]
    asked: Annotated[list[Parts], Field(description="What the member said, oldest first")]
    answers: Annotated[list[ShownAnswer], Field(description="What the bot answered, oldest first")]
    identification: Proven | None
    looked_up: Annotated[list[str], Field(description="What of an account was shown")]
    slots: Annotated[list[KnownSlot], Field(description="What the bot has understood; empty if it is down")]
    replies: Annotated[list[ProposedReply], Field(max_length=3, description="Empty if the bot is down")]


class Suggestions(BaseModel):
    question: Annotated[
        Parts | None,
        Field(description="Which words of the member: the newest with an answer, else the last; null if none"),
    ]
    suggestions: Annotated[list[Suggestion], Field(max_length=3, description="Empty if the bot is down")]
