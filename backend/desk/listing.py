"""Lists of conversations for staff: the queue, one's own, the bot's, all; page by page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Owner
from backend.core.database import Timestamp
from backend.core.problems import Problem
from backend.desk import search
from backend.desk import ticket_listing as tickets
from backend.desk.overview import unanswered_in
from backend.handoff.models import Handoff


class View(StrEnum):
    QUEUE = "queue"
    MINE = "mine"
    BOT = "bot"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """Which conversations, and from where on: `after` is the `next` of the page before."""

    view: View
    text: str = ""
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True)
class Page:
    conversations: list[Conversation]
    next: str | None


@dataclass(frozen=True)
class Counts:
    """How many wait for a person, are one's own, and how many tickets are open and past their time.

    `unanswered`: messages in one's own conversations.
    """

    queue: int
    mine: int
    unanswered: int
    tickets: int
    overdue: int


def page(session: Session, wanted: Wanted, staff_id: int) -> Page:
    """The queue comes in the order in which it waits, the others by what their members sent last, newest first.

    Raises 422 for a bad cursor.
    """
    order = _order(wanted.view)
    statement = select(Conversation, order.at, order.tie).where(*_of_view(wanted.view, staff_id))
    if wanted.view is View.QUEUE:
        is_open = and_(Handoff.conversation_id == Conversation.id, Handoff.ended_at.is_(None))
        statement = statement.join(Handoff, is_open)
    if wanted.text:
        statement = statement.where(search.conversation_shows(session, wanted.text))
    found = list(session.execute(order.applied(statement, wanted.after).limit(wanted.limit + 1)))
    shown = found[: wanted.limit]
    after = _cursor(shown[-1][1], shown[-1][2]) if len(found) > wanted.limit else None
    return Page([row[0] for row in shown], after)


def counts(session: Session, staff_id: int, now: datetime) -> Counts:
    queue, mine = session.execute(
        select(
            func.count(Conversation.id).filter(*_of_view(View.QUEUE, staff_id)),
            func.count(Conversation.id).filter(*_of_view(View.MINE, staff_id)),
        ).where(Conversation.owner != Owner.BOT)
    ).one()
    of_tickets = tickets.counts(session, staff_id, now)
    own = select(Conversation.id).where(*_of_view(View.MINE, staff_id))
    unanswered = sum(unanswered_in(session, own).values()) if mine else 0
    return Counts(queue, mine, unanswered, of_tickets.open, of_tickets.overdue)


def _of_view(view: View, staff_id: int) -> tuple[ColumnElement[bool], ...]:
    match view:
        case View.QUEUE:
            return (Conversation.owner == Owner.QUEUE,)
        case View.MINE:
            return (Conversation.owner == Owner.AGENT, Conversation.agent_id == staff_id)
        case View.BOT:
            return (Conversation.owner == Owner.BOT, Conversation.ended_at.is_(None))
        case View.ALL:
            return ()


@dataclass(frozen=True)
class _Order:
    """By `at`, and by `tie` where that is the same."""

    at: ColumnElement[Any]
    tie: ColumnElement[Any]
    newest_first: bool

    def applied(self, statement: Select[Any], after: str | None) -> Select[Any]:
        if after is not None:
            moment, last = _position(after, self.tie.type.python_type)
            here, tie = literal(moment, Timestamp()), literal(last, self.tie.type)
            beyond = (self.at < here, self.tie < tie) if self.newest_first else (self.at > here, self.tie > tie)
            statement = statement.where(or_(beyond[0], and_(self.at == here, beyond[1])))
        if self.newest_first:
            return statement.order_by(self.at.desc(), self.tie.desc())
        return statement.order_by(self.at, self.tie)


def _order(view: View) -> _Order:
    if view is View.QUEUE:
        return _Order(Handoff.queued_at.expression, Handoff.id.expression, newest_first=False)
    return _Order(Conversation.active_at.expression, Conversation.id.expression, newest_first=True)


def _cursor(at: datetime, tie: str | int) -> str:
    return f"{at.astimezone(UTC).isoformat()}_{tie}"


def _position(cursor: str, tie_type: type[Any]) -> tuple[datetime, Any]:
    moment, _, tie = cursor.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), tie_type(tie[:36])
        if at.tzinfo is not None and (tie_type is str or 0 <= last < 2**31):
            return at.astimezone(UTC), last
    except (ValueError, OverflowError):
        pass
    raise Problem(422, "invalid", "ページの指定に誤りがあります。", fields=["query.before"])
