"""What members said, for staff to read through."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from backend.conversations.models import Message
from backend.feedback.models import AnswerFeedback, ConversationRating
from backend.staff.models import StaffMember

# The summary looks so far back.
LOOKED_BACK: Final = timedelta(days=30)


class View(StrEnum):
    UNREVIEWED = "unreviewed"
    ALL = "all"


@dataclass(frozen=True)
class Judged:
    """A thumb, the answer it is on, and what the member had asked: None where the bot spoke first."""

    feedback: AnswerFeedback
    answer: str
    question: Message | None


@dataclass(frozen=True)
class Rated:
    """`agent`: whom colleagues know the person by whose conversation it was."""

    rating: ConversationRating
    agent: str | None


@dataclass(frozen=True)
class Summary:
    """Counts since `LOOKED_BACK`; `average` of the faces is None without any."""

    helpful: int
    unhelpful: int
    unreviewed: int
    ratings: int
    average: float | None


@dataclass(frozen=True)
class Page:
    judged: list[Judged]
    next: int | None


def page(session: Session, view: View, before: int | None, limit: int) -> Page:
    """Newest first; the next one begins `before` the last id of this."""
    question = aliased(Message)
    statement = (
        select(AnswerFeedback, Message.text, question)
        .join(Message, Message.id == AnswerFeedback.message_id)
        .outerjoin(question, question.serial == Message.reply_to)
        .order_by(AnswerFeedback.id.desc())
        .limit(limit + 1)
    )
    if view is View.UNREVIEWED:
        statement = statement.where(AnswerFeedback.reviewed_at.is_(None))
    if before is not None:
        statement = statement.where(AnswerFeedback.id < before)
    found = [Judged(*row) for row in session.execute(statement)]
    shown = found[:limit]
    return Page(shown, shown[-1].feedback.id if len(found) > limit else None)


def newest_ratings(session: Session, limit: int) -> list[Rated]:
    statement = (
        select(ConversationRating, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == ConversationRating.agent_id)
        .order_by(ConversationRating.id.desc())
        .limit(limit)
    )
    return [Rated(*row) for row in session.execute(statement)]


def summary(session: Session, now: datetime) -> Summary:
    since = now - LOOKED_BACK
    helpful, unhelpful = session.execute(
        select(
            func.count(AnswerFeedback.id).filter(AnswerFeedback.is_helpful.is_(True)),
            func.count(AnswerFeedback.id).filter(AnswerFeedback.is_helpful.is_(False)),
        ).where(AnswerFeedback.created_at > since)
    ).one()
    unreviewed = session.scalar(select(func.count(AnswerFeedback.id)).where(AnswerFeedback.reviewed_at.is_(None)))
    count, total = session.execute(
        select(func.count(ConversationRating.id), func.sum(ConversationRating.score)).where(
            ConversationRating.created_at > since
        )
    ).one()
    return Summary(helpful, unhelpful, unreviewed or 0, count, int(total) / count if count else None)
