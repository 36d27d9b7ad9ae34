"""Leaving: by request only, and not while a service is in use (FAQ, 「退会したい」)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.contracts import service as contracts
from backend.core.problems import Problem
from backend.members import service as members
from backend.notifications.letters import Letters
from backend.tickets import service as tickets
from backend.tickets.book import TicketBook
from backend.tickets.models import Ticket, TicketKind


class StillInUse(Problem):
    """409: something is in use, or on its way to be (`contracts.service.in_use`)."""

    def __init__(self) -> None:
        super().__init__(
            409, "services_in_use", "ご利用中・ご利用開始前のサービスがあるため、退会のお申し込みができません。"
        )


@dataclass(frozen=True)
class Withdrawals:
    book: TicketBook
    letters: Letters

    def ask(self, session: Session, member_id: int, reason: str, *, address: str) -> Ticket:
        """Have people close a member's account; while that is open, it is the same ticket. Until then nothing changes.

        `reason` may be empty. Raises `StillInUse`.
        """
        if contracts.in_use(session, member_id):
            raise StillInUse
        body = reason or "理由の記入はありません。"
        opened = tickets.open_member_ticket(session, self.book, TicketKind.WITHDRAWAL, member_id, body=body)
        if opened.is_new:
            member = members.get(session, member_id)
            self.letters.ticket_opened(
                session,
                to=member.email,
                name=member.name,
                number=opened.ticket.number,
                kind_label=opened.ticket.kind_label,
                body=reason or None,
                member_id=member_id,
            )
            audit.record(
                session,
                self.book.clock,
                Action.WITHDRAWAL_ASKED,
                member_id=member_id,
                address=address,
                ticket=opened.ticket.number,
            )
        return opened.ticket

    def open_request(self, session: Session, member_id: int) -> Ticket | None:
        """The request that is being worked on already."""
        return tickets.find_open_of_member(session, TicketKind.WITHDRAWAL, member_id)
