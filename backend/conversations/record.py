"""What was said in a conversation, as it is on record, and what is still to be done about it."""

import hashlib

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import ChoiceTurn, EventTurn, TextTurn, Turn
from backend.conversations.models import Author, Message
from backend.core.problems import Problem


def said_before(session: Session, conversation_id: str, client_message_id: str) -> Message | None:
    """The message that this id was used for."""
    return session.scalar(
        select(Message).where(
            Message.conversation_id == conversation_id, Message.client_message_id == client_message_id
        )
    )


def answer(session: Session, serial: int) -> list[Message]:
    """A member's message and the replies that came with it."""
    query = select(Message).where((Message.serial == serial) | (Message.reply_to == serial)).order_by(Message.serial)
    return list(session.scalars(query))


def after(session: Session, conversation_id: str, message_id: str | None) -> list[Message]:
    """The messages after this one, or all. Raises 404 for an id that isn't of this conversation."""
    query = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.serial)
    if message_id is not None:
        query = query.where(Message.serial > serial_of(session, conversation_id, message_id))
    return list(session.scalars(query))


def serial_of(session: Session, conversation_id: str, message_id: str) -> int:
    """Where in the conversation this message stands. Raises 404 for an id that isn't of this conversation."""
    serial = session.scalar(
        select(Message.serial).where(Message.conversation_id == conversation_id, Message.id == message_id[:32])
    )
    if serial is None:
        raise Problem(404, "not_found", "指定されたメッセージが見つかりませんでした。")
    return serial


def newest(session: Session, conversation_id: str) -> list[Message]:
    """The last few messages of people and the bot, newest first; notices of the system left out."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author != Author.SYSTEM)
        .order_by(Message.serial.desc())
        .limit(10)
    )
    return list(session.scalars(query))


def settle(session: Session, serials: list[int]) -> None:
    """The turn of these messages is over."""
    session.execute(update(Message).where(Message.serial.in_(serials)).values(settled=True))


def settle_all(session: Session, conversation_id: str) -> None:
    """No turn is to be made any more of what was said so far."""
    session.execute(
        update(Message)
        .where(Message.conversation_id == conversation_id, Message.settled.is_(False))
        .values(settled=True)
    )


def said_by_agent(
    session: Session, conversation_id: str, staff_id: int, client_message_id: str | None
) -> Message | None:
    """The message that this agent used this id for."""
    key = key_of_agent(staff_id, client_message_id)
    return None if key is None else said_before(session, conversation_id, key)


def key_of_agent(staff_id: int, client_message_id: str | None) -> str | None:
    """As long as the column allows, and with a blank in it, so that no member's id is ever the same."""
    if client_message_id is None:
        return None
    return f"staff {hashlib.sha256(f'{staff_id} {client_message_id}'.encode()).hexdigest()}"


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
