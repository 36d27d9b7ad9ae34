"""Finds on record what staff are to be told of: new matters, and that something happened to those that there are.

Nothing is handed over by who does the work, so nobody waits for this, and nothing is lost that is on record: a look
reads from where the last one stopped, and a little before that, since rows of different conversations are not
committed in the order of their numbers. What happened before the first look, or longer than a day ago, begins no
matter. Any number of workers may look: one at a time takes in what is new, and each matter is there once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.container import Container
from backend.conversations.models import Message
from backend.feedback.models import ConversationRating
from backend.handoff.models import Handoff, HandoffEvent, HandoffStep
from backend.slack.told import stories
from backend.slack.told.matters import Matters
from backend.slack.told.models import Kind, Mark, Matter
from backend.slack.told.tickets import occasion_of
from backend.tickets.models import Ticket, TicketEvent, TicketStatus, TicketStep

PAUSE_SECONDS: Final = 0.4
# So many rows are looked at again.
_OVERLAP: Final = 200
# Marks are written where something was found, or when they have fallen so far behind.
_LAG: Final = 200
_OLDEST: Final = timedelta(days=1)
# By these somebody waits for one of the staff.
_QUEUED: Final = (HandoffStep.ASKED, HandoffStep.REQUEUED, HandoffStep.AGENT_GONE)

_STEPS, _MESSAGES, _TICKETS, _RATINGS, _DUE = "handoff_events", "messages", "ticket_events", "ratings", "due"


@dataclass
class News:
    """What a look has found. Of matters that there are: their ids, with the newest message or step of each."""

    handoffs: dict[int, HandoffEvent] = field(default_factory=dict)
    tickets: list[TicketEvent] = field(default_factory=list)
    overdue: list[Ticket] = field(default_factory=list)
    ratings: list[ConversationRating] = field(default_factory=list)
    said: dict[int, int] = field(default_factory=dict)
    steps: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.handoffs, self.tickets, self.overdue, self.ratings, self.said, self.steps))


@dataclass(frozen=True)
class Watch:
    services: Container

    def begin(self) -> None:
        """For a start: from here on things are told, unless they are already."""
        try:
            with self.services.database.unit_of_work() as session:
                if session.scalar(select(Mark.source).limit(1)) is None:
                    ends = self._ends(session)
                    session.add_all(Mark(source=source, floor=end, at=end) for source, end in ends.items())
        except IntegrityError:
            return  # another process began at this moment

    def look(self) -> None:
        """Take in what is new. Where nothing is, no writer waits for this."""
        with self.services.database.reading() as session:
            marks = {mark.source: mark for mark in session.scalars(select(Mark))}
            if marks and not _lags(marks, self._ends(session)) and not self._news(session, marks):
                return
        if not marks:
            self.begin()  # there was no database at the start
            return
        with self.services.database.unit_of_work() as session:
            ends = self._ends(session)
            marks = {mark.source: mark for mark in session.scalars(select(Mark).with_for_update())}
            self._take_in(session, self._news(session, marks))
            for source, end in ends.items():
                marks[source].at = max(marks[source].at, end)

    def _ends(self, session: Session) -> dict[str, int]:
        """How far each table goes; time is one of them."""
        newest = select(
            *(
                select(func.coalesce(func.max(column), 0)).scalar_subquery()
                for column in (HandoffEvent.id, Message.serial, TicketEvent.id, ConversationRating.id)
            )
        )
        found = session.execute(newest).one()
        ends = dict(zip((_STEPS, _MESSAGES, _TICKETS, _RATINGS), map(int, found), strict=True))
        return ends | {_DUE: int(self.services.clock.now().timestamp())}

    # -- what there is

    def _news(self, session: Session, marks: dict[str, Mark]) -> News:
        low = {source: max(mark.floor, mark.at - _OVERLAP) for source, mark in marks.items()}
        oldest = self.services.clock.now() - _OLDEST
        news = News()
        for event, matter_id in session.execute(_handoff_steps(low[_STEPS], oldest)):
            if matter_id is None:
                news.handoffs.setdefault(event.handoff_id, event)
            else:
                news.steps[matter_id] = event.id
        for matter_id, serial in session.execute(_messages(low[_MESSAGES])):
            news.said[matter_id] = serial
        for matter_id, event_id in session.execute(_ticket_steps(low[_TICKETS])):
            news.steps[matter_id] = event_id
        news.tickets = list(session.scalars(_new_tickets(low[_TICKETS], oldest)))
        news.ratings = list(session.scalars(self._bad_ratings(low[_RATINGS], oldest)))
        news.overdue = self._overdue(session, low[_TICKETS], marks[_DUE].at)
        return news

    def _bad_ratings(self, low: int, oldest: datetime) -> Select[ConversationRating]:
        told = and_(Matter.kind == Kind.RATING, Matter.reference == ConversationRating.id)
        return (
            select(ConversationRating)
            .outerjoin(Matter, told)
            .where(ConversationRating.id > low, ConversationRating.created_at > oldest, Matter.id.is_(None))
            .where(ConversationRating.score <= self.services.settings.slack_bad_rating)
            .order_by(ConversationRating.id)
        )

    def _overdue(self, session: Session, low: int, since: int) -> list[Ticket]:
        """Whose time has come since, or which came to be past their time by what staff did."""
        now = self.services.clock.now()
        past = select(Ticket).where(Ticket.due_at <= now, Ticket.status != TicketStatus.CLOSED)
        touched = select(TicketEvent.ticket_id).where(TicketEvent.id > low)
        came = Ticket.due_at > datetime.fromtimestamp(since - 1, tz=now.tzinfo)
        # One after the other: each by its index.
        found = [ticket for each in (came, Ticket.id.in_(touched)) for ticket in session.scalars(past.where(each))]
        tickets = list(dict.fromkeys(found))
        if not tickets:
            return []
        known = select(Matter.reference, Matter.occasion).where(
            Matter.kind == Kind.OVERDUE, Matter.reference.in_([ticket.id for ticket in tickets])
        )
        told = set(session.execute(known))
        return [ticket for ticket in tickets if ticket.due_at and (ticket.id, occasion_of(ticket.due_at)) not in told]

    # -- what becomes of it

    def _take_in(self, session: Session, news: News) -> None:
        matters, now = Matters(self.services.settings), self.services.clock.now()
        for matter in sorted(self._begun(session, news), key=lambda each: each.opened_at):
            matters.begin(session, matter, now)
        touched = {*news.said, *news.steps}
        # Those that are being told just now are found again by the next look.
        rows = select(Matter).where(Matter.id.in_(touched)).with_for_update(skip_locked=True)
        for matter in session.scalars(rows):
            matter.seen_message = max(matter.seen_message, news.said.get(matter.id, 0))
            matter.seen_event = max(matter.seen_event, news.steps.get(matter.id, 0))
            matter.due_at = matter.due_at or now

    def _begun(self, session: Session, news: News) -> Iterable[Matter]:
        for handoff_id, event in news.handoffs.items():
            handoff = session.get_one(Handoff, handoff_id)
            yield Matter(
                kind=Kind.HANDOFF,
                reference=handoff_id,
                conversation_id=handoff.conversation_id,
                opened_at=event.at,
                told_event=event.id,
                told_message=stories.beginning(session, handoff),
                seen_message=stories.newest(session, handoff.conversation_id),
            )
        for step in news.tickets:
            yield Matter(kind=Kind.TICKET, reference=step.ticket_id, opened_at=step.at, told_event=step.id)
        for ticket in news.overdue:
            assert ticket.due_at is not None
            yield Matter(
                kind=Kind.OVERDUE, reference=ticket.id, occasion=occasion_of(ticket.due_at), opened_at=ticket.due_at
            )
        for rating in news.ratings:
            yield Matter(kind=Kind.RATING, reference=rating.id, opened_at=rating.created_at)


def _lags(marks: dict[str, Mark], ends: dict[str, int]) -> bool:
    return any(end - marks[source].at >= _LAG for source, end in ends.items())


def _handoff_steps(low: int, oldest: datetime) -> Select[HandoffEvent, int | None]:
    matter = and_(Matter.kind == Kind.HANDOFF, Matter.reference == HandoffEvent.handoff_id)
    begins = and_(Matter.id.is_(None), HandoffEvent.step.in_(_QUEUED), HandoffEvent.at > oldest)
    return (
        select(HandoffEvent, Matter.id)
        .outerjoin(Matter, matter)
        .where(
            HandoffEvent.id > low, or_(begins, and_(HandoffEvent.id > Matter.seen_event, Matter.finished_at.is_(None)))
        )
        .order_by(HandoffEvent.id)
    )


def _messages(low: int) -> Select[int, int]:
    """Only of handoffs that go on."""
    return (
        select(Matter.id, func.max(Message.serial))
        .join(Message, Message.conversation_id == Matter.conversation_id)
        .where(Message.serial > low, Matter.finished_at.is_(None), Message.serial > Matter.seen_message)
        .group_by(Matter.id)
    )


def _ticket_steps(low: int) -> Select[int, int]:
    """Of what is told about a ticket, whichever matter it is."""
    about = and_(Matter.kind.in_((Kind.TICKET, Kind.OVERDUE)), Matter.reference == TicketEvent.ticket_id)
    return (
        select(Matter.id, func.max(TicketEvent.id))
        .join(TicketEvent, about)
        .where(TicketEvent.id > low, Matter.finished_at.is_(None), TicketEvent.id > Matter.seen_event)
        .group_by(Matter.id)
    )


def _new_tickets(low: int, oldest: datetime) -> Select[TicketEvent]:
    told = and_(Matter.kind == Kind.TICKET, Matter.reference == TicketEvent.ticket_id)
    return (
        select(TicketEvent)
        .outerjoin(Matter, told)
        .where(TicketEvent.id > low, TicketEvent.step == TicketStep.OPENED, TicketEvent.at > oldest)
        .where(Matter.id.is_(None))
        .order_by(TicketEvent.id)
    )
