"""A conversation by mail, to the registered address of the member it was with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.billing.dates import japanese_date
from backend.conversations import identities
from backend.conversations.models import Author, Conversation, Message
from backend.conversations.service import ConversationService
from backend.core.clock import Clock
from backend.core.problems import Problem
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters
from backend.staff.models import StaffMember

# So long after its end a conversation can still be asked for by its page.
ASKED_FOR_WITHIN: Final = timedelta(minutes=30)
_AUTHORS: Final = {Author.MEMBER: "お客様", Author.BOT: "自動応答", Author.SYSTEM: "お知らせ"}


@dataclass(frozen=True)
class Transcripts:
    """Messages are sent as they are kept: what was masked in them is masked here. Notes of staff are no messages."""

    clock: Clock
    letters: Letters
    conversations: ConversationService

    def send(self, session: Session, conversation: Conversation) -> None:
        """The whole of it; from their own proof on where somebody else was identified before.

        Raises 409 `not_identified` if it is, or at its end was, nobody's, or ended too long ago.
        """
        member = self._of_whom(session, conversation)
        if member is None:
            raise Problem(409, "not_identified", "チャットの記録をメールでお送りするには、ご本人確認が必要です。")
        since = identities.since_when(session, conversation.id, member.id)
        self.letters.transcript(session, member, said=_said(session, conversation.id, since))

    def _of_whom(self, session: Session, conversation: Conversation) -> Member | None:
        if conversation.ended_at is None:
            member_id = self.conversations.identified_member(session, conversation)
        else:
            member_id = self._at_its_end(session, conversation)
        member = None if member_id is None else members.get(session, member_id)
        return None if member is None or member.is_withdrawn else member

    def _at_its_end(self, session: Session, conversation: Conversation) -> int | None:
        """Ending forgets who was identified; who it was is who had proven it last, unless that proof is over."""
        ended_at = conversation.ended_at
        if ended_at is None or self.clock.now() - ended_at > ASKED_FOR_WITHIN:
            return None
        last = identities.newest_open(session, conversation.id)
        if last is None:
            return None
        window = self.conversations.window
        lapsed_at = min(conversation.active_at + window.idle, last.at + window.total)
        return last.member_id if ended_at < lapsed_at else None


def _said(session: Session, conversation_id: str, since: datetime | None) -> list[tuple[str, str]]:
    statement = (
        select(Message, StaffMember.display_name)
        .outerjoin(StaffMember, StaffMember.id == Message.staff_id)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.serial)
    )
    if since is not None:
        statement = statement.where(Message.created_at >= since)
    return [(_heading(message, name), message.text) for message, name in session.execute(statement)]


def _heading(message: Message, display_name: str | None) -> str:
    at = message.created_at
    return f"{japanese_date(at.date())} {at.hour}:{at.minute:02d} {_name(message, display_name)}"


def _name(message: Message, display_name: str | None) -> str:
    if message.author == Author.AGENT:
        return f"担当者 {display_name}" if display_name else "担当者"
    return _AUTHORS[Author(message.author)]
