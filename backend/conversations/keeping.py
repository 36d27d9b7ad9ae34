"""Who answers a message, and what becomes of the bot's reply, or of its silence.

The owner is looked at before the bot is asked and again, with the conversation's row held, when its reply is kept: what
the bot says to a conversation that an agent has by then, or that it knows under another reference, is dropped.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import BotReply, ChoiceTurn, Style, Turn
from backend.conversations import record
from backend.conversations.models import Conversation, Message, Owner
from backend.conversations.schemas import MessageOut
from backend.conversations.service import HANDOFF, ConversationService
from backend.conversations.words import HANDED_OFF, UNAVAILABLE
from backend.core.database import Database
from backend.handoff.models import Reason
from backend.handoff.service import Handoffs
from backend.handoff.words import answer_by_mail

# So many turns in a row that led nowhere call a person.
_ENOUGH_MISSES = 2


@dataclass(frozen=True)
class Look:
    """What the bot is to be asked under, and which messages are still its to answer: an agent may have had some."""

    reference: str
    serials: frozenset[int | None]


@dataclass(frozen=True)
class AskedTurn:
    """What the bot was asked, under which reference, and the messages that it was asked about."""

    conversation_id: str
    reference: str
    turn: Turn
    style: Style
    serials: list[int]

    @property
    def reply_to(self) -> int | None:
        """The message that the replies come with."""
        return self.serials[-1] if self.serials else None


@dataclass(frozen=True)
class Keeper:
    """Every method is a unit of work, or a look, of its own."""

    database: Database
    conversations: ConversationService
    handoffs: Handoffs

    def look(self, conversation_id: str, serials: list[int]) -> Look | None:
        """Before the bot is asked about these messages; None if it is not its turn to speak."""
        with self.database.reading() as session:
            still_open = (
                (Message.conversation_id == Conversation.id) & Message.serial.in_(serials) & Message.settled.is_(False)
            )
            rows = session.execute(
                select(Conversation.bot_reference, Message.serial)
                .outerjoin(Message, still_open)
                .where(
                    Conversation.id == conversation_id,
                    Conversation.owner != Owner.AGENT,
                    Conversation.ended_at.is_(None),
                )
            ).all()
        return Look(rows[0].bot_reference, frozenset(row.serial for row in rows)) if rows else None

    def settle(self, serials: list[int]) -> None:
        """The bot has no part in these messages."""
        with self.database.unit_of_work() as session:
            record.settle(session, serials)

    def earlier_replies(self, serial: int) -> list[MessageOut] | None:
        """What was said to a message whose turn is over; None if it still has to be made."""
        with self.database.reading() as session:
            own, *replies = record.answer(session, serial)
            return [MessageOut.of(reply) for reply in replies] if own.settled else None

    def keep(self, asked: AskedTurn, reply: BotReply | None) -> list[MessageOut]:
        """The turn is over: what its messages are told. `reply` is None if the bot gave none."""
        with self.database.unit_of_work() as session:
            held = self.conversations.hold(session, asked.conversation_id)
            record.settle(session, asked.serials)
            if held.owner == Owner.AGENT or held.ended_at is not None or held.bot_reference != asked.reference:
                return []
            if reply is None:
                said = [self._instead(session, held, asked)]
            else:
                said = self._replied(session, held, asked, reply)
            return [MessageOut.of(message) for message in said]

    def _replied(self, session: Session, held: Conversation, asked: AskedTurn, reply: BotReply) -> list[Message]:
        if reply.denied and asked.serials:
            self.conversations.reject_answer(session, held.id, before=asked.serials[0])
        said = self.conversations.add_reply(session, held, reply, reply_to=asked.reply_to, style=asked.style)
        if reply.misses >= _ENOUGH_MISSES:
            reason = Reason.DENIED_TWICE if reply.denied else Reason.MISSED_TWICE
            called = self.handoffs.ask_unbidden(session, held, reason, reply_to=asked.reply_to)
            if called:
                _offer_nobody(said)
                said.append(called)
        return said

    def _instead(self, session: Session, held: Conversation, asked: AskedTurn) -> Message:
        """The bot is down: a person, if one was asked for or this is not the first time; else an apology."""
        if asked.turn == ChoiceTurn(HANDOFF):
            return self._handed_off(session, held, asked)
        if self._was_down_before(session, asked):
            called = self.handoffs.ask_unbidden(session, held, Reason.BOT_DOWN, reply_to=asked.reply_to)
            if called is not None:
                return called
        return self.conversations.add_notice(
            session,
            held.id,
            UNAVAILABLE[asked.style],
            reply_to=asked.reply_to,
            choices=[self.conversations.plain_choice(HANDOFF, asked.style)],
        )

    def _handed_off(self, session: Session, held: Conversation, asked: AskedTurn) -> Message:
        called = self.handoffs.ask(session, held, Reason.ASKED)
        if called.opened is None:
            return self.handoffs.tell_queued(session, held, called, Reason.BOT_DOWN, reply_to=asked.reply_to)
        text = HANDED_OFF[asked.style].format(ticket=called.ticket)
        by_mail = answer_by_mail(asked.style, asks_for_address=called.needs_address)
        return self.conversations.add_notice(
            session,
            held.id,
            f"{text}\n{by_mail}",
            reply_to=asked.reply_to,
            card=self.handoffs.call_backs.card(called.opened),
        )

    def _was_down_before(self, session: Session, asked: AskedTurn) -> bool:
        """Whether the turn before this one got an apology, too."""
        if not asked.serials:
            return False
        last = session.scalar(
            select(Message.text)
            .where(Message.conversation_id == asked.conversation_id, Message.reply_to < asked.serials[0])
            .order_by(Message.serial.desc())
            .limit(1)
        )
        return last in UNAVAILABLE.values()


def _offer_nobody(said: list[Message]) -> None:
    """A person is being called: what the bot says beside that is not to offer one."""
    for message in said:
        message.choices = [choice for choice in message.choices if choice["topic"] != HANDOFF]
