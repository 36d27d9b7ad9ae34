"""`POST /api/conversations/{id}/typing`: staff see that the member is writing."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StrictBool

from backend.container import Services
from backend.conversations.access import OwnConversation
from backend.conversations.channels import DESK
from backend.conversations.models import Conversation, Owner
from backend.core.fan_out import Event
from backend.core.openapi import problems

router = APIRouter(prefix="/api/conversations", tags=["conversations"])


class Typing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    active: StrictBool


@router.post("/{conversation_id}/typing", status_code=204, responses=problems(429))
def typing(conversation_id: OwnConversation, body: Typing, services: Services) -> None:
    """Told on only while a person has the conversation or is to have it."""
    services.limiter.check(services.settings.typing_per_conversation, "typing", conversation_id)
    with services.database.reading() as session:
        is_with_people = session.get_one(Conversation, conversation_id).owner != Owner.BOT
    if is_with_people:
        about = {"conversation_id": conversation_id, "author": "member", "active": body.active}
        services.fan_out.publish(DESK, Event("typing", about))
