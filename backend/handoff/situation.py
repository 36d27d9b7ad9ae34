"""How a conversation stands between the bot and people, as its member is told."""

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
        ticket = self.call_backs.find(session, conversation.id)
        number = ticket.number if ticket else None
        if conversation.owner == Owner.QUEUE:
            position, estimate = self.place(session, conversation)
            return HandoffState(state="queued", position=position, estimate=estimate, ticket=number)
        if conversation.agent_id is not None:
            agent = session.get_one(StaffMember, conversation.agent_id)
            return HandoffState(state="with_agent", agent_name=agent.display_name, ticket=number)
        return HandoffState(ticket=number)
