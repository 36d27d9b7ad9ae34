"""What an agent needs to know of a conversation before their first word, from the record alone."""

from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.models import Author, Identification, Message
from backend.handoff.models import Handoff

_MOST_ASKED: Final = 10
_MOST_ANSWERS: Final = 10
# What leads nowhere by itself: greetings, asking back, passing on.
_NO_ANSWER: Final = "conversation/"
# So far back, in messages.
_FAR_BACK: Final = 400


@dataclass(frozen=True)
class Packet:
    """`asked` and `answers` oldest first; `handoff` the newest, if there ever was one."""

    handoff: Handoff | None
    asked: list[Message]
    answers: list[Message]
    identification: Identification | None
    looked_up: list[str]


def packet(session: Session, conversation_id: str) -> Packet:
    newest = list(
        session.scalars(
            select(Message)
            .where(Message.conversation_id == conversation_id)
            .order_by(Message.serial.desc())
            .limit(_FAR_BACK)
        )
    )
    said = newest[::-1]
    asked = [message for message in said if message.author == Author.MEMBER]
    answers = [message for message in said if _is_answer(message)]
    return Packet(
        handoff=newest_handoff(session, conversation_id),
        asked=asked[-_MOST_ASKED:],
        answers=answers[-_MOST_ANSWERS:],
        identification=newest_identification(session, conversation_id),
        looked_up=list(dict.fromkeys(message.receipt for message in said if message.receipt)),
    )


def newest_handoff(session: Session, conversation_id: str) -> Handoff | None:
    statement = select(Handoff).where(Handoff.conversation_id == conversation_id)
    return session.scalar(statement.order_by(Handoff.id.desc()).limit(1))


def newest_identification(session: Session, conversation_id: str) -> Identification | None:
    statement = select(Identification).where(Identification.conversation_id == conversation_id)
    return session.scalar(statement.order_by(Identification.id.desc()).limit(1))


def last_words(session: Session, conversation_id: str, most: int) -> list[list[Message]]:
    """What the member said each of the last times, the newest time first.

    Several things said in a row, oldest first, are one time.
    """
    statement = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author != Author.SYSTEM)
        .order_by(Message.serial.desc())
        .limit(_FAR_BACK)
    )
    in_a_row = groupby(session.scalars(statement), lambda message: message.author == Author.MEMBER)
    times = (list(said)[::-1] for is_members, said in in_a_row if is_members)
    return list(islice(times, most))


def _is_answer(message: Message) -> bool:
    return message.author == Author.BOT and message.topic is not None and not message.topic.startswith(_NO_ANSWER)
