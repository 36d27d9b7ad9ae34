"""Taking in a member's message: told apart from choices, rid of secrets, and kept before anybody is asked about it."""

from dataclasses import dataclass
from itertools import dropwhile

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import ChoiceTurn, Style, TextTurn, Turn
from backend.container import Container
from backend.conversations import record
from backend.conversations.models import Author, Conversation, Message, Owner
from backend.conversations.questions import asks_for_login_id
from backend.conversations.schemas import MessageIn, MessageOut
from backend.conversations.service import CALL_OFF, HANDOFF
from backend.conversations.words import masked_notice, topics_about, what_about_it
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.masking.mask import MASK, Circumstances, Masked, masked, may_hold_secret
from backend.masking.spans import Kind


@dataclass(frozen=True)
class Received:
    """A message that is kept.

    An agent's it is at once, and the bot is asked nothing about it, while one has the conversation.
    `replies` are those there are already: all, if it was answered before; else a notice of what was masked. `turn`,
    what the bot is still to be asked, is None if nothing. `is_new` is false for a message that was posted before.
    """

    own: MessageOut
    serial: int
    style: Style
    turn: Turn | None
    replies: list[MessageOut]
    is_new: bool


def receive(services: Container, conversation_id: str, token: str, body: MessageIn) -> Received:
    """Commit the message before the bot is asked: whatever happens then, it is not lost."""
    try:
        with services.database.unit_of_work() as session:
            conversation = services.conversations.access(session, conversation_id, token, hold=True)
            return _known(session, conversation, body) or _new(services, session, conversation, body)
    except IntegrityError:
        # The same message, posted twice at the same moment: the other one was first.
        with services.database.unit_of_work() as session:
            conversation = services.conversations.access(session, conversation_id, token)
            known = _known(session, conversation, body)
            if known is None:
                raise
            return known


def _known(session: Session, conversation: Conversation, body: MessageIn) -> Received | None:
    if body.client_message_id is None:
        return None
    message = record.said_before(session, conversation.id, body.client_message_id)
    if message is None:
        return None
    _own, *replies = record.answer(session, message.serial)
    # Unsettled: its turn is still under way, or was cut off by a stop and is made now.
    turn = None if message.settled else record.turn_of(message)
    return _received(conversation, message, turn, replies, is_new=False)


def _new(services: Container, session: Session, conversation: Conversation, body: MessageIn) -> Received:
    if conversation.ended_at is not None:
        raise Problem(409, "conversation_ended", "この会話は終了しています。新しい会話を始めてください。")
    services.limiter.check(services.settings.messages_per_conversation, "messages", conversation.id)
    text = _checked(services, body.text)
    choice = services.choices.taken(text, conversation.id)
    if choice is None:
        return _said(services, session, conversation, text, body.client_message_id)
    title = choice.title or services.conversations.shown_title(session, conversation.id, text, choice.turn.topic)
    calls_off = choice.turn == ChoiceTurn(HANDOFF, CALL_OFF)
    # To an agent a choice is its title and nothing else.
    turn = choice.turn if _is_bots(conversation) and not calls_off else None
    message = services.conversations.receive(
        session, conversation, text=title, turn=turn, client_message_id=body.client_message_id
    )
    replies = [_called_off(services, session, conversation, message)] if calls_off and _is_bots(conversation) else []
    return _received(conversation, message, turn, replies, is_new=True)


def _is_bots(conversation: Conversation) -> bool:
    """Also while it waits for an agent."""
    return conversation.owner != Owner.AGENT


def _called_off(services: Container, session: Session, conversation: Conversation, message: Message) -> Message:
    if conversation.owner == Owner.QUEUE:
        return services.handoffs.call_off(session, conversation, reply_to=message.serial)
    return services.handoffs.tell_not_calling(session, conversation, reply_to=message.serial)


def _said(
    services: Container, session: Session, conversation: Conversation, text: str, client_message_id: str | None
) -> Received:
    circumstances = _circumstances(services, session, conversation.id, text)
    safe = masked(text, circumstances)
    turn = TextTurn(safe.text if safe.for_bot is None else safe.for_bot)
    message = services.conversations.receive(
        session,
        conversation,
        text=safe.text,
        turn=turn if _is_bots(conversation) else None,
        client_message_id=client_message_id,
    )
    if not safe.kinds:
        return _received(conversation, message, turn if _is_bots(conversation) else None, [], is_new=True)
    secrets = _Secrets(safe, circumstances, is_bots=_is_bots(conversation))
    return _with_notice(services, session, conversation, message, secrets)


def _checked(services: Container, raw: str) -> str:
    text = cleaned(raw)
    if not text:
        raise Problem(422, "text_empty", "メッセージを入力してください。")
    longest = services.settings.longest_message_chars
    if len(text) > longest:
        raise Problem(422, "text_too_long", f"メッセージは{longest:,}文字以内で入力してください。", longest=longest)
    return text


def _circumstances(services: Container, session: Session, conversation_id: str, text: str) -> Circumstances:
    if not may_hold_secret(text):
        return Circumstances()
    recent = record.newest(session, conversation_id)
    own = next((message.text for message in recent if message.author == Author.MEMBER), "")
    # A message that was nothing but a secret got no answer of the bot, and leaves its question open.
    open_still = list(dropwhile(lambda message: message.author == Author.MEMBER and MASK in message.text, recent))
    return Circumstances(
        awaits_login_id=bool(open_still) and asks_for_login_id(open_still[0]),
        code_outstanding=services.challenges.outstanding(session, conversation_id) is not None,
        said_before=own,
    )


@dataclass(frozen=True)
class _Secrets:
    """What a message held that it should not, and what is to be done about it."""

    safe: Masked
    circumstances: Circumstances
    is_bots: bool

    @property
    def code_is_ours(self) -> bool:
        """It was meant for the sign-in card; the bot has nothing to say about it."""
        return Kind.CODE in self.safe.kinds and self.circumstances.code_outstanding

    @property
    def for_bot(self) -> bool:
        return self.is_bots and self.safe.for_bot is not None and not self.code_is_ours

    @property
    def topics(self) -> list[str]:
        """Of the choices, where nothing but a secret was said."""
        if self.for_bot or self.code_is_ours or not self.is_bots:
            return []
        return topics_about(self.safe.kinds, awaits_login_id=self.circumstances.awaits_login_id)

    def notice(self, style: Style) -> str:
        told = masked_notice(self.safe.kinds, style, code_is_ours=self.code_is_ours)
        asked = what_about_it(style, awaits_login_id=self.circumstances.awaits_login_id) if self.topics else ""
        return "\n".join(filter(None, (told, asked)))


def _with_notice(
    services: Container, session: Session, conversation: Conversation, message: Message, secrets: _Secrets
) -> Received:
    style = Style(conversation.style)
    notice = services.conversations.add_notice(
        session,
        conversation.id,
        secrets.notice(style),
        reply_to=message.serial,
        choices=[services.choices.plain(topic, style) for topic in secrets.topics],
        card={"type": "sign_in", "step": "code"} if secrets.code_is_ours else None,
    )
    if not secrets.for_bot:
        record.settle(session, [message.serial])
    return _received(conversation, message, record.turn_of(message) if secrets.for_bot else None, [notice], is_new=True)


def _received(
    conversation: Conversation, own: Message, turn: Turn | None, replies: list[Message], *, is_new: bool
) -> Received:
    return Received(
        own=MessageOut.of(own),
        serial=own.serial,
        style=Style(conversation.style),
        turn=turn,
        replies=[MessageOut.of(reply) for reply in replies],
        is_new=is_new,
    )
