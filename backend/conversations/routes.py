"""The chat API."""

from datetime import datetime
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session

from backend.container import Container, Services
from backend.conversations import record
from backend.conversations.access import Bearer, OwnConversation
from backend.conversations.intake import receive
from backend.conversations.models import Conversation
from backend.conversations.schemas import (
    ConversationChanges,
    ConversationIn,
    ConversationOut,
    ConversationState,
    ListingOut,
    MessageIn,
    MessageOut,
    MessagesOut,
)
from backend.conversations.telling import told
from backend.core import peers
from backend.core.openapi import PLAIN_TEXT, PathText, problems
from backend.core.problems import Problem
from backend.members import service as members

router = APIRouter(prefix="/api/conversations", tags=["conversations"])


@router.post("", status_code=201, responses=problems(401, 429))
def begin(request: Request, services: Services, body: ConversationIn | None = None) -> ConversationOut:
    """Open a conversation; a valid identity token opens it as that member's."""
    body = body or ConversationIn()
    is_exempt = services.settings.is_demo and peers.is_loopback(request)
    subscriber = None if is_exempt else peers.subscriber(request)
    if subscriber is not None:
        services.limiter.check(services.settings.conversations_per_address, "conversations", subscriber)
    with services.database.unit_of_work() as session:
        member_id = _vouched_for(services, session, body.identity_token)
        conversation, token, greeting = services.conversations.begin(
            session, channel=body.channel, style=body.style, member_id=member_id, subscriber=subscriber
        )
        return ConversationOut(
            id=conversation.id,
            token=token,
            messages=[MessageOut.of(greeting)],
            identified_until=services.conversations.window.ends(conversation),
        )


def _vouched_for(services: Container, session: Session, token: str | None) -> int | None:
    if token is None:
        return None
    member = members.find_active(session, services.identity_tokens.accept(session, token))
    if member is None:
        raise Problem(401, "identity_token_invalid", "ご本人の確認ができませんでした。")
    return member.id


@router.post("/{conversation_id}/messages", responses=problems(409, 429))
async def post_message(conversation_id: PathText, body: MessageIn, token: Bearer, services: Services) -> MessagesOut:
    """Say something; the answer is one's own message and the replies: none while a person has the conversation.

    Repeating a `client_message_id` gives the same answer and does nothing twice.
    """
    received = await to_thread.run_sync(receive, services, conversation_id, token, body)
    at_once = [received.own, *received.replies]
    if received.turn is None:
        return MessagesOut(messages=at_once)
    replies = await services.turns.take(
        conversation_id, received.turn, received.serial, received.style, is_repeat=not received.is_new
    )
    # The answer to a repeat may hold the notice that is here already.
    known = {message.id for message in at_once}
    return MessagesOut(messages=[*at_once, *(reply for reply in replies if reply.id not in known)])


@router.get("/{conversation_id}/messages", responses=problems(404))
def list_messages(
    conversation_id: OwnConversation,
    services: Services,
    after: Annotated[str | None, Query(max_length=64, pattern=PLAIN_TEXT)] = None,
) -> ListingOut:
    """What was said, oldest first; after a message's id, only what came later."""
    with services.database.reading() as session:
        conversation = session.get_one(Conversation, conversation_id)
        messages = record.after(session, conversation_id, after)
        return ListingOut(
            messages=told(session, messages),
            identified_until=_identified_until(services, session, conversation),
            handoff=services.handoffs.state(session, conversation),
        )


def _identified_until(services: Container, session: Session, conversation: Conversation) -> datetime | None:
    lives = services.conversations.identified_member(session, conversation) is not None
    return services.conversations.window.ends(conversation) if lives else None


@router.patch("/{conversation_id}")
def change(
    conversation_id: PathText, body: ConversationChanges, token: Bearer, services: Services
) -> ConversationState:
    """Change the style, or end the conversation."""
    with services.database.unit_of_work() as session:
        conversation = services.conversations.access(session, conversation_id, token, hold=True)
        if body.style is not None:
            conversation.style = body.style
        if body.ended:
            services.handoffs.end(session, conversation.id, None)
        return ConversationState(id=conversation.id, style=conversation.style, ended=conversation.ended_at is not None)
