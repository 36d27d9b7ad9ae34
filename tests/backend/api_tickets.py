"""Tickets for tests/backend/api_people.py: for each step of the work one that it can be done with."""

from dataclasses import dataclass, field
from uuid import uuid4

from sqlalchemy.orm import Session

from backend.container import Container
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.models import Member
from backend.tickets import approvals
from backend.tickets import service as tickets
from backend.tickets.models import Ticket, TicketKind

_LOCKED, _PLAIN = (next(person.login_id for person in PEOPLE if person.case == case) for case in ("locked", "plain"))


@dataclass(frozen=True)
class ByStep:
    """The tickets' numbers, by the last word of the route; and, in the place of an invented one, what waits there."""

    numbers: dict[str, str] = field(default_factory=dict)
    request: dict[str, int] = field(default_factory=dict)


def by_step(services: Container, session: Session, conversation_id: str, route: str, colleague_id: int) -> ByStep:
    """What there is for a call of this route; `colleague_id`: of somebody else than who calls it."""
    unlock = _unlock(services, session, conversation_id)
    is_about_approval = "/unlock/" in route
    asked = approvals.ask(session, unlock, colleague_id, [], services.clock.now()) if is_about_approval else None
    numbers = {
        "unlock": unlock.number,
        "approve": unlock.number,
        "decline": unlock.number,
        "reset-link": _reset_help(services, session, conversation_id).number,
        "close-account": _withdrawal(services, session).number,
    }
    return ByStep(numbers, {} if asked is None else {"request_id": asked.id})


def _unlock(services: Container, session: Session, conversation_id: str) -> Ticket:
    member = members.find_active(session, _LOCKED)
    assert member is not None
    member.locked_at = services.clock.now()
    return tickets.open_unlock_ticket(session, conversation_id, _LOCKED, services.ticket_book)


def _reset_help(services: Container, session: Session, conversation_id: str) -> Ticket:
    asked = tickets.about_login(session, TicketKind.RESET_HELP, _PLAIN, services.ticket_book)
    asked.body = "ログインできません。"
    return tickets.open_once(session, asked, f"help:{conversation_id}", services.ticket_book).ticket


def _withdrawal(services: Container, session: Session) -> Ticket:
    """Of somebody new, who has nothing in use."""
    login_id = f"{uuid4().hex}@mihon.example"
    member = Member(
        login_id=login_id,
        name="田中 一",
        company="見本商事",
        email=login_id,
        phone="090-0000-0001",
        address="東京都",
        password_hash="x",
        registered_at=services.clock.now(),
    )
    session.add(member)
    session.flush()
    asked = tickets.open_member_ticket(
        session, services.ticket_book, TicketKind.WITHDRAWAL, member.id, body="退会します。"
    )
    return asked.ticket
