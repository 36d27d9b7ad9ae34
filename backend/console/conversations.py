"""The desk's conversations: lists, and every way in which one changes hands."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.console.access import SignedInStaff, Staff
from backend.console.acts import note_act, note_search
from backend.console.counts import counts
from backend.console.csrf import CheckedHeader
from backend.console.schemas import Conversations, ListQuery, Receiver, Summary
from backend.console.summaries import conversation, summaries, summary
from backend.container import Container, Services
from backend.core.openapi import PathText, problems
from backend.core.text import cleaned
from backend.desk import listing
from backend.desk.listing import Wanted

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@router.get("", responses=problems(429))
def list_conversations(
    me: Staff,
    services: Services,
    wanted: Annotated[ListQuery, Query()],
) -> Conversations:
    """The queue comes in the order in which it waits, the others by what their members sent last, newest first."""
    text = cleaned(wanted.q)
    note_search(services, me, text)
    with services.database.reading() as session:
        page = listing.page(session, Wanted(wanted.view, text, wanted.before, wanted.limit), me.staff_id)
        return Conversations(
            conversations=summaries(session, services, page.conversations),
            next=page.next,
            counts=counts(session, services, me.staff_id),
        )


@router.get("/{conversation_id}", responses=problems(404))
def show_conversation(_me: Staff, services: Services, conversation_id: PathText) -> Summary:
    with services.database.reading() as session:
        return summary(session, services, conversation_id)


@router.post("/{conversation_id}/claim", responses=problems(404, 409), dependencies=[CheckedHeader])
def claim(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Take one that waits. 409 `already_claimed` names in `agent` who was faster."""
    return _changed(services, me, conversation_id, services.handoffs.claim, Action.CONVERSATION_CLAIMED)


@router.post("/{conversation_id}/step-in", responses=problems(404, 409), dependencies=[CheckedHeader])
def step_in(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Take one that the bot has, though nobody asked for a person."""
    return _changed(services, me, conversation_id, services.handoffs.step_in, Action.CONVERSATION_STEPPED_IN)


@router.post("/{conversation_id}/hand-back", responses=problems(404, 409), dependencies=[CheckedHeader])
def hand_back(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Give one's own back to the bot, which tells the member."""
    return _changed(services, me, conversation_id, services.handoffs.hand_back, Action.CONVERSATION_HANDED_BACK)


@router.post("/{conversation_id}/release", responses=problems(404, 409), dependencies=[CheckedHeader])
def release(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Put one's own back into the queue."""
    return _changed(services, me, conversation_id, services.handoffs.release, Action.CONVERSATION_RELEASED)


@router.post("/{conversation_id}/end", responses=problems(404, 409), dependencies=[CheckedHeader])
def end(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """End one's own for good."""
    return _changed(services, me, conversation_id, services.handoffs.end, Action.CONVERSATION_ENDED)


@router.post("/{conversation_id}/transfer", responses=problems(404, 409), dependencies=[CheckedHeader])
def transfer(me: Staff, services: Services, conversation_id: PathText, body: Receiver) -> Summary:
    """Give one's own to a colleague at the desk."""
    transfer = partial(services.handoffs.transfer, to=body.to)
    return _changed(services, me, conversation_id, transfer, Action.CONVERSATION_TRANSFERRED, to=body.to)


@router.post("/{conversation_id}/assign", responses=problems(404, 409), dependencies=[CheckedHeader])
def assign(me: Staff, services: Services, conversation_id: PathText, body: Receiver) -> Summary:
    """Give one that waits to a colleague at the desk."""
    assign = partial(services.handoffs.assign, to=body.to)
    return _changed(services, me, conversation_id, assign, Action.CONVERSATION_ASSIGNED, to=body.to)


def _changed(
    services: Container,
    me: SignedInStaff,
    conversation_id: str,
    move: Callable[[Session, str, int], object],
    action: Action,
    **details: int,
) -> Summary:
    """How it stands after the move, which is in the audit log. Who watches is told by backend/handoff."""
    with services.database.unit_of_work() as session:
        conversation(session, conversation_id)
        move(session, conversation_id, me.staff_id)
        note_act(session, services, me, action, of=conversation_id, **details)
    with services.database.reading() as session:
        return summary(session, services, conversation_id)
