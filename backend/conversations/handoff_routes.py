"""What members do about a person they wait for: call off, be answered by mail instead, say where to."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from backend.container import Container, Services
from backend.conversations.access import Bearer
from backend.conversations.models import Conversation, Message
from backend.conversations.schemas import MessageOut
from backend.core.openapi import PathText, problems
from backend.core.problems import Problem
from backend.handoff.states import HandoffState
from backend.members import contact_details

router = APIRouter(prefix="/api/conversations/{conversation_id}", tags=["handoff"])


class Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid")


class HandoffOut(BaseModel):
    """`messages`: what the member is told."""

    handoff: HandoffState
    messages: list[MessageOut]


class ReplyAddressIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(max_length=1000, json_schema_extra={"format": "email"})]


class Accepted(BaseModel):
    accepted: Literal[True] = True


@router.post("/handoff/call-back", responses=problems(409, 429))
def call_back(conversation_id: PathText, body: Nothing, token: Bearer, services: Services) -> HandoffOut:  # noqa: ARG001
    """Wait no more: a ticket, whose answer comes by mail. The chat goes on."""
    return _leave_queue(services, conversation_id, token, services.handoffs.call_back)


@router.post("/handoff/call-off", responses=problems(409, 429))
def call_off(conversation_id: PathText, body: Nothing, token: Bearer, services: Services) -> HandoffOut:  # noqa: ARG001
    """Wait no more, and nobody need answer."""
    return _leave_queue(services, conversation_id, token, services.handoffs.call_off)


def _leave_queue(
    services: Container, conversation_id: str, token: str, leave: Callable[[Session, Conversation], Message]
) -> HandoffOut:
    with services.database.unit_of_work() as session:
        conversation = services.conversations.access(session, conversation_id, token, hold=True)
        services.limiter.check(services.settings.messages_per_conversation, "messages", conversation.id)
        message = leave(session, conversation)
        return HandoffOut(handoff=services.handoffs.state(session, conversation), messages=[MessageOut.of(message)])


@router.put("/reply-address", responses=problems(409, 429))
def set_reply_address(conversation_id: PathText, body: ReplyAddressIn, token: Bearer, services: Services) -> Accepted:
    """Where the answer is to go if it comes later and nobody has proven who they are."""
    with services.database.unit_of_work() as session:
        conversation = services.conversations.access(session, conversation_id, token, hold=True)
        if conversation.ended_at is not None:
            raise Problem(409, "conversation_ended", "この会話は終了しています。新しい会話を始めてください。")
        services.limiter.check(services.settings.messages_per_conversation, "messages", conversation.id)
        services.handoffs.call_backs.set_address(session, conversation, _email(body.email))
    return Accepted()


def _email(text: str) -> str:
    try:
        return contact_details.email(text)
    except contact_details.Unusable as error:
        raise Problem(422, "email_invalid", str(error)) from error
