"""Handoffs: every way in which a conversation changes hands, and what its member is told of it.

Each method that changes something raises a Problem with status 409 if it can't be done from where the conversation is.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.bot_gateway.messages import Style
from backend.conversations import record
from backend.conversations.models import Conversation, Message, Owner
from backend.conversations.service import HANDOFF, ConversationService
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.handoff import words
from backend.handoff.call_backs import CallBacks
from backend.handoff.desk import Desk
from backend.handoff.models import HandoffStep, Outcome, Reason
from backend.handoff.moves import Mover, refusal, standing_of
from backend.handoff.ownership import Move, Standing
from backend.handoff.situation import Situation
from backend.handoff.states import Asked, HandoffState
from backend.staff.models import StaffMember


@dataclass(frozen=True)
class Handoffs:
    conversations: ConversationService
    call_backs: CallBacks
    desk: Desk
    situation: Situation
    mover: Mover

    def state(self, session: Session, conversation: Conversation) -> HandoffState:
        """How it stands, as its member is told."""
        return self.situation.state(session, conversation)

    # -- the member

    def ask(
        self, session: Session, conversation: Conversation, reason: Reason = Reason.ASKED, *, about: str | None = None
    ) -> Asked:
        """A person is wanted: a place in the queue, or a ticket.

        The latter where nobody is there, too many wait already, or somebody was called too often: for nothing, or from
        the same line.

        Asked again, it changes nothing. The member is told by the caller. `about`: what to write on a ticket.
        """
        held = self.conversations.hold(session, conversation.id)
        standing = standing_of(held)
        if standing.is_ended:
            raise refusal(session, held, "conversation_ended")
        if standing.owner is Owner.AGENT:
            return Asked("with_agent")
        if standing.owner is Owner.BOT:
            if self.mover.calls_for_nothing(session, held.id) or not self._has_place(session, held):
                opened = self.call_backs.open(session, held, about)
                return Asked("ticket", opened, needs_address=self.call_backs.needs_address(opened))
            return self._queue(session, held, reason)
        return self._place(session, held)

    def _has_place(self, session: Session, held: Conversation) -> bool:
        return self.desk.can_be_waited_for(session) and self.desk.takes_call(held)

    def _queue(self, session: Session, held: Conversation, reason: Reason) -> Asked:
        self.mover.begin(session, held, Move.ASK, reason, HandoffStep.ASKED)
        return self._place(session, held)

    def _place(self, session: Session, held: Conversation) -> Asked:
        position, estimate = self.situation.place(session, held)
        return Asked("queued", position=position, estimate=estimate)

    def ask_unbidden(
        self, session: Session, conversation: Conversation, reason: Reason, *, reply_to: int | None
    ) -> Message | None:
        """The bot gets nowhere: call a person and say so. None if nobody can be waited for, or one is called already.

        Not again where the member called it off before, or a ticket came of it.
        """
        held = self.conversations.hold(session, conversation.id)
        if standing_of(held) != Standing(Owner.BOT) or self.mover.was_given_up(session, held.id):
            return None
        if not self._has_place(session, held):
            return None
        return self.tell_queued(session, held, self._queue(session, held, reason), reason, reply_to=reply_to)

    def tell_queued(
        self, session: Session, held: Conversation, asked: Asked, reason: Reason, *, reply_to: int | None
    ) -> Message:
        """Say that a person is being called, and offer to call it off."""
        style = Style(held.style)
        return self.conversations.add_notice(
            session,
            held.id,
            words.queued(reason, style, asked.position, asked.estimate),
            reply_to=reply_to,
            choices=[
                self.conversations.call_off_choice(held.id, words.CALL_OFF_TITLE[style], style) | {"calls_off": True}
            ],
        )

    def call_off(self, session: Session, conversation: Conversation, *, reply_to: int | None = None) -> Message:
        """They do not want to wait any more."""
        held = self.conversations.hold(session, conversation.id)
        self.mover.finish(session, held, Move.CALL_OFF, Outcome.CALLED_OFF)
        return self._tell_nobody_called(session, held, words.CALLED_OFF, reply_to)

    def tell_not_calling(self, session: Session, conversation: Conversation, *, reply_to: int | None) -> Message:
        """Called off where nobody waits: a ticket that came of it is not cancelled by that, and is named."""
        held = self.conversations.hold(session, conversation.id)
        ticket = self.call_backs.find(session, held.id)
        if ticket is None:
            return self._tell_nobody_called(session, held, words.NOT_CALLING, reply_to)
        return self.call_backs.tell_still_open(session, held, ticket, reply_to=reply_to)

    def call_back(self, session: Session, conversation: Conversation) -> Message:
        """They would rather have the answer by mail; the chat goes on."""
        return self._to_ticket(session, conversation.id, Move.CALL_BACK, Outcome.CALL_BACK)

    # -- agents

    def claim(self, session: Session, conversation_id: str, staff_id: int) -> Conversation:
        """Take one that waits. Done again by the same agent, it changes nothing."""
        return self._take(session, conversation_id, Move.CLAIM, HandoffStep.CLAIMED, by=staff_id, to=staff_id)

    def assign(self, session: Session, conversation_id: str, staff_id: int, to: int) -> Conversation:
        """Give one that waits to somebody at the desk."""
        return self._take(session, conversation_id, Move.ASSIGN, HandoffStep.ASSIGNED, by=staff_id, to=to)

    def step_in(self, session: Session, conversation_id: str, staff_id: int) -> Conversation:
        """Take one that nobody asked to be taken, or one that waits."""
        return self._take(session, conversation_id, Move.STEP_IN, HandoffStep.STEPPED_IN, by=staff_id, to=staff_id)

    def transfer(self, session: Session, conversation_id: str, staff_id: int, to: int) -> Conversation:
        """Give one's own to somebody at the desk."""
        held = self.conversations.hold(session, conversation_id)
        if to == staff_id == held.agent_id:
            return held
        self.mover.check(session, held, Move.TRANSFER, by=staff_id, to=to)
        self._check_there(session, held, to)
        self.mover.go_on(session, held, Move.TRANSFER, HandoffStep.TRANSFERRED, by=staff_id, to=to)
        self._say_who(session, held, words.TRANSFERRED, to)
        return held

    def release(self, session: Session, conversation_id: str, staff_id: int) -> Conversation:
        """Back to the end of the queue."""
        held = self.conversations.hold(session, conversation_id)
        self.mover.go_on(session, held, Move.RELEASE, HandoffStep.REQUEUED, by=staff_id)
        self.conversations.add_notice(session, held.id, words.RELEASED[Style(held.style)], reply_to=None)
        return held

    def hand_back(
        self, session: Session, conversation_id: str, staff_id: int | None, outcome: Outcome = Outcome.HANDED_BACK
    ) -> Conversation:
        """To the bot. The clock does it (`staff_id` is None) when the member is silent."""
        held = self.conversations.hold(session, conversation_id)
        self.mover.finish(session, held, Move.HAND_BACK, outcome, by=staff_id)
        style = Style(held.style)
        told = words.MEMBER_SILENT if outcome is Outcome.MEMBER_SILENT else words.HANDED_BACK
        self.conversations.add_words_of_bot(
            session, held.id, told[style], topic=HANDOFF, choices=[self.conversations.plain_choice(HANDOFF, style)]
        )
        return held

    def end(self, session: Session, conversation_id: str, staff_id: int | None) -> Conversation:
        """For good. Its agent does it, or its member (`staff_id` is None), who may also end what has ended."""
        held = self.conversations.hold(session, conversation_id)
        if staff_id is None and held.ended_at is not None:
            return held
        self.mover.end(session, held, by=staff_id)
        if staff_id is not None:
            self.conversations.add_notice(session, held.id, words.ENDED[Style(held.style)], reply_to=None)
        self.conversations.end(held)
        return held

    def say(
        self, session: Session, conversation_id: str, staff_id: int, text: str, client_message_id: str | None
    ) -> Message:
        """What an agent says to the member. The same `client_message_id` again gives the same message."""
        held = self.conversations.hold(session, conversation_id)
        known = record.said_by_agent(session, held.id, staff_id, client_message_id)
        if known is not None:
            return known
        standing = standing_of(held)
        if standing.speaker != staff_id:
            raise refusal(session, held, "conversation_ended" if standing.is_ended else "not_yours")
        said = cleaned(text)
        if not said:
            raise Problem(422, "text_empty", "メッセージを入力してください。")
        return self.conversations.add_words_of_agent(session, held.id, staff_id, said, client_message_id)

    # -- the clock (backend/handoff/watch.py)

    def give_up(self, session: Session, conversation_id: str, outcome: Outcome) -> Message:
        """Nobody came: a ticket instead."""
        return self._to_ticket(session, conversation_id, Move.GIVE_UP, outcome)

    def replace_agent(self, session: Session, conversation_id: str) -> None:
        """Its agent is gone: somebody else is called, or a ticket opened if nobody is there."""
        held = self.conversations.hold(session, conversation_id)
        self.mover.go_on(session, held, Move.RELEASE, HandoffStep.AGENT_GONE)
        if self.desk.is_open(session):
            self.conversations.add_notice(session, held.id, words.AGENT_GONE[Style(held.style)], reply_to=None)
        else:
            self.give_up(session, held.id, Outcome.DESK_CLOSED)

    # -- how it is done

    def _tell_nobody_called(
        self, session: Session, held: Conversation, told: words.Words, reply_to: int | None
    ) -> Message:
        style = Style(held.style)
        return self.conversations.add_notice(
            session,
            held.id,
            told[style],
            reply_to=reply_to,
            choices=[self.conversations.plain_choice(HANDOFF, style)],
        )

    def _to_ticket(self, session: Session, conversation_id: str, move: Move, outcome: Outcome) -> Message:
        held = self.conversations.hold(session, conversation_id)
        handoff = self.mover.finish(session, held, move, outcome)
        ticket = self.call_backs.open(session, held)
        handoff.ticket_id = ticket.id
        return self.call_backs.tell(session, held, ticket, outcome)

    def _take(
        self, session: Session, conversation_id: str, move: Move, step: HandoffStep, *, by: int, to: int
    ) -> Conversation:
        held = self.conversations.hold(session, conversation_id)
        if held.agent_id == to:
            return held
        self.mover.check(session, held, move, by=by, to=to)
        if by != to:
            self._check_there(session, held, to)
        if held.owner == Owner.BOT:
            self.mover.begin(session, held, move, Reason.STEPPED_IN, step, by=by, to=to)
        else:
            self.mover.go_on(session, held, move, step, by=by, to=to)
        # What the bot has not answered yet is for the agent now.
        record.settle_all(session, held.id)
        self._say_who(session, held, words.JOINED, to)
        return held

    def _check_there(self, session: Session, held: Conversation, staff_id: int) -> None:
        if not self.desk.can_take(session, staff_id):
            raise refusal(session, held, "nobody_there")

    def _say_who(self, session: Session, held: Conversation, told: words.Words, staff_id: int) -> None:
        name = session.get_one(StaffMember, staff_id).display_name
        self.conversations.add_notice(session, held.id, told[Style(held.style)].format(name=name), reply_to=None)
