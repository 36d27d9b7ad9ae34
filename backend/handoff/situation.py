"""How a conversation stands between the bot and people, as its member is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Owner
from backend.core.clock import Clock
from backend.handoff import queue
from backend.handoff.call_backs import CallBacks
from backend.handoff.states import Estimate, HandoffState
from backend.staff.models import StaffMember


@dataclass(frozen=True)
class Situation:
    clock: Clock
    call_backs: CallBacks

    def place(self, session: Session, conversation: Conversation) -> tuple[int | None, Estimate | None]:
        """The place in the queue, and how long others waited lately."""
        return queue.position(session, conversation.id), queue.estimate(session, self.clock.now())

    def state(self, session: Session, conversation: Conversation) -> HandoffState:
        [state] = self.states(session, [conversation])
        return state

    def states(self, session: Session, conversations: Sequence[Conversation]) -> list[HandoffState]:
        """In the same order. The queue is read once, however many wait: anybody can have it grow."""
        tickets = self.call_backs.numbers(session, [each.id for each in conversations])
        places: dict[str, int] = {}
        estimate = None
        if any(each.owner == Owner.QUEUE for each in conversations):
            places = {waiting: place for place, waiting in enumerate(queue.waiting_ids(session), start=1)}
            estimate = queue.estimate(session, self.clock.now())
        return [
            self._state(session, each, tickets.get(each.id), places.get(each.id), estimate) for each in conversations
        ]

    @staticmethod
    def _state(
        session: Session,
        conversation: Conversation,
        number: str | None,
        position: int | None,
        estimate: Estimate | None,
    ) -> HandoffState:
        if conversation.owner == Owner.QUEUE:
            return HandoffState(state="queued", position=position, estimate=estimate, ticket=number)
        if conversation.agent_id is not None:
            agent = session.get_one(StaffMember, conversation.agent_id)
            return HandoffState(state="with_agent", agent_name=agent.display_name, ticket=number)
        return HandoffState(ticket=number)
