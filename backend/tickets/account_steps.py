"""What staff do to an account because a ticket asks for it, besides unlocking: a link for the password, closing it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from backend.core.problems import Problem
from backend.members import service as members
from backend.members.closing import AccountClosing
from backend.members.models import Member
from backend.members.password_reset import PasswordResets
from backend.tickets import addresses, history
from backend.tickets.models import Ticket, TicketKind, TicketStatus, TicketStep
from backend.tickets.problems import NeedsColleague, NoMember, NotThisKind
from backend.tickets.unlocking import account_of
from backend.tickets.work import By, TicketWork, refuse_closed


class WorkStep(StrEnum):
    """What can be done with a ticket beyond changing it."""

    UNLOCK = "unlock"
    RESET_LINK = "reset-link"
    CLOSE_ACCOUNT = "close-account"
    ANSWER = "answer"


def steps_of(session: Session, ticket: Ticket) -> list[WorkStep]:
    """Those that are of use now."""
    if ticket.status == TicketStatus.CLOSED:
        return []
    steps = [WorkStep.ANSWER] if addresses.of(session, ticket) is not None else []
    account = account_of(session, ticket)
    if ticket.kind == TicketKind.UNLOCK and account is not None and account.is_locked:
        steps.insert(0, WorkStep.UNLOCK)
    if ticket.kind == TicketKind.RESET_HELP and account is not None:
        steps.insert(0, WorkStep.RESET_LINK)
    if ticket.kind == TicketKind.WITHDRAWAL and leaving(session, ticket) is not None:
        steps.insert(0, WorkStep.CLOSE_ACCOUNT)
    return steps


@dataclass(frozen=True)
class AccountSteps:
    work: TicketWork
    resets: PasswordResets
    closing: AccountClosing

    def send_reset_link(self, session: Session, number: str, by: By) -> Ticket:
        """To the registered address of the account, whoever asked: nobody else can open it.

        Raises 404, 409 `closed`, `not_this_kind` and `no_member`, 429 over the limit of links for this account.
        """
        ticket = self.work.hold(session, number)
        if history.known(session, ticket, by.key):
            return ticket
        refuse_closed(ticket)
        if ticket.kind != TicketKind.RESET_HELP:
            raise NotThisKind
        account = account_of(session, ticket)
        if account is None:
            raise NoMember
        if not self.resets.send(session, account, staff_id=by.staff_id, address=by.address):
            raise Problem(
                429, "too_many_requests", "この会員への再設定メールが続いています。時間をおいて送ってください。"
            )
        self.work.book.write(session, ticket, TicketStep.RESET_LINK_SENT, staff_id=by.staff_id, client_key=by.key)
        self.work.take(session, ticket, by)
        return ticket

    def close_account(self, session: Session, number: str, by: By) -> Ticket:
        """Of who has asked for it signed in or identified: nobody else can be a withdrawal's owner.

        What staff opened in a conversation rests on their word alone, so a colleague has to look at it.
        Raises 404, 409 `closed`, `not_this_kind`, `needs_colleague`, `no_member` and `in_use`.
        """
        ticket = self.work.hold(session, number)
        if history.known(session, ticket, by.key):
            return ticket
        refuse_closed(ticket)
        if ticket.kind != TicketKind.WITHDRAWAL:
            raise NotThisKind
        if history.opener(session, ticket) == by.staff_id:
            raise NeedsColleague
        member = leaving(session, ticket)
        if member is None or not self.closing.close(session, member.id, staff_id=by.staff_id, address=by.address):
            raise NoMember
        self.work.book.write(session, ticket, TicketStep.ACCOUNT_CLOSED, staff_id=by.staff_id, client_key=by.key)
        self.work.close(session, ticket, by)
        return ticket


def leaving(session: Session, ticket: Ticket) -> Member | None:
    if ticket.member_id is None:
        return None
    member = members.get(session, ticket.member_id)
    return None if member.is_withdrawn else member
