"""Writing down what staff do, and what they looked at that is not theirs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.conversations.models import Conversation
from backend.core.clock import Clock
from backend.core.database import Database
from backend.core.limits import Limiter
from backend.desk import reading
from backend.personal_data.parts import masked


@dataclass(frozen=True)
class DeskLog:
    """`searches`: so often one of the staff may look for something new."""

    database: Database
    clock: Clock
    limiter: Limiter
    searches: str

    def act(self, session: Session, me: Acting, action: Action, **details: Any) -> None:
        """`of` among the details is what it was done to. Under no member: their own log is of what happened to them."""
        audit.record(
            session,
            self.clock,
            action,
            member_id=None,
            actor=Actor.STAFF,
            actor_id=me.staff_id,
            address=me.address,
            **details,
            **me.trace,
        )

    def reading(self, me: Acting, conversation_id: str) -> None:
        """That they read a conversation that they do not have; nothing for one that there is not."""
        with self.database.reading() as session:
            conversation = session.get(Conversation, conversation_id)
            if conversation is None or conversation.agent_id == me.staff_id:
                return
        self.look(me, Action.CONVERSATION_READ, conversation_id)

    def look(self, me: Acting, action: Action, what: str) -> None:
        """At most once an hour for the same, of the console and of Slack each."""
        if self._is_noted(me, action, what):
            return
        with self.database.unit_of_work() as session:
            self.act(session, me, action, of=what)

    def listing(self, me: Acting, query: str) -> None:
        """A list was asked for what is in `query`, if anything; the same again within the hour is not noted, for lists
        are loaded over and over.

        What is blotted out in the log is noted every time: there, one number looks like another.
        Raises the 429 problem for who looks for more than somebody at work does.
        """
        if not query:
            return
        noted = masked(query)
        if noted != query or not self._is_noted(me, Action.SEARCHED, noted):
            self.search(me, query)

    def search(self, me: Acting, query: str) -> None:
        """They looked for something. Raises the 429 problem, as above."""
        self.limiter.check(self.searches, "searches", str(me.staff_id))
        with self.database.unit_of_work() as session:
            self.act(session, me, Action.SEARCHED, of=masked(query))

    def _is_noted(self, me: Acting, action: Action, what: str) -> bool:
        with self.database.reading() as session:
            return reading.is_noted(session, self.clock, action, me.staff_id, what=what, trace=me.trace)
