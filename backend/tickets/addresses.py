"""Where a ticket's answer goes. Never to whose account is to be unlocked: that is not who asked."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.conversations.models import Conversation, Identification
from backend.members import service as members
from backend.tickets.models import Ticket


@dataclass(frozen=True)
class Address:
    """`member_id` is set for a registered address; any other is what somebody said."""

    to: str
    name: str
    member_id: int | None = None

    @property
    def is_registered(self) -> bool:
        return self.member_id is not None


def of(session: Session, ticket: Ticket) -> Address | None:
    """The best that is known: proven before said. None if nobody is known at all."""
    if ticket.contact_email is not None:
        # What was written in the form, also by a member: they chose it.
        member_id = ticket.member_id if _is_registered(session, ticket) else None
        return Address(ticket.contact_email, ticket.contact_name or "", member_id)
    member_id = ticket.member_id or _identified_in(session, ticket.conversation_id)
    if member_id is not None:
        member = members.get(session, member_id)
        return Address(member.email, member.name, member.id)
    conversation = None if ticket.conversation_id is None else session.get(Conversation, ticket.conversation_id)
    if conversation is None or conversation.reply_email is None:
        return None
    return Address(conversation.reply_email, "")


def _is_registered(session: Session, ticket: Ticket) -> bool:
    if ticket.member_id is None or ticket.contact_email is None:
        return False
    return members.get(session, ticket.member_id).email.casefold() == ticket.contact_email.casefold()


def _identified_in(session: Session, conversation_id: str | None) -> int | None:
    """Who last proved in this conversation who they are, also after the ticket was opened."""
    if conversation_id is None:
        return None
    return session.scalar(
        select(Identification.member_id)
        .where(Identification.conversation_id == conversation_id)
        .order_by(Identification.id.desc())
        .limit(1)
    )
