"""Tells open pages, after the commit, that a handoff moved on."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.channels import DESK, of_conversation, tell_desk
from backend.conversations.models import Conversation, Owner
from backend.core.database import Database, after_commit
from backend.core.fan_out import Event, FanOut
from backend.handoff.states import HandoffState


@dataclass(frozen=True)
class Teller:
    """States are read and told one at a time, so that nobody is told an older one last."""

    database: Database
    fan_out: FanOut
    states: Callable[[Session, Sequence[Conversation]], list[HandoffState]]
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def tell(
        self, session: Session, conversation_id: str, *, joins_queue: bool = False, is_given: bool = False
    ) -> None:
        """It is somebody else's now. `joins_queue`: staff are to be alerted; `is_given`: who got it from another is."""

        def act() -> None:
            if joins_queue:
                self.fan_out.publish(DESK, Event("handoff", {"conversation_id": conversation_id}))
            if is_given:
                self.fan_out.publish(DESK, Event("given", {"conversation_id": conversation_id}))
            tell_desk(self.fan_out, conversation_id)
            self._tell_members(conversation_id)

        after_commit(session, ("handoff", conversation_id), act)

    def tell_end(self, session: Session, conversation_id: str, *, may_rate: bool) -> None:
        """It is over. `may_rate`: there was a person, whom the member may rate now."""
        data = {"ended": True, "rating": True} if may_rate else {"ended": True}

        def act() -> None:
            tell_desk(self.fan_out, conversation_id)
            self._tell_members(conversation_id)
            self.fan_out.publish(of_conversation(conversation_id), Event("status", data))

        after_commit(session, ("handoff", conversation_id), act)

    def _tell_members(self, conversation_id: str) -> None:
        """Who it is about, and everybody who waits: their places may have changed."""
        concerned = (Conversation.id == conversation_id) | (Conversation.owner == Owner.QUEUE)
        with self._turn, self.database.reading() as session:
            conversations = session.scalars(select(Conversation).where(concerned)).all()
            for conversation, state in zip(conversations, self.states(session, conversations), strict=True):
                told = {"handoff": state.model_dump(mode="json")}
                self.fan_out.publish(of_conversation(conversation.id), Event("status", told))
