"""The chat API."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import Style, TextTurn, Turn
from backend.container import Container, Services
from backend.conversations.access import Bearer, OwnConversation
from backend.conversations.events import Event
from backend.conversations.models import Conversation
from backend.conversations.schemas import (
    ConversationChanges,
    ConversationIn,
    ConversationOut,
    ConversationState,
    MessageIn,
    MessageOut,
    MessagesOut,
)
from backend.conversations.service import turn_of
from backend.conversations.words import CODE_TYPED_HERE
from backend.core import peers
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.members import service as members

router = APIRouter(prefix="/api/conversations", tags=["conversations"])

MASK = "••••••"
# Six to eight digits and what people put between or around them.
_BARE_CODE = re.compile(r"(?:\d[\s\-]?){5,7}\d[。.です]*")
# The same said in a sentence: 「コードは123456です」.
_NAMED_CODE = re.compile(r"コード\D{0,20}(?<!\d)\d{6,8}(?!\d)")


@router.post("", status_code=201)
def begin(request: Request, services: Services, body: ConversationIn | None = None) -> ConversationOut:
    """Open a conversation; a valid identity token opens it as that member's."""
    body = body or ConversationIn()
    if not (services.settings.is_demo and peers.is_loopback(request)):
        services.limiter.check(services.settings.conversations_per_address, "conversations", peers.address(request))
    with services.database.unit_of_work() as session:
        member_id = _vouched_for(services, session, body.identity_token)
        conversation, token, greeting = services.conversations.begin(
            session, channel=body.channel, style=body.style, member_id=member_id
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


@dataclass(frozen=True)
class _Received:
    """A message that is kept; `replies` are there if it was answered before."""

    own: MessageOut
    serial: int
    reference: str
    style: Style
    turn: Turn | None
    replies: list[MessageOut]


@router.post("/{conversation_id}/messages")
async def post_message(conversation_id: str, body: MessageIn, token: Bearer, services: Services) -> MessagesOut:
    """Say something; the answer is one's own message and the replies.

    Repeating a `client_message_id` gives the same answer and does nothing twice.
    """
    received = await to_thread.run_sync(_receive, services, conversation_id, token, body)
    if received.turn is None:
        return MessagesOut(messages=[received.own, *received.replies])
    services.events.publish(conversation_id, Event("message", received.own.model_dump(mode="json"), received.own.id))
    replies = await services.turns.take(
        conversation_id, received.reference, received.turn, received.serial, received.style
    )
    return MessagesOut(messages=[received.own, *replies])


def _receive(services: Container, conversation_id: str, token: str, body: MessageIn) -> _Received:
    """Commit the message before the bot is asked: whatever happens then, it is not lost."""
    try:
        with services.database.unit_of_work() as session:
            conversation = services.conversations.access(session, conversation_id, token)
            return _known(services, session, conversation, body) or _new(services, session, conversation, body)
    except IntegrityError:
        # The same message, posted twice at the same moment: the other one was first.
        with services.database.unit_of_work() as session:
            conversation = services.conversations.access(session, conversation_id, token)
            known = _known(services, session, conversation, body)
            if known is None:
                raise
            return known


def _known(services: Container, session: Session, conversation: Conversation, body: MessageIn) -> _Received | None:
    if body.client_message_id is None:
        return None
    message = services.conversations.said_before(session, conversation.id, body.client_message_id)
    if message is None:
        return None
    _own, *replies = services.conversations.answer(session, message.serial)
    return _Received(
        own=MessageOut.of(message),
        serial=message.serial,
        reference=conversation.bot_reference,
        style=Style(conversation.style),
        # Unsettled: its turn is still under way, or was cut off by a stop and is made now.
        turn=None if message.settled else turn_of(message),
        replies=[MessageOut.of(reply) for reply in replies],
    )


def _new(services: Container, session: Session, conversation: Conversation, body: MessageIn) -> _Received:
    if conversation.ended_at is not None:
        raise Problem(409, "conversation_ended", "この会話は終了しています。新しい会話を始めてください。")
    services.limiter.check(services.settings.messages_per_conversation, "messages", conversation.id)
    text = _checked(services, body.text)
    if _is_misplaced_code(services, session, conversation.id, text):
        return _mask(services, session, conversation, body.client_message_id)
    choice = services.choices.taken(text, conversation.id)
    turn: Turn
    if choice is None:
        shown, turn = text, TextTurn(text)
    else:
        topic = choice.turn.topic
        shown = choice.title or services.conversations.shown_title(session, conversation.id, text, topic)
        turn = choice.turn
    message = services.conversations.receive(
        session, conversation, text=shown, turn=turn, client_message_id=body.client_message_id
    )
    style = Style(conversation.style)
    return _Received(MessageOut.of(message), message.serial, conversation.bot_reference, style, turn, [])


def _checked(services: Container, raw: str) -> str:
    text = cleaned(raw)
    if not text:
        raise Problem(422, "text_empty", "メッセージを入力してください。")
    longest = services.settings.longest_message_chars
    if len(text) > longest:
        raise Problem(422, "text_too_long", f"メッセージは{longest:,}文字以内で入力してください。", longest=longest)
    return text


def _is_misplaced_code(services: Container, session: Session, conversation_id: str, text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    looks_like_it = _BARE_CODE.fullmatch(plain) or _NAMED_CODE.search(plain)
    return looks_like_it is not None and services.challenges.outstanding(session, conversation_id) is not None


def _mask(services: Container, session: Session, conversation: Conversation, client_id: str | None) -> _Received:
    style = Style(conversation.style)
    own = services.conversations.receive(
        session, conversation, text=MASK, turn=TextTurn(MASK), client_message_id=client_id
    )
    services.conversations.settle(session, [own.serial])
    notice = services.conversations.add_notice(
        session,
        conversation.id,
        CODE_TYPED_HERE[style],
        reply_to=own.serial,
        card={"type": "sign_in", "step": "code"},
    )
    return _Received(MessageOut.of(own), own.serial, conversation.bot_reference, style, None, [MessageOut.of(notice)])


@router.get("/{conversation_id}/messages")
def list_messages(
    conversation_id: OwnConversation, services: Services, after: Annotated[str | None, Query(max_length=64)] = None
) -> MessagesOut:
    """What was said, oldest first; after a message's id, only what came later."""
    with services.database.reading() as session:
        conversation = session.get_one(Conversation, conversation_id)
        messages = services.conversations.after(session, conversation_id, after)
        return MessagesOut(
            messages=[MessageOut.of(message) for message in messages],
            identified_until=_identified_until(services, conversation),
        )


def _identified_until(services: Container, conversation: Conversation) -> datetime | None:
    lives = services.conversations.identified_member(conversation) is not None
    return services.conversations.window.ends(conversation) if lives else None


@router.patch("/{conversation_id}")
async def change(
    conversation_id: str, body: ConversationChanges, token: Bearer, services: Services
) -> ConversationState:
    """Change the style, or end the conversation."""
    state = await to_thread.run_sync(_change, services, conversation_id, token, body)
    if body.ended:
        services.events.publish(conversation_id, Event("status", {"ended": True}))
    return state


def _change(services: Container, conversation_id: str, token: str, body: ConversationChanges) -> ConversationState:
    with services.database.unit_of_work() as session:
        conversation = services.conversations.access(session, conversation_id, token)
        if body.style is not None:
            conversation.style = body.style
        if body.ended:
            services.conversations.end(conversation)
        return ConversationState(id=conversation.id, style=conversation.style, ended=conversation.ended_at is not None)
