"""What an agent says in a conversation, and that they are typing."""

from fastapi import APIRouter, Response

from backend.console.access import Staff
from backend.console.csrf import CheckedHeader
from backend.console.schemas import MessageEntry, MessageText, Typing
from backend.console.timeline import message_entry
from backend.container import Services
from backend.conversations.channels import of_conversation
from backend.core.fan_out import Event
from backend.core.openapi import PathText, problems
from backend.core.problems import Problem
from backend.desk.lookup import conversation
from backend.staff import service as staff

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@router.post("/{conversation_id}/messages", status_code=201, responses=problems(404, 409), dependencies=[CheckedHeader])
def say(me: Staff, services: Services, conversation_id: PathText, body: MessageText) -> MessageEntry:
    """Say something in one's own conversation. Repeating a `client_message_id` gives the same answer, and says nothing.

    409 `not_yours` unless one has it.
    """
    said = services.desk_work.say(me.acting, conversation_id, body.text, body.client_message_id)
    with services.database.reading() as session:
        author = staff.get(session, me.staff_id if said.staff_id is None else said.staff_id)
    return message_entry(services, said, {author.id: author.name})


@router.post("/{conversation_id}/typing", status_code=204, responses=problems(404, 409), dependencies=[CheckedHeader])
def tell_typing(me: Staff, services: Services, conversation_id: PathText, body: Typing) -> Response:
    """Have the member see that somebody is typing, or no more."""
    with services.database.reading() as session:
        if conversation(session, conversation_id).agent_id != me.staff_id:
            raise Problem(409, "not_yours", "この会話を担当していません。")
    services.fan_out.publish(
        of_conversation(conversation_id), Event("typing", {"author": "agent", "active": body.active})
    )
    return Response(status_code=204)
