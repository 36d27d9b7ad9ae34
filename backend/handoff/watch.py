"""The clock's part in handoffs: nobody waits for ever, and no conversation stays with somebody who is gone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.conversations.models import Author, Conversation, Message, Owner
from backend.core.clock import Clock
from backend.core.database import Database
from backend.handoff.models import Handoff, HandoffEvent, Outcome
from backend.handoff.patience import Limits, Talk, Verdict, Wait, verdict
from backend.handoff.service import Handoffs
from backend.staff.models import StaffMember

# How often it is to look.
PAUSE_SECONDS = 15.0


@dataclass(frozen=True)
class Watch:
    database: Database
    clock: Clock
    handoffs: Handoffs
    limits: Limits

    def look(self) -> None:
        """Do for every conversation what its time has come for. Any number of workers may look."""
        with self.database.reading() as session:
            others = session.scalars(select(Conversation).where(Conversation.owner != Owner.BOT))
            due = [conversation.id for conversation in others if self._verdict(session, conversation) is not None]
        for conversation_id in due:
            with self.database.unit_of_work() as session:
                self._act(session, conversation_id)

    def _act(self, session: Session, conversation_id: str) -> None:
        # Judged again with the row held: something may have happened meanwhile.
        held = self.handoffs.conversations.hold(session, conversation_id)
        match self._verdict(session, held):
            case Verdict.GIVE_UP_WAITING:
                self.handoffs.give_up(session, conversation_id, Outcome.WAITED_TOO_LONG)
            case Verdict.CLOSE_DESK:
                self.handoffs.give_up(session, conversation_id, Outcome.DESK_CLOSED)
            case Verdict.FIND_ANOTHER_AGENT:
                self.handoffs.replace_agent(session, conversation_id)
            case Verdict.GO_BACK_TO_BOT:
                self.handoffs.hand_back(session, conversation_id, None, Outcome.MEMBER_SILENT)

    def _verdict(self, session: Session, conversation: Conversation) -> Verdict | None:
        handoff = session.scalar(
            select(Handoff).where(Handoff.conversation_id == conversation.id, Handoff.ended_at.is_(None))
        )
        if handoff is None:
            return None  # it is over
        if conversation.owner == Owner.QUEUE:
            found: Wait | Talk = Wait(handoff.queued_at or handoff.asked_at, self.handoffs.desk.is_open(session))
        else:
            found = self._talk(session, conversation, handoff)
        return verdict(found, self.limits, self.clock.now())

    def _talk(self, session: Session, conversation: Conversation, handoff: Handoff) -> Talk:
        agent = session.get_one(StaffMember, conversation.agent_id)
        taken_at = session.scalar(select(func.max(HandoffEvent.at)).where(HandoffEvent.handoff_id == handoff.id))
        by_member, by_agent = (self._last_word(session, conversation, who) for who in (Author.MEMBER, Author.AGENT))
        answered_at = by_agent.created_at if by_agent else None
        asked_at = by_member.created_at if by_member else None
        return Talk(
            agent_seen_at=_latest(handoff.asked_at, taken_at, answered_at, agent.seen_at),
            last_word_at=_latest(handoff.asked_at, taken_at, answered_at, asked_at),
            is_answered=by_member is None or (by_agent is not None and by_agent.serial > by_member.serial),
            agent_has_left=agent.disabled_at is not None,
        )

    def _last_word(self, session: Session, conversation: Conversation, author: Author) -> Message | None:
        return session.scalar(
            select(Message)
            .where(Message.conversation_id == conversation.id, Message.author == author)
            .order_by(Message.serial.desc())
            .limit(1)
        )


def _latest(first: datetime, *others: datetime | None) -> datetime:
    return max(first, *(moment for moment in others if moment is not None))
