"""The desk's conversations: lists, and every way in which one changes hands."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.console.access import Staff
from backend.console.counts import counts
from backend.console.csrf import CheckedHeader
from backend.console.schemas import Conversations, ListQuery, Receiver, Summary
from backend.console.summaries import summaries, summary
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
    services.desk_log.listing(me.acting, text)
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
    services.desk_work.claim(me.acting, conversation_id)
    return _shown(services, conversation_id)


@router.post("/{conversation_id}/step-in", responses=problems(404, 409), dependencies=[CheckedHeader])
def step_in(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Take one that the bot has, though nobody asked for a person."""
    services.desk_work.step_in(me.acting, conversation_id)
    return _shown(services, conversation_id)


@router.post("/{conversation_id}/hand-back", responses=problems(404, 409), dependencies=[CheckedHeader])
def hand_back(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Give one's own back to the bot, which tells the member."""
    services.desk_work.hand_back(me.acting, conversation_id)
    return _shown(services, conversation_id)


@router.post("/{conversation_id}/release", responses=problems(404, 409), dependencies=[CheckedHeader])
def release(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """Put one's own back into the queue."""
    services.desk_work.release(me.acting, conversation_id)
    return _shown(services, conversation_id)


@router.post("/{conversation_id}/end", responses=problems(404, 409), dependencies=[CheckedHeader])
def end(me: Staff, services: Services, conversation_id: PathText) -> Summary:
    """End one's own for good."""
    services.desk_work.end(me.acting, conversation_id)
    return _shown(services, conversation_id)


@router.post("/{conversation_id}/transfer", responses=problems(404, 409), dependencies=[CheckedHeader])
def transfer(me: Staff, services: Services, conversation_id: PathText, body: Receiver) -> Summary:
    """Give one's own to a colleague at the desk."""
    services.desk_work.transfer(me.acting, conversation_id, body.to)
    return _shown(services, conversation_id)


@router.post("/{conversation_id}/assign", responses=problems(404, 409), dependencies=[CheckedHeader])
def assign(me: Staff, services: Services, conversation_id: PathText, body: Receiver) -> Summary:
    """Give one that waits to a colleague at the desk."""
    services.desk_work.assign(me.acting, conversation_id, body.to)
    return _shown(services, conversation_id)


def _shown(services: Container, conversation_id: str) -> Summary:
    """How it stands now. Who watches is told by backend/handoff."""
    with services.database.reading() as session:
        return summary(session, services, conversation_id)
