"""Conversations as they come about. Nothing here commits, and nothing here waits for the bot.

What is on record is read by backend/conversations/record.py.
"""

import hmac
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import BotChoice, BotReply, Style, Turn
from backend.conversations import identities
from backend.conversations.channels import tell_of_messages
from backend.conversations.choices import Choices
from backend.conversations.identities import IdentityWindow
from backend.conversations.models import Author, Conversation, Identification, Message, Proof
from backend.conversations.receipts import newest_proof, receipt, shows_own_data
from backend.conversations.record import key_of_agent
from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.core.database import after_commit
from backend.core.fan_out import FanOut
from backend.core.problems import Problem
from backend.members import service as members
from backend.topics.catalogue import TopicCatalogue

# The topic of asking for a person, and what a choice of it carries that calls the person off again.
HANDOFF = "conversation/handoff"
CALL_OFF = {"call_off": True}


class ConversationService:
    """Whose a conversation is, who is in it, and what is said there."""

    def __init__(
        self,
        *,
        clock: Clock,
        vault: Vault,
        topics: TopicCatalogue,
        choices: Choices,
        window: IdentityWindow,
        fan_out: FanOut,
    ) -> None:
        self._clock = clock
        self._fan_out = fan_out
        self._vault = vault
        self._topics = topics
        self._choices = choices
        self.window = window

    # -- beginning, finding, ending

    def begin(
        self, session: Session, *, channel: str, style: Style, member_id: int | None, subscriber: str | None = None
    ) -> tuple[Conversation, str, Message]:
        """A new conversation, its bearer token, and the greeting. `member_id` is vouched for by the page it is on.

        `subscriber` is whom limits by address count; it is not kept itself.
        """
        now = self._clock.now()
        token = new_token()
        conversation = Conversation(
            token_hash=self._vault.token_hash(token),
            channel=channel,
            style=style,
            opened_from=None if subscriber is None else self._vault.token_hash(f"subscriber:{subscriber}"),
            created_at=now,
            active_at=now,
        )
        session.add(conversation)
        session.flush()
        if member_id is not None:
            self.identify(session, conversation, member_id, Proof.MY_PAGE)
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

    def access(self, session: Session, conversation_id: str, token: str, *, hold: bool = False) -> Conversation:
        """The conversation whose bearer this is. Raises 401 for a wrong token and an unknown id alike.

        `hold` as in `hold()`, for what is said or done next.
        """
        conversation = session.scalar(_held(conversation_id)) if hold else session.get(Conversation, conversation_id)
        expected = conversation.token_hash if conversation else self._vault.token_hash("nobody's")
        if not hmac.compare_digest(expected, self._vault.token_hash(token)) or conversation is None:
            raise Problem(401, "unauthorized", "会話が見つかりませんでした。", headers={"WWW-Authenticate": "Bearer"})
        return conversation

    def hold(self, session: Session, conversation_id: str) -> Conversation:
        """The conversation as it is now, and nobody else's to change until this unit of work is over. Raises 404.

        Needed before its owner is judged or a message is added: so its messages' serials are in the order in which
        others see them, and nothing is added for an owner that it has no more.
        """
        conversation = session.scalar(_held(conversation_id))
        if conversation is None:
            raise Problem(404, "not_found", "会話が見つかりませんでした。")
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

    def identify(self, session: Session, conversation: Conversation, member_id: int, proof: Proof) -> None:
        now = self._clock.now()
        identities.close_of(session, conversation.id, now)
        session.add(Identification(conversation_id=conversation.id, member_id=member_id, proof=proof, at=now))
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
            self._forget(session, conversation)
        conversation.active_at = self._clock.now()

    def _forget(self, session: Session, conversation: Conversation) -> None:
        if conversation.member_id is not None:
            conversation.member_id = conversation.identified_at = None
            identities.close_of(session, conversation.id, self._clock.now())

    # -- messages

    def receive(
        self,
        session: Session,
        conversation: Conversation,
        *,
        text: str,
        turn: Turn | None,
        client_message_id: str | None,
    ) -> Message:
        """Keep a member's message, to be answered in a turn; without one it is for the agent who has them."""
        self._touch(session, conversation)
        return self._add(
            session,
            conversation.id,
            author=Author.MEMBER,
            text=text,
            client_message_id=client_message_id,
            turn=None if turn is None else turn.as_json(),
            settled=turn is None,
        )

    def add_reply(
        self, session: Session, conversation: Conversation, reply: BotReply, *, reply_to: int | None, style: Style
    ) -> list[Message]:
        """Keep what the bot said; the titles of its choices are put into the style here, and receipts added."""
        return [
            self._add(
                session,
                conversation.id,
                author=Author.BOT,
                text=said.text,
                topic=said.topic,
                confidence=reply.confidence,
                choices=[self._choices.offered(choice, conversation.id, style) for choice in said.choices],
                reply_to=reply_to,
                **self._card(session, conversation, said.card, style),
            )
            for said in reply.messages
        ]

    def _card(
        self, session: Session, conversation: Conversation, card: dict[str, Any] | None, style: Style
    ) -> dict[str, Any]:
        """The columns `card` and `receipt`: staff read the receipt in the usual style."""
        if card is None or not shows_own_data(card) or self.identified_member(session, conversation) is None:
            return {"card": card}
        proof = newest_proof(session, conversation.id)
        if proof is None:
            return {"card": card}
        return {
            "card": card | {"receipt": receipt(card, proof, style)},
            "receipt": receipt(card, proof, Style.STANDARD),
        }

    def reject_answer(self, session: Session, conversation_id: str, *, before: int) -> None:
        """The member says of the bot's newest answer before this serial that it is none."""
        answer = session.scalar(
            select(Message)
            .where(
                Message.conversation_id == conversation_id,
                Message.author == Author.BOT,
                Message.topic != "conversation/greet",
                Message.serial < before,
            )
            .order_by(Message.serial.desc())
            .limit(1)
        )
        if answer is not None and answer.rejected_at is None:
            answer.rejected_at = self._clock.now()

    def add_words_of_bot(
        self, session: Session, conversation_id: str, text: str, *, topic: str, choices: list[dict[str, Any]]
    ) -> Message:
        """Keep what is said in the bot's name without asking it."""
        return self._add(session, conversation_id, author=Author.BOT, text=text, topic=topic, choices=choices)

    def add_words_of_agent(
        self, session: Session, conversation_id: str, staff_id: int, text: str, client_message_id: str | None
    ) -> Message:
        """Keep what an agent said."""
        return self._add(
            session,
            conversation_id,
            author=Author.AGENT,
            text=text,
            staff_id=staff_id,
            client_message_id=key_of_agent(staff_id, client_message_id),
        )

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

    def plain_choice(self, topic: str, style: Style) -> dict[str, Any]:
        """The choice of a topic under its own title."""
        return self._choices.plain(topic, style)

    def call_off_choice(self, conversation_id: str, title: str, style: Style) -> dict[str, Any]:
        """A choice that the bot never sees: the member does not want to wait for a person any more."""
        return self._choices.offered(BotChoice(title=title, topic=HANDOFF, data=CALL_OFF), conversation_id, style)

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
        after_commit(session, ("messages", conversation_id), lambda: tell_of_messages(self._fan_out, conversation_id))
        return message


def _held(conversation_id: str) -> Select[Conversation]:
    # Not FOR UPDATE: rows that only refer to the conversation may be added meanwhile. SQLite has no such locks, and its
    # writers come one after the other anyhow.
    return (
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
