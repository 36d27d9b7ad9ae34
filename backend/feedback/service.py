"""What members say of answers and conversations; and staff's look at it."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.conversations.channels import tell_desk
from backend.conversations.models import Author, Conversation, Message
from backend.core.clock import Clock
from backend.core.database import add_once, after_commit
from backend.core.fan_out import FanOut
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.feedback.models import AnswerFeedback, ConversationRating, Shortcoming
from backend.handoff.models import Handoff
from backend.masking.mask import Circumstances, masked

LONGEST_COMMENT: Final = 500
LONGEST_RATING_COMMENT: Final = 1000


@dataclass(frozen=True)
class Opinion:
    """A thumb. What was missing goes with one that points down only."""

    is_helpful: bool
    shortcoming: Shortcoming | None = None
    comment: str = ""


@dataclass(frozen=True)
class Feedback:
    clock: Clock
    fan_out: FanOut

    def thumb(self, session: Session, conversation_id: str, message_id: str, opinion: Opinion) -> None:
        """Keep what is thought of one answer, in the place of what was thought before; staff look at it anew.

        Raises 404 for a message that is not of this conversation, 409 `not_an_answer` for one that answers nothing.
        """
        message = session.scalar(
            select(Message).where(Message.conversation_id == conversation_id, Message.id == message_id)
        )
        if message is None:
            raise Problem(404, "not_found", "指定されたメッセージが見つかりませんでした。")
        if message.author != Author.BOT or message.topic is None:
            raise Problem(409, "not_an_answer", "このメッセージは評価できません。")
        values = {
            "is_helpful": opinion.is_helpful,
            "shortcoming": None if opinion.is_helpful else opinion.shortcoming,
            "comment": _kept(opinion.comment),
            "created_at": self.clock.now(),
            "reviewed_at": None,
            "reviewed_by": None,
        }
        row = AnswerFeedback(message_id=message.id, conversation_id=conversation_id, topic=message.topic, **values)
        same = select(AnswerFeedback).where(AnswerFeedback.message_id == message.id)
        kept, is_new = add_once(session, row, same)
        if not is_new:
            session.execute(update(AnswerFeedback).where(AnswerFeedback.id == kept.id).values(**values))
        after_commit(session, ("feedback", conversation_id), lambda: tell_desk(self.fan_out, conversation_id))

    def rate(self, session: Session, conversation_id: str, score: int, comment: str) -> None:
        """Keep a face, once, for a conversation that a person had and that is over.

        Raises 409 `not_ended`, `no_person` and `already_rated`.
        """
        conversation = session.get_one(Conversation, conversation_id)
        if conversation.ended_at is None:
            raise Problem(409, "not_ended", "評価は、会話が終わってからお願いいたします。")
        agent_id = _last_agent(session, conversation_id)
        if agent_id is None:
            raise Problem(409, "no_person", "担当者との会話ではないため、評価は不要です。")
        row = ConversationRating(
            conversation_id=conversation_id,
            agent_id=agent_id,
            score=score,
            comment=_kept(comment),
            created_at=self.clock.now(),
        )
        same = select(ConversationRating).where(ConversationRating.conversation_id == conversation_id)
        if not add_once(session, row, same)[1]:
            raise Problem(409, "already_rated", "この会話は評価済みです。ありがとうございました。")

    def review(self, session: Session, feedback_id: int, *, staff_id: int, address: str) -> AnswerFeedback:
        """Staff have looked at it; the first who has stays written down. Raises 404."""
        found = session.get(AnswerFeedback, feedback_id, with_for_update=True, populate_existing=True)
        if found is None:
            raise Problem(404, "not_found", "評価が見つかりませんでした。")
        if found.reviewed_at is None:
            found.reviewed_at, found.reviewed_by = self.clock.now(), staff_id
            audit.record(
                session,
                self.clock,
                Action.FEEDBACK_REVIEWED,
                member_id=None,
                actor=Actor.STAFF,
                actor_id=staff_id,
                address=address,
                feedback=feedback_id,
            )
        return found


def _kept(comment: str) -> str:
    """As a message is kept: without what nobody should have written."""
    return masked(cleaned(comment), Circumstances()).text


def _last_agent(session: Session, conversation_id: str) -> int | None:
    """The person who had it last."""
    return session.scalar(
        select(Handoff.agent_id)
        .where(Handoff.conversation_id == conversation_id, Handoff.agent_id.is_not(None))
        .order_by(Handoff.id.desc())
        .limit(1)
    )
