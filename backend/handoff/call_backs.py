"""Tickets instead of waiting: the answer comes later, by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.bot_gateway.messages import Style
from backend.conversations import record
from backend.conversations.models import Author, Conversation, Message
from backend.conversations.service import ConversationService
from backend.handoff import words
from backend.handoff.models import Outcome
from backend.tickets import service as tickets
from backend.tickets.book import TicketBook
from backend.tickets.models import Ticket, TicketKind, TicketStatus

_QUOTED: Final = 3


@dataclass(frozen=True)
class CallBacks:
    book: TicketBook
    conversations: ConversationService

    def find(self, session: Session, conversation_id: str) -> Ticket | None:
        """The one that is open; there is at most one for each conversation."""
        return session.scalar(
            select(Ticket)
            .where(
                Ticket.conversation_id == conversation_id,
                Ticket.kind == TicketKind.CONTACT,
                Ticket.status != TicketStatus.CLOSED,
            )
            .order_by(Ticket.id.desc())
            .limit(1)
        )

    def numbers(self, session: Session, ids: Sequence[str]) -> dict[str, str]:
        """Those of the tickets that are open, by their conversation."""
        opened = session.scalars(
            select(Ticket).where(
                Ticket.conversation_id.in_(ids),
                Ticket.kind == TicketKind.CONTACT,
                Ticket.status != TicketStatus.CLOSED,
            )
        )
        return {str(each.conversation_id): each.number for each in opened}

    def open(self, session: Session, conversation: Conversation, about: str | None = None) -> Ticket:
        """The conversation's ticket, which knows where its answer is to go as far as anybody does."""
        member_id = self.conversations.identified_member(session, conversation)
        about = about or self._last_words(session, conversation.id)
        ticket = tickets.open_contact_ticket(session, conversation.id, self.book, member_id=member_id, reason=about)
        if ticket.member_id is None:
            ticket.member_id = member_id
            ticket.contact_email = ticket.contact_email or conversation.reply_email
        return ticket

    def _last_words(self, session: Session, conversation_id: str) -> str | None:
        """What the member wrote last: asking for a person seldom says what it is about."""
        newest = record.newest(session, conversation_id)
        own = [message.text for message in newest if message.author == Author.MEMBER][:_QUOTED]
        if not own:
            return None
        return "\n".join(
            (tickets.ASKS_FOR_PERSON, "", "会員が直前に書いたこと：", *(f"・{text}" for text in own[::-1]))
        )

    def needs_address(self, ticket: Ticket) -> bool:
        """Nobody has said, and no record tells, where its answer is to go."""
        return ticket.member_id is None and ticket.contact_email is None

    def set_address(self, session: Session, conversation: Conversation, email: str) -> None:
        """Where answers go as long as nobody has proven who they are.

        Of open tickets only those that ask for a person get it: what is answered about an account goes to the address
        that is registered, not to one that anybody may type.
        """
        conversation.reply_email = email
        session.execute(
            update(Ticket)
            .where(
                Ticket.conversation_id == conversation.id,
                Ticket.kind == TicketKind.CONTACT,
                Ticket.status != TicketStatus.CLOSED,
                Ticket.member_id.is_(None),
            )
            .values(contact_email=email)
        )

    def tell(
        self,
        session: Session,
        conversation: Conversation,
        ticket: Ticket,
        outcome: Outcome | None = None,
        *,
        reply_to: int | None = None,
    ) -> Message:
        """Say that the answer comes by mail; `outcome` is why there is a ticket now, where that is to be said."""
        asks = self.needs_address(ticket)
        return self.conversations.add_notice(
            session,
            conversation.id,
            words.ticket(ticket.number, Style(conversation.style), outcome=outcome, asks_for_address=asks),
            reply_to=reply_to,
            card=self.card(ticket),
        )

    def tell_still_open(
        self, session: Session, conversation: Conversation, ticket: Ticket, *, reply_to: int | None
    ) -> Message:
        """Say that nobody is called now, and that the ticket's answer comes by mail all the same."""
        return self.conversations.add_notice(
            session,
            conversation.id,
            words.nobody_called_but_ticket(
                ticket.number, Style(conversation.style), asks_for_address=self.needs_address(ticket)
            ),
            reply_to=reply_to,
            card=self.card(ticket),
        )

    def card(self, ticket: Ticket) -> dict[str, Any]:
        card = {
            "type": "ticket",
            "number": ticket.number,
            "kind_label": ticket.kind_label,
            "status_label": ticket.status_label,
        }
        return card | {"asks_for_address": True} if self.needs_address(ticket) else card
