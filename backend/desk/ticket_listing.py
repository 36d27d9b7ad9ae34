"""Lists of tickets for staff: what is open, one's own, overdue, closed; page by page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from backend.core.database import Timestamp
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk.search import ticket_of
from backend.desk.shown import shows
from backend.tickets.models import Ticket, TicketKind, TicketStatus

# What has no time to be done by stands behind everything that has one.
_NO_TIME_SET = datetime(9999, 1, 1, tzinfo=UTC)


class View(StrEnum):
    OPEN = "open"
    MINE = "mine"
    OVERDUE = "overdue"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """Which tickets, and from where on: `after` is the `next` of the page before."""

    view: View
    kind: TicketKind | None = None
    text: str = ""
    conversation_id: str | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True)
class Page:
    tickets: list[Ticket]
    next: str | None


@dataclass(frozen=True)
class Counts:
    """How many tickets are open: all, one's own, and those past their time."""

    open: int
    mine: int
    overdue: int


def page(session: Session, wanted: Wanted, staff_id: int, now: datetime) -> Page:
    """What is open comes in the order in which it is due; closed ones and all of them newest first.

    Raises 422 for a bad cursor.
    """
    statement = select(Ticket).where(*_of_view(wanted.view, staff_id, now))
    if wanted.kind is not None:
        statement = statement.where(Ticket.kind == wanted.kind)
    if wanted.conversation_id is not None:
        statement = statement.where(Ticket.conversation_id == wanted.conversation_id)
    if wanted.text:
        statement = statement.where(_shows(session, wanted.text))
    found = list(session.scalars(_from(statement, wanted).limit(wanted.limit + 1)))
    shown = found[: wanted.limit]
    has_more = len(found) > wanted.limit
    return Page(shown, _cursor(shown[-1], wanted.view) if has_more else None)


def counts(session: Session, staff_id: int, now: datetime) -> Counts:
    statement = select(
        func.count(Ticket.id),
        func.count(Ticket.id).filter(Ticket.assignee_id == staff_id),
        func.count(Ticket.id).filter(Ticket.due_at < now),
    ).where(Ticket.status != TicketStatus.CLOSED)
    return Counts(*session.execute(statement).one())


def is_overdue(ticket: Ticket, now: datetime) -> bool:
    return ticket.status != TicketStatus.CLOSED and ticket.due_at is not None and ticket.due_at < now


def _shows(session: Session, text: str) -> ColumnElement[bool]:
    """That a ticket has these words in it, is of somebody with this name, or has this number."""
    words = cleaned(text)
    digits = "".join(char for char in words if char.isdecimal())[-9:]
    serial = int(digits) if digits and words.upper().removeprefix("TKT").strip("-").isdecimal() else None
    found = [shows(session, place, Ticket.id, words) for place in (Ticket.subject, Ticket.body)]
    found.append(ticket_of(session, words))
    return or_(*found, *([] if serial is None else [Ticket.id == serial]))


def _of_view(view: View, staff_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_closed = Ticket.status == TicketStatus.CLOSED
    match view:
        case View.OPEN:
            return (~is_closed,)
        case View.MINE:
            return (~is_closed, Ticket.assignee_id == staff_id)
        case View.OVERDUE:
            return (~is_closed, Ticket.due_at < now)
        case View.CLOSED:
            return (is_closed,)
        case View.ALL:
            return ()


def _moment(view: View) -> ColumnElement[datetime]:
    """What a view is ordered by, besides the ticket's id."""
    match view:
        case View.CLOSED:
            return func.coalesce(Ticket.closed_at, Ticket.created_at, type_=Timestamp())
        case View.ALL:
            return Ticket.created_at.expression
        case _:
            return func.coalesce(Ticket.due_at, literal(_NO_TIME_SET, Timestamp()), type_=Timestamp())


def _from(statement: Select[Ticket], wanted: Wanted) -> Select[Ticket]:
    newest_first = wanted.view in {View.CLOSED, View.ALL}
    at = _moment(wanted.view)
    if wanted.after is not None:
        moment, ticket_id = _position(wanted.after)
        here = literal(moment, Timestamp())
        beyond = (at < here, Ticket.id < ticket_id) if newest_first else (at > here, Ticket.id > ticket_id)
        statement = statement.where(or_(beyond[0], and_(at == here, beyond[1])))
    if newest_first:
        return statement.order_by(at.desc(), Ticket.id.desc())
    return statement.order_by(at, Ticket.id)


def _cursor(ticket: Ticket, view: View) -> str:
    match view:
        case View.CLOSED:
            moment = ticket.closed_at or ticket.created_at
        case View.ALL:
            moment = ticket.created_at
        case _:
            moment = ticket.due_at or _NO_TIME_SET
    return f"{moment.astimezone(UTC).isoformat()}_{ticket.id}"


def _position(cursor: str) -> tuple[datetime, int]:
    moment, _, ticket_id = cursor.rpartition("_")
    try:
        at, number = datetime.fromisoformat(moment), int(ticket_id)
        if at.tzinfo is not None and 0 <= number < 2**31:
            return at.astimezone(UTC), number
    except (ValueError, OverflowError):
        pass
    raise Problem(422, "invalid", "ページの指定に誤りがあります。", fields=["query.before"])
