"""What an agent says in a conversation, and that they are typing."""

from fastapi import APIRouter, Response

from backend.audit.actions import Action
from backend.console.access import Staff
from backend.console.acts import note_act
from backend.console.csrf import CheckedHeader
from backend.console.schemas import MessageEntry, MessageText, Typing
from backend.console.summaries import conversation
from backend.console.timeline import message_entry
from backend.container import Services
from backend.conversations import record
from backend.conversations.channels import of_conversation
from backend.core.fan_out import Event
from backend.core.openapi import PathText, problems
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.staff import service as staff

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@router.post("/{conversation_id}/messages", status_code=201, responses=problems(404, 409), dependencies=[CheckedHeader])
def say(me: Staff, services: Services, conversation_id: PathText, body: MessageText) -> MessageEntry:
    """Say something in one's own conversation. Repeating a `client_message_id` gives the same answer, and says nothing.

    409 `not_yours` unless one has it.
    """
    longest = services.settings.longest_message_chars
    if len(cleaned(body.text)) > longest:
        raise Problem(422, "text_too_long", f"メッセージは{longest:,}文字以内で入力してください。", longest=longest)
    with services.database.unit_of_work() as session:
        conversation(session, conversation_id)
        # Held, so that a repeat that comes at the same moment finds the first one.
        services.conversations.hold(session, conversation_id)
        known = record.said_by_agent(session, conversation_id, me.staff_id, body.client_message_id)
        said = services.handoffs.say(session, conversation_id, me.staff_id, body.text, body.client_message_id)
        if known is None:
            note_act(session, services, me, Action.AGENT_SAID, of=conversation_id, message=said.id)
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
