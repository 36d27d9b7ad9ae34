"""Proving who one is, from the widget straight to here: codes never pass through the bot."""

from datetime import datetime
from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.bot_gateway.messages import EventTurn, Style
from backend.container import Container, Services
from backend.conversations.access import Bearer
from backend.conversations.channels import of_conversation, tell_desk
from backend.conversations.models import Conversation, Proof
from backend.conversations.schemas import MessagesOut
from backend.core import peers
from backend.core.fan_out import Event
from backend.core.openapi import PathText, problems
from backend.core.problems import Problem
from backend.core.text import cleaned, folded
from backend.identity.challenges import Outcome
from backend.members import service as members
from backend.members.models import CodeChannel

router = APIRouter(prefix="/api/conversations/{conversation_id}/identity", tags=["identity"])


class LoginIdIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    login_id: Annotated[str, Field(min_length=1, max_length=254)]


class CodeIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=40)]


class Accepted(BaseModel):
    accepted: Literal[True] = True


class Verified(MessagesOut):
    verified: Literal[True] = True


@router.post("/start", status_code=202, responses=problems(409))
def start(conversation_id: PathText, body: LoginIdIn, token: Bearer, services: Services) -> Accepted:
    """Send a code to the registered mail address or phone. The answer never tells whether there is one."""
    with services.database.unit_of_work() as session:
        conversation = services.conversations.access(session, conversation_id, token)
        _check_open(conversation)
        services.challenges.start(session, conversation.id, cleaned(body.login_id))
    return Accepted()


@router.post("/confirm", responses=problems(409, 429))
async def confirm(
    request: Request, conversation_id: PathText, body: CodeIn, token: Bearer, services: Services
) -> Verified:
    """Bind the conversation to the member whose code this is; what was asked before goes on by itself."""
    style = await to_thread.run_sync(_confirm, services, conversation_id, token, body.code, peers.address(request))
    services.fan_out.publish(of_conversation(conversation_id), Event("status", {"identified": True}))
    tell_desk(services.fan_out, conversation_id)
    replies = await services.turns.take(conversation_id, EventTurn("identity_confirmed"), None, style)
    until = await to_thread.run_sync(_identified_until, services, conversation_id)
    return Verified(messages=replies, identified_until=until)


def _confirm(services: Container, conversation_id: str, token: str, code: str, address: str) -> Style:
    """The conversation's style. Raises 422 for a wrong code, 429 after too many."""
    with services.database.unit_of_work() as session:
        conversation = services.conversations.access(session, conversation_id, token)
        _check_open(conversation)
        challenge = services.challenges.count_try(session, conversation_id)
    if challenge is Outcome.USED_UP:
        raise Problem(429, "code_tries_used_up", "入力できる回数を超えました。新しい認証コードをお取り寄せください。")
    with services.database.unit_of_work() as session:
        member_id = services.challenges.redeem(session, challenge, folded(code)) if isinstance(challenge, int) else None
        if member_id is None:
            raise Problem(422, "code_wrong", "認証コードが正しくないか、有効期限が切れています。")
        conversation = session.get_one(Conversation, conversation_id)
        proof = Proof.SMS_CODE if members.get(session, member_id).code_channel == CodeChannel.SMS else Proof.MAIL_CODE
        services.conversations.identify(session, conversation, member_id, proof)
        audit.record(session, services.clock, Action.CHAT_IDENTIFIED, member_id=member_id, address=address)
        return Style(conversation.style)


def _identified_until(services: Container, conversation_id: str) -> datetime | None:
    with services.database.reading() as session:
        return services.conversations.window.ends(session.get_one(Conversation, conversation_id))


def _check_open(conversation: Conversation) -> None:
    if conversation.ended_at is not None:
        raise Problem(409, "conversation_ended", "この会話は終了しています。新しい会話を始めてください。")
