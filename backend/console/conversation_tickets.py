"""Tickets that staff open from a conversation: what is to be done later, or by others."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from backend.console.access import Staff
from backend.console.csrf import CheckedHeader
from backend.console.schemas import Input
from backend.console.ticket_details import TicketDetail, detail
from backend.container import Services
from backend.core.openapi import PathText, problems
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk.lookup import conversation
from backend.members.service import LONGEST_LOGIN_ID
from backend.tickets.models import LONGEST_BODY, TicketKind

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


class TicketIn(Input):
    kind: TicketKind
    body: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)]
    login_id: Annotated[
        str | None,
        Field(min_length=1, max_length=LONGEST_LOGIN_ID, description="Whose account it is about, as they say"),
    ] = None


@router.post("/{conversation_id}/tickets", status_code=201, responses=problems(404, 409), dependencies=[CheckedHeader])
def open_ticket(me: Staff, services: Services, conversation_id: PathText, body: TicketIn) -> TicketDetail:
    """The same words again are the same ticket, while it is open.

    409 `not_identified` for what only the member themselves may ask for, while nobody has proven to be them.
    """
    text = cleaned(body.body)
    if not text:
        raise Problem(422, "text_empty", "内容を入力してください。")
    login_id = cleaned(body.login_id or "") or None
    with services.database.unit_of_work() as session:
        conversation(session, conversation_id)
        ticket = services.tickets.open_from_desk(
            session, conversation_id, me.staff_id, body.kind, text, login_id=login_id
        )
        session.flush()
        needs_approval = services.unlocking.needs_approval
        return detail(session, ticket, services.clock.now(), me.staff_id, needs_approval=needs_approval)
