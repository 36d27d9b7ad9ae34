"""The desk's conversations: lists, and every way in which one changes hands."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.console.access import SignedInStaff, Staff
from backend.console.acts import note_act, note_search
from backend.console.csrf import CheckedHeader
from backend.console.schemas import Conversations, DeskCounts, ListQuery, Receiver, Summary
from backend.console.summaries import conversation, summaries, summary
from backend.container import Container, Services
from backend.core.openapi import PathText, problems
from backend.core.text import cleaned
from backend.desk import listing
from backend.desk.listing import Wanted

__all__ = ["counts", "router", "summary"]

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


def counts(session: Session, services: Container, staff_id: int) -> DeskCounts:
    """The numbers beside the lists, and whether the desk is open."""
    desk = services.handoffs.desk
    found = listing.counts(session, staff_id, services.clock.now())
    return DeskCounts(
        queue=found.queue,
        mine=found.mine,
        unanswered=found.unanswered,
        tickets=found.tickets,
        overdue=found.overdue,
        is_open=desk.is_open(session),
        is_within_hours=desk.is_within_hours(),
    )


@router.get("/{conversation_id}", responses=problems(404))
def show_conversation(_me: Staff, services: Services, conversation_id: PathText) -> Summary:
    with services.database.reading() as session:
        return summary(session, services, conversation_id)


@router.post("/{conversation_id}/claim", responses=problems(404, 409), dependencies=[CheckedHeader])
def claim(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Take one that waits. 409 `already_claimed` names in `agent` who was faster."""
    return _changed(
        services,
        me,
        conversation_id,
        Action.CONVERSATION_CLAIMED,
        lambda session: services.handoffs.claim(session, conversation_id, me.staff_id),
    )


@router.post("/{conversation_id}/step-in", responses=problems(404, 409), dependencies=[CheckedHeader])
def step_in(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Take one that the bot has, though nobody asked for a person."""
    return _changed(
        services,
        me,
        conversation_id,
        Action.CONVERSATION_STEPPED_IN,
        lambda session: services.handoffs.step_in(session, conversation_id, me.staff_id),
    )


@router.post("/{conversation_id}/hand-back", responses=problems(404, 409), dependencies=[CheckedHeader])
def hand_back(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Give one's own back to the bot, which tells the member."""
    return _changed(
        services,
        me,
        conversation_id,
        Action.CONVERSATION_HANDED_BACK,
        lambda session: services.handoffs.hand_back(session, conversation_id, me.staff_id),
    )


@router.post("/{conversation_id}/release", responses=problems(404, 409), dependencies=[CheckedHeader])
def release(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Put one's own back into the queue."""
    return _changed(
        services,
        me,
        conversation_id,
        Action.CONVERSATION_RELEASED,
        lambda session: services.handoffs.transfer(session, conversation_id, me.staff_id, None),
    )


@router.post("/{conversation_id}/end", responses=problems(404, 409), dependencies=[CheckedHeader])
def end(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """End one's own for good."""
    return _changed(
        services,
        me,
        conversation_id,
        Action.CONVERSATION_ENDED,
        lambda session: services.handoffs.end(session, conversation_id, me.staff_id),
    )


@router.post("/{conversation_id}/transfer", responses=problems(404, 409), dependencies=[CheckedHeader])
def transfer(me: Staff, services: Services, conversation_id: PathText, body: Receiver) -> Summary:
    """Give one's own to a colleague at the desk."""
    return _changed(
        services,
        me,
        conversation_id,
        Action.CONVERSATION_TRANSFERRED,
        lambda session: services.handoffs.transfer(session, conversation_id, me.staff_id, body.to),
        to=body.to,
    )


@router.post("/{conversation_id}/assign", responses=problems(404, 409), dependencies=[CheckedHeader])
def assign(me: Staff, services: Services, conversation_id: PathText, body: Receiver) -> Summary:
    """Give one that waits to a colleague at the desk."""
    return _changed(
        services,
        me,
        conversation_id,
        Action.CONVERSATION_ASSIGNED,
        lambda session: services.handoffs.assign(session, conversation_id, me.staff_id, body.to),
        to=body.to,
    )


def _changed(
    services: Container,
    me: SignedInStaff,
    conversation_id: str,
    action: Action,
    change: Callable[[Session], object],
    **details: int,
) -> Summary:
    """How it stands after the change, which is in the audit log. Who watches is told by backend/handoff."""
    with services.database.unit_of_work() as session:
        conversation(session, conversation_id)
        change(session)
        note_act(session, services, me, action, of=conversation_id, **details)
    with services.database.reading() as session:
        return summary(session, services, conversation_id)
