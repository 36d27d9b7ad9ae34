"""What is hidden from staff, found again for one of them who says why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.models import Message
from backend.desk.models import Note
from backend.feedback.models import AnswerFeedback, ConversationRating
from backend.members.models import Member
from backend.personal_data.kinds import Kind
from backend.personal_data.parts import Part, hidden_value, parts, whole
from backend.tickets.models import Ticket, TicketEvent


class Source(StrEnum):
    """Where a text or a field stands; its id is the one that the console knows it by."""

    MESSAGE = "message"
    NOTE = "note"
    TICKET = "ticket"
    TICKET_EVENT = "ticket_event"
    TICKET_CONTACT = "ticket_contact"
    MEMBER = "member"
    FEEDBACK = "feedback"
    RATING = "rating"


class Reason(StrEnum):
    """Why somebody needs to see it."""

    IDENTITY = "identity"
    REPLY = "reply"
    ORDER = "order"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"identity": "本人確認", "reply": "折り返し・返信", "order": "注文・契約の確認", "other": "その他"}[
            self.value
        ]


@dataclass(frozen=True)
class Wanted:
    source: Source
    id: str
    index: int = 0
    field: str | None = None


@dataclass(frozen=True)
class Revealed:
    kind: Kind
    value: str


# What of a member is hidden as a whole, by field.
MEMBER_FIELDS: Mapping[str, Kind] = {"email": Kind.MAIL, "phone": Kind.PHONE, "address": Kind.ADDRESS}
_TICKET_FIELDS = ("body", "subject", "requested_login_id")


def find(session: Session, wanted: Wanted) -> Revealed | None:
    """The value; None if nothing is hidden there."""
    if wanted.source is Source.MEMBER:
        return _of_member(session, wanted)
    text = _TEXTS[wanted.source](session, wanted)
    found = None if text is None else hidden_value(text, wanted.index)
    return None if found is None else Revealed(found.kind, found.value)


def member_field(member: Member, field: str) -> list[Part]:
    """A field of the member's card."""
    if field == "login_id":
        return parts(member.login_id)
    value: str = getattr(member, field)
    return whole(MEMBER_FIELDS[field], value)


def _of_member(session: Session, wanted: Wanted) -> Revealed | None:
    member = session.get(Member, _serial(wanted.id))
    if member is None or wanted.field not in {*MEMBER_FIELDS, "login_id"}:
        return None
    if wanted.field == "login_id":
        found = hidden_value(member.login_id, wanted.index)
        return None if found is None else Revealed(found.kind, found.value)
    return Revealed(MEMBER_FIELDS[wanted.field], getattr(member, wanted.field))


def _ticket(session: Session, wanted: Wanted) -> Ticket | None:
    return session.get(Ticket, _serial(wanted.id.upper().removeprefix("TKT-")))


def _of_ticket(session: Session, wanted: Wanted) -> str | None:
    field = wanted.field or _TICKET_FIELDS[0]
    ticket = _ticket(session, wanted)
    return None if ticket is None or field not in _TICKET_FIELDS else getattr(ticket, field)


def _of_ticket_contact(session: Session, wanted: Wanted) -> str | None:
    ticket = _ticket(session, wanted)
    return None if ticket is None else ticket.contact_email


def _of_message(session: Session, wanted: Wanted) -> str | None:
    return session.scalar(select(Message.text).where(Message.id == wanted.id))


def _of_note(session: Session, wanted: Wanted) -> str | None:
    return session.scalar(select(Note.text).where(Note.id == _serial(wanted.id)))


def _of_event(session: Session, wanted: Wanted) -> str | None:
    return session.scalar(select(TicketEvent.text).where(TicketEvent.id == _serial(wanted.id)))


def _of_feedback(session: Session, wanted: Wanted) -> str | None:
    return session.scalar(select(AnswerFeedback.comment).where(AnswerFeedback.id == _serial(wanted.id)))


def _of_rating(session: Session, wanted: Wanted) -> str | None:
    return session.scalar(select(ConversationRating.comment).where(ConversationRating.id == _serial(wanted.id)))


_TEXTS: Mapping[Source, Callable[[Session, Wanted], str | None]] = {
    Source.MESSAGE: _of_message,
    Source.NOTE: _of_note,
    Source.TICKET: _of_ticket,
    Source.TICKET_EVENT: _of_event,
    Source.TICKET_CONTACT: _of_ticket_contact,
    Source.FEEDBACK: _of_feedback,
    Source.RATING: _of_rating,
}


def _serial(text: str) -> int:
    """A number of ours, or 0, which nothing has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
