"""What members said of answers and conversations, to be read through."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field

from backend.console.access import Staff
from backend.console.csrf import CheckedHeader
from backend.console.parts import Parts, Place, shown
from backend.container import Container, Services
from backend.core import peers
from backend.core.openapi import problems
from backend.desk.reveals import Source
from backend.feedback import review
from backend.feedback.models import Shortcoming
from backend.feedback.review import Judged, Rated, View
from backend.personal_data.parts import masked

router = APIRouter(prefix="/console/api/feedback", tags=["console: feedback"])
_SHOWN_RATINGS = 50

SerialId = Annotated[int, Field(ge=1, lt=2**31)]


class FeedbackQuery(BaseModel):
    view: View = View.UNREVIEWED
    before: Annotated[SerialId | None, Field(description="`next` of the page before")] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class JudgedAnswer(BaseModel):
    """A thumb on an answer of the bot."""

    id: int
    helpful: bool
    reason_label: Annotated[str | None, Field(description="What was wrong with it")]
    comment: Parts
    topic: str | None
    topic_title: str | None
    question: Annotated[Parts | None, Field(description="What the member had written; null: the bot spoke first")]
    answer: Annotated[str, Field(description="Personal data in it is blotted out")]
    at: datetime
    conversation_id: str
    reviewed: bool


class RatedConversation(BaseModel):
    """1 is the worst, 5 the best."""

    id: int
    score: int
    comment: Parts
    agent_name: str | None
    at: datetime
    conversation_id: str


class FeedbackSummary(BaseModel):
    """Of the last 30 days; what is not reviewed, of all times."""

    helpful: int
    unhelpful: int
    unreviewed: int
    ratings: int
    average_score: float | None


class FeedbackList(BaseModel):
    """Newest first."""

    answers: list[JudgedAnswer]
    ratings: list[RatedConversation]
    summary: FeedbackSummary
    next: Annotated[int | None, Field(description="`before` of the next page of answers; null on the last one")]


class Reviewed(BaseModel):
    id: int
    reviewed: bool


@router.get("")
def list_feedback(_me: Staff, services: Services, wanted: Annotated[FeedbackQuery, Query()]) -> FeedbackList:
    with services.database.reading() as session:
        page = review.page(session, wanted.view, wanted.before, wanted.limit)
        ratings = review.newest_ratings(session, _SHOWN_RATINGS)
        summary = review.summary(session, services.clock.now())
    return FeedbackList(
        answers=[_judged(services, each) for each in page.judged],
        ratings=[_rated(each) for each in ratings],
        summary=FeedbackSummary(
            helpful=summary.helpful,
            unhelpful=summary.unhelpful,
            unreviewed=summary.unreviewed,
            ratings=summary.ratings,
            average_score=summary.average,
        ),
        next=page.next,
    )


@router.post("/{feedback_id}/review", responses=problems(404), dependencies=[CheckedHeader])
def mark_reviewed(
    me: Staff, request: Request, services: Services, feedback_id: Annotated[int, Path(ge=1, lt=2**31)]
) -> Reviewed:
    """Somebody has looked at it. A thumb that is changed afterwards is to be looked at anew."""
    with services.database.unit_of_work() as session:
        services.feedback.review(session, feedback_id, staff_id=me.staff_id, address=peers.address(request))
    return Reviewed(id=feedback_id, reviewed=True)


def _judged(services: Container, judged: Judged) -> JudgedAnswer:
    feedback, question = judged.feedback, judged.question
    topic = feedback.topic
    return JudgedAnswer(
        id=feedback.id,
        helpful=feedback.is_helpful,
        reason_label=None if feedback.shortcoming is None else Shortcoming(feedback.shortcoming).label,
        comment=shown(feedback.comment, Place(source=Source.FEEDBACK, id=str(feedback.id))),
        topic=topic,
        topic_title=services.topics.title(topic) if topic is not None and topic in services.topics else None,
        question=None if question is None else shown(question.text, Place(source=Source.MESSAGE, id=question.id)),
        answer=masked(judged.answer),
        at=feedback.created_at,
        conversation_id=feedback.conversation_id,
        reviewed=feedback.reviewed_at is not None,
    )


def _rated(rated: Rated) -> RatedConversation:
    rating = rated.rating
    return RatedConversation(
        id=rating.id,
        score=rating.score,
        comment=shown(rating.comment, Place(source=Source.RATING, id=str(rating.id))),
        agent_name=rated.agent,
        at=rating.created_at,
        conversation_id=rating.conversation_id,
    )
