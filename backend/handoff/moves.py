"""Making a move: the table is asked, the rows are written, and who watches is told after the commit.

The conversation's row is held meanwhile (`ConversationService.hold`), so that of two moves at the same moment the
second is judged by what the first has left.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ScalarResult, func, select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Owner, new_reference
from backend.core.clock import Clock
from backend.core.problems import Problem
from backend.handoff import ownership
from backend.handoff.models import Handoff, HandoffEvent, HandoffStep, Outcome, Reason
from backend.handoff.ownership import Move, Refusal, Refused, Standing
from backend.handoff.telling import Teller
from backend.staff.models import StaffMember

_DETAILS: dict[Refusal, str] = {
    "already_claimed": "この会話はほかの担当者が対応しています。",
    "not_waiting": "この会話は順番待ちではありません。",
    "not_yours": "この会話を担当していません。",
    "conversation_ended": "この会話は終了しています。",
    "nobody_there": "その担当者は現在受け付けていません。",
}
# Of handoffs that ended so, their member did not want a person any more, or got a ticket.
_GIVEN_UP = (Outcome.CALLED_OFF, Outcome.CALL_BACK, Outcome.WAITED_TOO_LONG, Outcome.DESK_CLOSED)
# Every call rings at the desk. Who has had so many of them for nothing within the hour is answered by mail.
MOST_CALLS_FOR_NOTHING = 30
_WITHIN = timedelta(hours=1)


def standing_of(held: Conversation) -> Standing:
    return Standing(Owner(held.owner), held.agent_id, is_ended=held.ended_at is not None)


def refusal(session: Session, held: Conversation, code: Refusal) -> Problem:
    """409; `agent` says who has the conversation instead, if anybody."""
    agent = None if held.agent_id is None else session.get_one(StaffMember, held.agent_id)
    if agent is None:
        return Problem(409, code, _DETAILS[code])
    return Problem(409, code, _DETAILS[code], agent={"id": agent.id, "name": agent.name})


@dataclass(frozen=True)
class Mover:
    clock: Clock
    teller: Teller

    def begin(
        self,
        session: Session,
        held: Conversation,
        move: Move,
        reason: Reason,
        step: HandoffStep,
        *,
        by: int | None = None,
        to: int | None = None,
    ) -> Handoff:
        """The first move of a handoff: to the queue, or to an agent who was not asked for."""
        self._change(session, held, move, by, to)
        now, waits = self.clock.now(), held.owner == Owner.QUEUE
        handoff = Handoff(
            conversation_id=held.id,
            reason=reason,
            asked_at=now,
            queued_at=now if waits else None,
            claimed_at=None if waits else now,
            agent_id=to,
        )
        session.add(handoff)
        session.flush()
        self.record(session, handoff, step, by=by, to=to)
        self.teller.tell(session, held.id, joins_queue=waits)
        return handoff

    def go_on(
        self,
        session: Session,
        held: Conversation,
        move: Move,
        step: HandoffStep,
        *,
        by: int | None = None,
        to: int | None = None,
    ) -> Handoff:
        """A move within a handoff: to the queue, or to an agent."""
        self._change(session, held, move, by, to)
        handoff = self._find_open(session, held).one()
        handoff.agent_id = to
        if to is None:
            handoff.queued_at = self.clock.now()
        elif handoff.claimed_at is None:
            handoff.claimed_at = self.clock.now()
        self.record(session, handoff, step, by=by, to=to)
        self.teller.tell(session, held.id, joins_queue=to is None, is_given=to is not None and to != by)
        return handoff

    def finish(
        self, session: Session, held: Conversation, move: Move, outcome: Outcome, *, by: int | None = None
    ) -> Handoff:
        """The last move of a handoff: to the bot."""
        self._change(session, held, move, by, None)
        handoff = self._find_open(session, held).one()
        self._close(session, handoff, outcome, by)
        self.teller.tell(session, held.id)
        return handoff

    def end(self, session: Session, held: Conversation, *, by: int | None = None) -> None:
        """The end of the conversation, and of its handoff if one is open."""
        self._change(session, held, Move.END, by, None)
        handoff = self._find_open(session, held).one_or_none()
        if handoff is not None:
            self._close(session, handoff, Outcome.ENDED, by)
        had_person = select(Handoff.id).where(Handoff.conversation_id == held.id, Handoff.claimed_at.is_not(None))
        self.teller.tell_end(session, held.id, may_rate=session.scalar(had_person.limit(1)) is not None)

    def check(
        self, session: Session, held: Conversation, move: Move, *, by: int | None = None, to: int | None = None
    ) -> Standing:
        """How it would stand after the move. Raises a Problem with status 409."""
        try:
            return ownership.after(standing_of(held), move, by=by, to=to)
        except Refused as refused:
            raise refusal(session, held, refused.code) from refused

    def record(
        self, session: Session, handoff: Handoff, step: HandoffStep, *, by: int | None = None, to: int | None = None
    ) -> None:
        session.add(
            HandoffEvent(
                conversation_id=handoff.conversation_id,
                handoff_id=handoff.id,
                at=self.clock.now(),
                step=step,
                staff_id=by,
                to_staff_id=to,
            )
        )

    def was_given_up(self, session: Session, conversation_id: str) -> bool:
        """Whether a person was called here before, and nobody is wanted or awaited in the chat any more."""
        query = select(Handoff.id).where(Handoff.conversation_id == conversation_id, Handoff.outcome.in_(_GIVEN_UP))
        return session.scalar(query.limit(1)) is not None

    def calls_for_nothing(self, session: Session, conversation_id: str) -> bool:
        """Whether a person was called and given up here so often lately that the next call would be for nothing too."""
        query = select(func.count(Handoff.id)).where(
            Handoff.conversation_id == conversation_id,
            Handoff.outcome.in_(_GIVEN_UP),
            Handoff.asked_at > self.clock.now() - _WITHIN,
        )
        return (session.scalar(query) or 0) >= MOST_CALLS_FOR_NOTHING

    def _change(self, session: Session, held: Conversation, move: Move, by: int | None, to: int | None) -> None:
        now = self.check(session, held, move, by=by, to=to)
        if held.agent_id is not None and now.agent_id is None:
            # The bot starts afresh: it heard nothing of what was said meanwhile, and must not build on it.
            held.bot_reference = new_reference()
        held.owner, held.agent_id = now.owner, now.agent_id

    def _find_open(self, session: Session, held: Conversation) -> ScalarResult[Handoff]:
        query = select(Handoff).where(Handoff.conversation_id == held.id, Handoff.ended_at.is_(None))
        return session.scalars(query)

    def _close(self, session: Session, handoff: Handoff, outcome: Outcome, by: int | None) -> None:
        handoff.ended_at, handoff.outcome = self.clock.now(), outcome
        self.record(session, handoff, HandoffStep(outcome), by=by)
