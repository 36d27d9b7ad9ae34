"""What the thread under a message tells: what is said, and what becomes of it, in the order in which it happened.

Members' words are in it only while a person is wanted or there, with their personal data hidden. Answers of the bot are
cut short, those from somebody's account left out.
"""

from collections.abc import Iterable
from datetime import datetime
from heapq import merge
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from backend.conversations.models import Author, Conversation, Message
from backend.desk import event_words
from backend.handoff.models import Handoff, HandoffEvent
from backend.personal_data.parts import masked
from backend.slack import blocks
from backend.slack.door import SlackDoor
from backend.slack.told import handoffs
from backend.slack.told.models import Kind, Matter, Outage
from backend.slack.told.sight import Line, moment
from backend.staff.models import StaffMember
from backend.tickets import history_words
from backend.tickets.models import TicketEvent, TicketStep

# So much of what was said before a person was asked for comes with it: these many things by the member.
SAID_BEFORE: Final = 3
# At once, in one message.
MOST_LINES: Final = 25
_LONGEST_WORDS: Final = 1500
_LONGEST_ANSWER: Final = 120
_FROM_ACCOUNT: Final = "（会員の情報をもとに回答しました。内容はコンソールで確認できます）"
# Where an outage stands, as a step.
BEGAN, OVER = 1, 2


def beginning(session: Session, handoff: Handoff) -> int:
    """The serial behind which the story of a handoff begins: with what its member said last before it."""
    here = Message.conversation_id == handoff.conversation_id
    since = handoff.queued_at or handoff.asked_at
    at_or_after = Message.created_at >= since
    by_member = (here, Message.author == Author.MEMBER, Message.created_at < since)
    before = list(
        session.scalars(select(Message.serial).where(*by_member).order_by(Message.serial.desc()).limit(SAID_BEFORE))
    )
    begins = before[-1] if before else session.scalar(select(func.min(Message.serial)).where(here, at_or_after))
    told = select(func.max(Matter.told_message)).where(Matter.conversation_id == handoff.conversation_id)
    behind = newest(session, handoff.conversation_id) if begins is None else begins - 1
    return max(behind, session.scalar(told) or 0)


def newest(session: Session, conversation_id: str) -> int:
    """The serial of its newest message."""
    return session.scalar(select(func.max(Message.serial)).where(Message.conversation_id == conversation_id)) or 0


def lines(session: Session, door: SlackDoor, matter: Matter) -> list[Line]:
    """What is to be told next, oldest first, as much of it as goes into one message."""
    match matter.kind:
        case Kind.HANDOFF:
            return _of_handoff(session, door, matter)
        case Kind.TICKET:
            return _of_ticket(session, matter)
        case Kind.OUTAGE:
            return _of_outage(session, matter)
    return []


def _of_handoff(session: Session, door: SlackDoor, matter: Matter) -> list[Line]:
    handoff = session.get_one(Handoff, matter.reference)
    conversation = session.get_one(Conversation, handoff.conversation_id)
    said, steps = _said(session, matter, handoff), _steps(session, matter)
    names = _names(session)
    who = handoffs.whose(session, door, conversation)
    happened: list[Iterable[Message | HandoffEvent]] = [said, steps]
    found: list[Line] = []
    message, event = matter.told_message, matter.told_event
    for each in merge(*happened, key=_when):
        if isinstance(each, Message):
            message = each.serial
            found.append(_spoken(each, who, names, message, event))
        else:
            event = each.id
            found.append(_small(event_words.told(each, handoff.reason, names), message, event))
    return found[:MOST_LINES]


def _when(each: Message | HandoffEvent) -> datetime:
    return each.created_at if isinstance(each, Message) else each.at


def _said(session: Session, matter: Matter, handoff: Handoff) -> list[Message]:
    conditions = [Message.conversation_id == handoff.conversation_id, Message.serial > matter.told_message]
    if handoff.ended_at is not None:
        before, then = Message.created_at < handoff.ended_at, Message.created_at == handoff.ended_at
        # Not what the bot says as it takes over.
        conditions.append(or_(before, and_(then, Message.author != Author.BOT)))
    statement = select(Message).where(*conditions, Message.author != Author.SYSTEM).order_by(Message.serial)
    return list(session.scalars(statement.limit(MOST_LINES)))


def _steps(session: Session, matter: Matter) -> list[HandoffEvent]:
    statement = select(HandoffEvent).where(
        HandoffEvent.handoff_id == matter.reference, HandoffEvent.id > matter.told_event
    )
    return list(session.scalars(statement.order_by(HandoffEvent.id).limit(MOST_LINES)))


def _spoken(message: Message, who: str, names: dict[int, str], serial: int, event: int) -> Line:
    if message.author == Author.BOT:
        is_theirs = message.receipt is not None or message.card is not None
        answer = _FROM_ACCOUNT if is_theirs else blocks.cut(_in_one_line(message.text), _LONGEST_ANSWER)
        return _small(f"自動応答：{answer}", serial, event)
    speaker = who
    if message.author == Author.AGENT:
        speaker = f"会員へ送信済み（{names.get(message.staff_id or 0, '担当者')}）"
    text = f"{speaker}：{blocks.cut(masked(message.text), _LONGEST_WORDS)}"
    return Line(blocks.words(text), text, serial, event)


def _in_one_line(text: str) -> str:
    return " ".join(masked(text).split())


def _small(text: str, message: int, event: int) -> Line:
    return Line(blocks.context(text), text, message, event)


def _of_ticket(session: Session, matter: Matter) -> list[Line]:
    statement = select(TicketEvent).where(TicketEvent.ticket_id == matter.reference, TicketEvent.id > matter.told_event)
    steps = session.scalars(statement.order_by(TicketEvent.id).limit(MOST_LINES))
    names = _names(session)
    return [_small(_step(each, names), 0, each.id) for each in steps]


def _step(event: TicketEvent, names: dict[int, str]) -> str:
    """Without what is in it: notes and answers stay in the console."""
    told = history_words.told(event, names)
    if event.step == TicketStep.NOTED:
        told = "メモが追加されました"
    return told if event.staff_id is None else f"{told}（{names[event.staff_id]}）"


def _of_outage(session: Session, matter: Matter) -> list[Line]:
    outage = session.get_one(Outage, matter.reference)
    if outage.over_at is None or matter.told_event >= OVER:
        return []
    minutes = max(1, round((outage.over_at - outage.began_at).total_seconds() / 60))
    return [_small(f"{moment(outage.over_at)}に復旧しました（停止は約{minutes}分間でした）。", 0, OVER)]


def _names(session: Session) -> dict[int, str]:
    """Of all staff, by id: they are few."""
    return dict(session.execute(select(StaffMember.id, StaffMember.display_name)).all())
