"""Conversations as the console gets them in lists."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.bot_gateway.messages import Style
from backend.console.parts import Place, preview
from backend.console.schemas import LastWord, NamedMember, Summary
from backend.console.ticket_schemas import Named
from backend.container import Container
from backend.conversations.models import Author, Conversation, Owner
from backend.conversations.presence import is_present
from backend.desk.lookup import conversation
from backend.desk.overview import Overview, overviews
from backend.desk.reveals import Source
from backend.handoff.models import Reason
from backend.members.models import Member
from backend.personal_data.parts import masked

_PREVIEW_CHARS = 120


def summary(session: Session, services: Container, conversation_id: str) -> Summary:
    """Raises 404."""
    return summaries(session, services, [conversation(session, conversation_id)])[0]


def summaries(session: Session, services: Container, conversations: Sequence[Conversation]) -> list[Summary]:
    """In the same order."""
    return [_summary(session, services, each) for each in overviews(session, conversations)]


def _summary(session: Session, services: Container, seen: Overview) -> Summary:
    of = seen.conversation
    return Summary(
        id=of.id,
        title=seen.title,
        member=None if seen.member is None else named_member(seen.member),
        # Asks the database for nothing: the member is in the session.
        identified=services.conversations.identified_member(session, of) is not None,
        owner=Owner(of.owner),
        agent=None if seen.agent is None else Named(id=seen.agent.id, name=seen.agent.name),
        waiting_since=seen.handoff.queued_at if seen.handoff and of.owner == Owner.QUEUE else None,
        reason_label=Reason(seen.handoff.reason).label if seen.handoff else None,
        last=_last(seen),
        unanswered=seen.unanswered,
        is_present=is_present(of, services.clock.now()),
        ended_at=of.ended_at,
        created_at=of.created_at,
        style=Style(of.style),
    )


def named_member(member: Member) -> NamedMember:
    return NamedMember(id=member.id, name=member.name, login_id=masked(member.login_id))


def _last(seen: Overview) -> LastWord | None:
    if seen.last is None:
        return None
    place = Place(source=Source.MESSAGE, id=seen.last.id)
    return LastWord(
        author=Author(seen.last.author), parts=preview(seen.last.text, place, _PREVIEW_CHARS), at=seen.last.created_at
    )
