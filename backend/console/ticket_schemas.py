"""Tickets as the console gets them in lists."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.console.parts import Parts, Place, TextPart, preview
from backend.desk.overview import Said, last_said
from backend.desk.reveals import Source
from backend.desk.ticket_listing import is_overdue
from backend.members.models import Member
from backend.staff.models import StaffMember
from backend.tickets import approvals
from backend.tickets.models import Ticket, TicketKind, TicketStatus
from backend.tickets.service import ASKS_FOR_PERSON

_ABOUT_CHARS = 80
# Of who wants to talk to a person: asking for one seldom says what it is about.
_SAID = 3
_SAID_CHARS = 40


class Named(BaseModel):
    """A colleague or a member."""

    id: int
    name: str


class TicketSummary(BaseModel):
    number: str
    kind: TicketKind
    kind_label: str
    status: TicketStatus
    status_label: str
    subject: str
    about: Annotated[Parts, Field(description="What is in it: the chat's last words of its member, or the body")]
    assignee: Named | None
    created_at: datetime
    due_at: Annotated[datetime | None, Field(description="By when it is to be closed; null if no time is set")]
    is_overdue: bool
    awaits_approval: Annotated[bool, Field(description="That a colleague approves the unlocking is waited for")]
    closed_at: datetime | None
    conversation_id: Annotated[str | None, Field(description="The conversation that it was opened in")]
    member: Annotated[Named | None, Field(description="Who opened it, if they had proven who they are")]


def summaries(session: Session, tickets: Sequence[Ticket], now: datetime) -> list[TicketSummary]:
    """In the same order."""
    staff = _staff(session, (ticket.assignee_id for ticket in tickets))
    members = _members(session, (ticket.member_id for ticket in tickets))
    awaiting = approvals.standing_of(session, tickets)
    said = last_said(session, [str(ticket.conversation_id) for ticket in tickets if _asks_for_person(ticket)], _SAID)
    return [
        TicketSummary(
            number=ticket.number,
            kind=TicketKind(ticket.kind),
            kind_label=ticket.kind_label,
            status=TicketStatus(ticket.status),
            status_label=ticket.status_label,
            subject=ticket.subject,
            about=_about(ticket, said.get(str(ticket.conversation_id), []) if _asks_for_person(ticket) else []),
            assignee=None if ticket.assignee_id is None else staff[ticket.assignee_id],
            created_at=ticket.created_at,
            due_at=ticket.due_at,
            is_overdue=is_overdue(ticket, now),
            awaits_approval=ticket.id in awaiting,
            closed_at=ticket.closed_at,
            conversation_id=ticket.conversation_id,
            member=None if ticket.member_id is None else members[ticket.member_id],
        )
        for ticket in tickets
    ]


def _asks_for_person(ticket: Ticket) -> bool:
    return ticket.conversation_id is not None and ticket.body.startswith(ASKS_FOR_PERSON)


def _about(ticket: Ticket, said: Sequence[Said]) -> Parts:
    """Each message by itself: what is personal in one is not to be told from what stands in the next."""
    if not said:
        return preview(ticket.body, Place(source=Source.TICKET, id=ticket.number, field="body"), _ABOUT_CHARS)
    first, *others = (preview(one.text, Place(source=Source.MESSAGE, id=one.id), _SAID_CHARS) for one in said)
    return [*first, *(part for one in others for part in (TextPart(text=" / "), *one))]


def _staff(session: Session, ids: Iterable[int | None]) -> dict[int, Named]:
    """By id; colleagues see each other's own names."""
    statement = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_({one for one in ids if one}))
    return {row.id: Named(id=row.id, name=row.name) for row in session.execute(statement)}


def _members(session: Session, ids: Iterable[int | None]) -> dict[int, Named]:
    statement = select(Member.id, Member.name).where(Member.id.in_({one for one in ids if one}))
    return {row.id: Named(id=row.id, name=row.name) for row in session.execute(statement)}
