"""What a member's page says of a conversation: thumbs, a rating, and that its record be mailed."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from backend.container import Services
from backend.conversations.access import OwnConversation
from backend.conversations.models import Conversation
from backend.core.openapi import PathText, problems
from backend.feedback.models import Shortcoming
from backend.feedback.service import LONGEST_COMMENT, LONGEST_RATING_COMMENT, Opinion

router = APIRouter(prefix="/api/conversations/{conversation_id}", tags=["conversations"])


class OpinionIn(BaseModel):
    """A thumb on an answer; `reason` is kept with one that points down."""

    model_config = ConfigDict(extra="forbid")

    helpful: StrictBool
    reason: Shortcoming | None = None
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""


class RatingIn(BaseModel):
    """1 is the worst, 5 the best."""

    model_config = ConfigDict(extra="forbid")

    score: Annotated[int, Field(ge=1, le=5, strict=True)]
    comment: Annotated[str, Field(max_length=LONGEST_RATING_COMMENT)] = ""


class Taken(BaseModel):
    accepted: Literal[True] = True


@router.put("/messages/{message_id}/feedback", responses=problems(404, 409, 429))
def give_feedback(conversation_id: OwnConversation, message_id: PathText, body: OpinionIn, services: Services) -> Taken:
    """Say whether an answer helped; said again, it replaces what was said. 409 `not_an_answer`."""
    services.limiter.check(services.settings.feedback_per_conversation, "feedback", conversation_id)
    opinion = Opinion(is_helpful=body.helpful, shortcoming=body.reason, comment=body.comment)
    with services.database.unit_of_work() as session:
        services.feedback.thumb(session, conversation_id, message_id, opinion)
    return Taken()


@router.post("/rating", status_code=201, responses=problems(409, 429))
def rate(conversation_id: OwnConversation, body: RatingIn, services: Services) -> Taken:
    """Rate a conversation with a person after its end, once. 409 `not_ended`, `no_person` or `already_rated`."""
    services.limiter.check(services.settings.feedback_per_conversation, "feedback", conversation_id)
    with services.database.unit_of_work() as session:
        services.feedback.rate(session, conversation_id, body.score, body.comment)
    return Taken()


@router.post("/transcript", status_code=202, responses=problems(409, 429))
def mail_transcript(conversation_id: OwnConversation, services: Services) -> Taken:
    """Have the whole conversation mailed to the registered address of the member it is with.

    Works until 30 minutes after its end. 409 `not_identified` if nobody has proven who they are.
    """
    with services.database.unit_of_work() as session:
        services.transcripts.send(session, session.get_one(Conversation, conversation_id))
        services.limiter.check(services.settings.transcripts_per_conversation, "transcripts", conversation_id)
    return Taken()
