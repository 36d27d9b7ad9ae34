"""What the lists of the desk say about each conversation, read for all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from backend.conversations.models import Author, Conversation, Identification, Message
from backend.handoff.models import Handoff
from backend.members.models import Member
from backend.staff.models import StaffMember

_GUEST_NUMBERS = 10_000


@dataclass(frozen=True)
class Overview:
    """`member` is who was identified last, even if that has lapsed; `handoff` the open one.

    `unanswered`: what the member has written since the agent's last word, or since a person was asked for.
    """

    conversation: Conversation
    member: Member | None
    agent: StaffMember | None
    handoff: Handoff | None
    last: Message | None
    unanswered: int

    @property
    def title(self) -> str:
        """Whose conversation it is; a guest has a number, by which colleagues can speak of them."""
        return self.member.name if self.member else guest_name(self.conversation.id)


def guest_name(conversation_id: str) -> str:
    digits = "".join(char for char in conversation_id if char in "0123456789abcdef")[-8:]
    return f"ゲスト{int(digits or '0', 16) % _GUEST_NUMBERS:04d}"


def overviews(session: Session, conversations: Sequence[Conversation]) -> list[Overview]:
    """In the same order, with a few queries, however many there are."""
    ids = [conversation.id for conversation in conversations]
    if not ids:
        return []
    members = members_of(session, conversations)
    agents = _agents(session, conversations)
    handoffs = _open_handoffs(session, ids)
    last = _last_messages(session, ids)
    unanswered = unanswered_in(session, ids)
    return [
        Overview(
            conversation=conversation,
            member=members.get(conversation.id),
            agent=agents.get(conversation.agent_id) if conversation.agent_id is not None else None,
            handoff=handoffs.get(conversation.id),
            last=last.get(conversation.id),
            unanswered=unanswered.get(conversation.id, 0),
        )
        for conversation in conversations
    ]


def members_of(session: Session, conversations: Sequence[Conversation]) -> dict[str, Member]:
    """Who was identified last in each, by the conversation's id."""
    ids = [conversation.id for conversation in conversations]
    newest = (
        select(func.max(Identification.id))
        .where(Identification.conversation_id.in_(ids))
        .group_by(Identification.conversation_id)
    )
    proven = session.scalars(select(Identification).where(Identification.id.in_(newest)))
    member_ids = {each.conversation_id: each.member_id for each in proven}
    # Who was identified before proofs were kept.
    for conversation in conversations:
        if conversation.member_id is not None:
            member_ids.setdefault(conversation.id, conversation.member_id)
    rows = session.scalars(select(Member).where(Member.id.in_(set(member_ids.values()))))
    members = {member.id: member for member in rows}
    return {conversation_id: members[member_id] for conversation_id, member_id in member_ids.items()}


def _agents(session: Session, conversations: Sequence[Conversation]) -> dict[int, StaffMember]:
    ids = {conversation.agent_id for conversation in conversations if conversation.agent_id is not None}
    rows = session.scalars(select(StaffMember).where(StaffMember.id.in_(ids))) if ids else ()
    return {row.id: row for row in rows}


def _open_handoffs(session: Session, ids: Sequence[str]) -> dict[str, Handoff]:
    rows = session.scalars(select(Handoff).where(Handoff.conversation_id.in_(ids), Handoff.ended_at.is_(None)))
    return {row.conversation_id: row for row in rows}


def _last_messages(session: Session, ids: Sequence[str]) -> dict[str, Message]:
    """What a person said last, or the bot where nobody has: its answers are too much alike to tell callers apart.

    What the system tells about the conversation itself is not said by anybody.
    """
    by_person = case((Message.author != Author.BOT, Message.serial))
    newest = (
        select(func.coalesce(func.max(by_person), func.max(Message.serial)))
        .where(Message.conversation_id.in_(ids), Message.author != Author.SYSTEM)
        .group_by(Message.conversation_id)
    )
    rows = session.scalars(select(Message).where(Message.serial.in_(newest)))
    return {row.conversation_id: row for row in rows}


@dataclass(frozen=True)
class Said:
    """A message: its id, and what it says."""

    id: str
    text: str


def last_said(session: Session, ids: Sequence[str], most: int) -> dict[str, list[Said]]:
    """What the member of each conversation wrote last, at most so many, oldest first."""
    from_end = func.row_number().over(partition_by=Message.conversation_id, order_by=Message.serial.desc())
    said = (
        select(Message.conversation_id, Message.id, Message.serial, Message.text, from_end.label("from_end"))
        .where(Message.conversation_id.in_(ids), Message.author == Author.MEMBER)
        .subquery()
    )
    found: dict[str, list[Said]] = {}
    for row in session.execute(select(said).where(said.c.from_end <= most).order_by(said.c.serial)):
        found.setdefault(row.conversation_id, []).append(Said(row.id, row.text))
    return found


def unanswered_in(session: Session, ids: Sequence[str] | Select[str]) -> dict[str, int]:
    """What nobody has answered yet, of those conversations where there is something."""
    spoken = (
        select(Message.conversation_id, func.max(Message.serial).label("serial"))
        .where(Message.conversation_id.in_(ids), Message.author == Author.AGENT)
        .group_by(Message.conversation_id)
        .subquery()
    )
    counted = (
        select(Message.conversation_id, func.count())
        .join(Handoff, (Handoff.conversation_id == Message.conversation_id) & Handoff.ended_at.is_(None))
        .outerjoin(spoken, spoken.c.conversation_id == Message.conversation_id)
        .where(
            Message.conversation_id.in_(ids),
            Message.author == Author.MEMBER,
            Message.created_at > Handoff.asked_at,
            Message.serial > func.coalesce(spoken.c.serial, 0),
        )
        .group_by(Message.conversation_id)
    )
    return {str(conversation_id): int(count) for conversation_id, count in session.execute(counted)}
