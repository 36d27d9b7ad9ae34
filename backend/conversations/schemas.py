"""The JSON of the chat API."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from backend.bot_gateway.messages import Style
from backend.conversations.models import Author, Message
from backend.handoff.states import HandoffState


class ChoiceOut(BaseModel):
    """A button. It is taken by posting `payload` as text. `calls_off`: of use only while a person is called."""

    title: str
    topic: str
    payload: str
    calls_off: bool = False


class MessageOut(BaseModel):
    """One bubble."""

    id: str
    author: Author
    agent_name: Annotated[str | None, Field(description="Who wrote it, as members know them; null unless an agent did")]
    text: str
    created_at: datetime
    topic: str | None
    confidence: float | None
    choices: list[ChoiceOut]
    card: dict[str, Any] | None

    @classmethod
    def of(cls, message: Message, agent_name: str | None = None) -> Self:
        return cls(
            id=message.id,
            author=Author(message.author),
            agent_name=agent_name,
            text=message.text,
            created_at=message.created_at,
            topic=message.topic,
            confidence=message.confidence,
            choices=[ChoiceOut(**choice) for choice in message.choices],
            card=message.card,
        )


class MessagesOut(BaseModel):
    """Oldest first. `identified_until`: when a proven identity lapses if nothing more is sent."""

    messages: list[MessageOut]
    identified_until: datetime | None = None


class ListingOut(MessagesOut):
    """`handoff`: who the member talks to."""

    handoff: HandoffState


class ConversationIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    identity_token: Annotated[str, Field(max_length=4000)] | None = None
    channel: Literal["web"] = "web"
    style: Style = Style.STANDARD


class ConversationOut(BaseModel):
    """`token` is the bearer for every other call; it is told this once."""

    id: str
    token: str
    messages: list[MessageOut]
    identified_until: datetime | None = None
    handoff: HandoffState = HandoffState()


class ConversationChanges(BaseModel):
    model_config = ConfigDict(extra="forbid")

    style: Style | None = None
    ended: Literal[True] | None = None


class ConversationState(BaseModel):
    id: str
    style: Style
    ended: bool


class MessageIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    client_message_id: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")] | None = None
