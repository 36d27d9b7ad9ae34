"""Reading and writing conversations. Nothing here commits, and nothing here waits for the bot."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import BotReply, ChoiceTurn, EventTurn, Style, TextTurn, Turn
from backend.conversations.choices import Choices
from backend.conversations.models import Author, Conversation, Message
from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.core.problems import Problem
from backend.members import service as members
from backend.topics.catalogue import TopicCatalogue


@dataclass(frozen=True)
class IdentityWindow:
    """How long a proven identity holds: `idle` after the last thing sent, `total` after the proof."""

    idle: timedelta
    total: timedelta

    def ends(self, conversation: Conversation) -> datetime | None:
        """When the identity lapses if nothing more is sent; None if nobody is identified."""
        if conversation.member_id is None or conversation.identified_at is None:
            return None
        return min(conversation.active_at + self.idle, conversation.identified_at + self.total)


class ConversationService:
    """Conversations as the record of what was said."""

    def __init__(
        self, *, clock: Clock, vault: Vault, topics: TopicCatalogue, choices: Choices, window: IdentityWindow
    ) -> None:
        self._clock = clock
        self._vault = vault
        self._topics = topics
        self._choices = choices
        self.window = window

    # -- beginning, finding, ending

    def begin(
        self, session: Session, *, channel: str, style: Style, member_id: int | None
    ) -> tuple[Conversation, str, Message]:
        """A new conversation, its bearer token, and the greeting."""
        now = self._clock.now()
        token = new_token()
        conversation = Conversation(
            token_hash=self._vault.token_hash(token),
            channel=channel,
            style=style,
            created_at=now,
            active_at=now,
            member_id=member_id,
            identified_at=now if member_id is not None else None,
        )
        session.add(conversation)
        session.flush()
        greeting = self._topics.greeting
        message = self._add(
            session,
            conversation.id,
            author=Author.BOT,
            text=greeting.easy if style is Style.EASY else greeting.text,
            topic="conversation/greet",
            choices=[self._choices.plain(topic, style) for topic in greeting.choices],
        )
        return conversation, token, message

    def access(self, session: Session, conversation_id: str, token: str) -> Conversation:
        """The conversation whose bearer this is. Raises 401 for a wrong token and an unknown id alike."""
        conversation = session.get(Conversation, conversation_id)
        expected = conversation.token_hash if conversation else self._vault.token_hash("nobody's")
        if not hmac.compare_digest(expected, self._vault.token_hash(token)) or conversation is None:
            raise Problem(401, "unauthorized", "会話が見つかりませんでした。", headers={"WWW-Authenticate": "Bearer"})
        return conversation

    def by_reference(self, session: Session, reference: str) -> Conversation:
        """The conversation that the bot knows by this reference. Raises 404."""
        conversation = session.scalar(select(Conversation).where(Conversation.bot_reference == reference))
        if conversation is None:
            raise Problem(404, "not_found", "会話が見つかりませんでした。")
        return conversation

    def end(self, conversation: Conversation) -> None:
        """Nothing can be sent any more, and who was identified is forgotten."""
        conversation.ended_at = conversation.ended_at or self._clock.now()
        conversation.member_id = None
        conversation.identified_at = None

    # -- identity

    def identify(self, conversation: Conversation, member_id: int) -> None:
        now = self._clock.now()
        conversation.member_id = member_id
        conversation.identified_at = now
        conversation.active_at = now

    def identified_member(self, session: Session, conversation: Conversation) -> int | None:
        """Whose conversation this is right now, or None: nobody proved it, the proof has lapsed, or they have left.

        A locked member stays identified: asking to be unlocked needs it.
        """
        member_id, ends = conversation.member_id, self.window.ends(conversation)
        if member_id is None or ends is None or self._clock.now() >= ends:
            return None
        return None if members.get(session, member_id).is_withdrawn else member_id

    def _touch(self, session: Session, conversation: Conversation) -> None:
        """Something was sent: a lapsed identity is forgotten for good, a living one lives on."""
        if self.identified_member(session, conversation) is None:
            conversation.member_id = None
            conversation.identified_at = None
        conversation.active_at = self._clock.now()

    # -- messages

    def receive(
        self, session: Session, conversation: Conversation, *, text: str, turn: Turn, client_message_id: str | None
    ) -> Message:
        """Keep a member's message, to be answered in a turn."""
        self._touch(session, conversation)
        return self._add(
            session,
            conversation.id,
            author=Author.MEMBER,
            text=text,
            client_message_id=client_message_id,
            turn=turn.as_json(),
            settled=False,
        )

    def said_before(self, session: Session, conversation_id: str, client_message_id: str) -> Message | None:
        """The message that this id was used for."""
        return session.scalar(
            select(Message).where(
                Message.conversation_id == conversation_id, Message.client_message_id == client_message_id
            )
        )

    def answer(self, session: Session, serial: int) -> list[Message]:
        """A member's message and the replies that came with it."""
        query = (
            select(Message).where((Message.serial == serial) | (Message.reply_to == serial)).order_by(Message.serial)
        )
        return list(session.scalars(query))

    def after(self, session: Session, conversation_id: str, message_id: str | None) -> list[Message]:
        """The messages after this one, or all. Raises 404 for an id that isn't of this conversation."""
        query = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.serial)
        if message_id is not None:
            query = query.where(Message.serial > self.serial_of(session, conversation_id, message_id))
        return list(session.scalars(query))

    def serial_of(self, session: Session, conversation_id: str, message_id: str) -> int:
        """Where in the conversation this message stands. Raises 404 for an id that isn't of this conversation."""
        serial = session.scalar(
            select(Message.serial).where(Message.conversation_id == conversation_id, Message.id == message_id[:32])
        )
        if serial is None:
            raise Problem(404, "not_found", "指定されたメッセージが見つかりませんでした。")
        return serial

    def newest(self, session: Session, conversation_id: str) -> list[Message]:
        """The last few messages of people and the bot, newest first; notices of the system left out."""
        query = (
            select(Message)
            .where(Message.conversation_id == conversation_id, Message.author != Author.SYSTEM)
            .order_by(Message.serial.desc())
            .limit(10)
        )
        return list(session.scalars(query))

    def settle(self, session: Session, serials: list[int]) -> None:
        """The turn of these messages is over."""
        session.execute(update(Message).where(Message.serial.in_(serials)).values(settled=True))

    def add_reply(
        self, session: Session, conversation_id: str, reply: BotReply, *, reply_to: int | None, style: Style
    ) -> list[Message]:
        """Keep what the bot said; the titles of its choices are put into the style here."""
        return [
            self._add(
                session,
                conversation_id,
                author=Author.BOT,
                text=said.text,
                topic=said.topic,
                confidence=reply.confidence,
                choices=[self._choices.offered(choice, conversation_id, style) for choice in said.choices],
                card=said.card,
                reply_to=reply_to,
            )
            for said in reply.messages
        ]

    def add_notice(
        self,
        session: Session,
        conversation_id: str,
        text: str,
        *,
        reply_to: int | None,
        choices: list[dict[str, Any]] | None = None,
        card: dict[str, Any] | None = None,
    ) -> Message:
        """Keep a message of the system itself, which is about no topic."""
        return self._add(
            session,
            conversation_id,
            author=Author.SYSTEM,
            text=text,
            reply_to=reply_to,
            choices=choices or [],
            card=card,
        )

    def shown_title(self, session: Session, conversation_id: str, payload: str, topic: str) -> str:
        """The words that stood on the button, or the topic's own title if it was never offered here."""
        offered = session.scalars(
            select(Message.choices)
            .where(Message.conversation_id == conversation_id, Message.author != Author.MEMBER)
            .order_by(Message.serial.desc())
            .limit(20)
        )
        titles = (str(choice["title"]) for choices in offered for choice in choices if choice["payload"] == payload)
        return next(titles, self._choices.title(topic))

    def _add(self, session: Session, conversation_id: str, *, author: Author, text: str, **columns: Any) -> Message:
        message = Message(
            conversation_id=conversation_id, author=author, text=text, created_at=self._clock.now(), **columns
        )
        session.add(message)
        session.flush()
        return message


def turn_of(message: Message) -> Turn:
    """What the bot is to be asked about a kept message."""
    match message.turn:
        case {"kind": "choice", "topic": str(topic), "data": dict(data)}:
            return ChoiceTurn(topic, data)
        case {"kind": "event", "name": "identity_confirmed"}:
            return EventTurn("identity_confirmed")
        case {"kind": "text", "text": str(text)}:
            return TextTurn(text)
        case _:
            raise ValueError(f"message {message.serial} is nothing to ask the bot about")
