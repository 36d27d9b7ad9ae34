"""What staff do in conversations, from the console or from Slack: each act, and the line of the audit log about it.

Every act is one unit of work, at the end of which whoever watches is told (backend/handoff/telling.py). All of them
raise the 404 problem for a conversation that there is not, and those of backend/handoff/service.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.conversations import record
from backend.conversations.models import Message
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk.log import DeskLog
from backend.desk.lookup import conversation
from backend.handoff.service import Handoffs


@dataclass(frozen=True)
class DeskWork:
    log: DeskLog
    handoffs: Handoffs
    longest_message: int

    def claim(self, me: Acting, conversation_id: str) -> None:
        """Take one that waits. 409 `already_claimed` names in `agent` who was faster."""
        self._move(me, conversation_id, self.handoffs.claim, Action.CONVERSATION_CLAIMED)

    def step_in(self, me: Acting, conversation_id: str) -> None:
        """Take one that the bot has, though nobody asked for a person."""
        self._move(me, conversation_id, self.handoffs.step_in, Action.CONVERSATION_STEPPED_IN)

    def hand_back(self, me: Acting, conversation_id: str) -> None:
        """Give one's own back to the bot, which tells the member."""
        self._move(me, conversation_id, self.handoffs.hand_back, Action.CONVERSATION_HANDED_BACK)

    def release(self, me: Acting, conversation_id: str) -> None:
        """Put one's own back into the queue."""
        self._move(me, conversation_id, self.handoffs.release, Action.CONVERSATION_RELEASED)

    def end(self, me: Acting, conversation_id: str) -> None:
        """End one's own for good."""
        self._move(me, conversation_id, self.handoffs.end, Action.CONVERSATION_ENDED)

    def transfer(self, me: Acting, conversation_id: str, to: int) -> None:
        """Give one's own to a colleague at the desk."""

        def transfer(session: Session, of: str, staff_id: int) -> object:
            return self.handoffs.transfer(session, of, staff_id, to)

        self._move(me, conversation_id, transfer, Action.CONVERSATION_TRANSFERRED, to=to)

    def assign(self, me: Acting, conversation_id: str, to: int) -> None:
        """Give one that waits to a colleague at the desk."""

        def assign(session: Session, of: str, staff_id: int) -> object:
            return self.handoffs.assign(session, of, staff_id, to)

        self._move(me, conversation_id, assign, Action.CONVERSATION_ASSIGNED, to=to)

    def _move(
        self,
        me: Acting,
        conversation_id: str,
        move: Callable[[Session, str, int], object],
        action: Action,
        **details: int,
    ) -> None:
        with self.log.database.unit_of_work() as session:
            conversation(session, conversation_id)
            move(session, conversation_id, me.staff_id)
            self.log.act(session, me, action, of=conversation_id, **details)

    def say(self, me: Acting, conversation_id: str, text: str, client_message_id: str | None) -> Message:
        """Say something to the member, in one's own conversation. The same `client_message_id` again says nothing more.

        Raises 409 `not_yours` unless one has it, 422 `text_empty` and `text_too_long`.
        """
        with self.log.database.unit_of_work() as session:
            return self.say_within(session, me, conversation_id, text, client_message_id)

    def say_within(
        self, session: Session, me: Acting, conversation_id: str, text: str, client_message_id: str | None
    ) -> Message:
        """As `say`, in the caller's unit of work."""
        self.refuse_too_long(text)
        conversation(session, conversation_id)
        # Held, so that a repeat that comes at the same moment finds the first one.
        self.handoffs.conversations.hold(session, conversation_id)
        known = record.said_by_agent(session, conversation_id, me.staff_id, client_message_id)
        said = self.handoffs.say(session, conversation_id, me.staff_id, text, client_message_id)
        if known is None:
            self.log.act(session, me, Action.AGENT_SAID, of=conversation_id, message=said.id)
        return said

    def refuse_too_long(self, text: str) -> None:
        """Raises 422 `text_too_long`."""
        if len(cleaned(text)) > self.longest_message:
            raise Problem(
                422,
                "text_too_long",
                f"メッセージは{self.longest_message:,}文字以内で入力してください。",
                longest=self.longest_message,
            )
