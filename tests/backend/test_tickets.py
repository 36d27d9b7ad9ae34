"""Tickets: the same for every login id, and seen only by who may."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.container import Container
from backend.contracts.models import Contract
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.tickets import service as tickets
from backend.tickets.book import TicketBook
from backend.tickets.models import Ticket, TicketKind, TicketStatus
from tests.backend.at_once import at_once

HERE, ELSEWHERE = "conversation-here", "conversation-elsewhere"
LOCKED = next(person.login_id for person in PEOPLE if person.case == "locked")
UNLOCKED = next(person.login_id for person in PEOPLE if person.case == "plain")


@pytest.fixture
def session(container: Container) -> Iterator[Session]:
    with container.database.unit_of_work() as opened:
        yield opened


@pytest.fixture
def book(container: Container) -> TicketBook:
    return container.ticket_book


def unlock(session: Session, login_id: str, book: TicketBook, conversation: str = HERE) -> Ticket:
    return tickets.open_unlock_ticket(session, conversation, login_id, book)


@pytest.mark.parametrize("login_id", [LOCKED, UNLOCKED, "nobody", "", "x" * 4000, "\0", "\ud800"])
def test_a_member_sees_the_same_whoever_is_asked_for(session: Session, book: TicketBook, login_id: str) -> None:
    ticket = unlock(session, login_id, book)

    assert ticket.number == f"TKT-{ticket.id:06d}"
    assert (ticket.kind_label, ticket.status_label) == ("アカウントロックの解除", "受付済み")
    assert ticket.created_on == book.now().date()
    assert ticket.member_id is None


def test_staff_see_which(session: Session, book: TicketBook) -> None:
    locked, unlocked, unknown = (unlock(session, login_id, book) for login_id in (LOCKED, UNLOCKED, "nobody"))

    assert members.get(session, locked.requested_member_id or 0).login_id == LOCKED
    assert locked.requested_was_locked
    assert unlocked.requested_member_id is not None
    assert not unlocked.requested_was_locked
    assert unknown.requested_member_id is None
    assert unknown.requested_login_id == "nobody"
    assert members.find(session, LOCKED).is_locked  # type: ignore[union-attr]  # asking unlocks nothing


def test_asking_again_is_the_same_ticket(session: Session, book: TicketBook) -> None:
    first = unlock(session, LOCKED, book)

    assert unlock(session, f" {LOCKED.upper()} ", book) is first
    assert unlock(session, "nobody", book) is not first
    assert unlock(session, LOCKED, book, ELSEWHERE) is not first


def test_of_many_at_the_same_moment_there_is_one_ticket(container: Container, book: TicketBook) -> None:
    def ask() -> tuple[str, str]:
        with container.database.unit_of_work() as session:
            return unlock(session, LOCKED, book).number, tickets.open_contact_ticket(session, HERE, book).number

    assert len(set(at_once(8, ask))) == 1


def test_after_it_is_closed_there_is_a_new_one(session: Session, book: TicketBook) -> None:
    first = unlock(session, LOCKED, book)
    first.status = TicketStatus.IN_PROGRESS
    session.flush()
    assert unlock(session, LOCKED, book) is first

    first.status = TicketStatus.CLOSED
    session.flush()
    assert unlock(session, LOCKED, book) is not first


def test_a_person_is_asked_for_once(session: Session, book: TicketBook) -> None:
    first = tickets.open_contact_ticket(session, HERE, book, reason="請求について\0")

    assert first.kind_label == "お問い合わせ"
    assert first.body == "請求について"
    assert tickets.open_contact_ticket(session, HERE, book) is first
    assert tickets.open_contact_ticket(session, ELSEWHERE, book) is not first
    assert unlock(session, LOCKED, book) is not first


def test_tickets_are_seen_where_they_were_opened_and_by_their_owner(session: Session, book: TicketBook) -> None:
    owner = members.find(session, UNLOCKED)
    assert owner is not None
    mine = tickets.open_contact_ticket(session, HERE, book, member_id=owner.id)
    anonymous = unlock(session, LOCKED, book)

    assert tickets.visible_tickets(session, HERE, None) == [anonymous, mine]
    assert tickets.visible_tickets(session, ELSEWHERE, owner.id) == [mine]
    assert tickets.visible_tickets(session, ELSEWHERE, None) == []
    assert tickets.visible_tickets(session, ELSEWHERE, 9999) == []


def test_a_member_finds_what_they_asked_for_and_what_was_asked_for_their_account(
    session: Session, book: TicketBook
) -> None:
    locked = members.find(session, LOCKED)
    assert locked is not None
    own = tickets.open_contact_ticket(session, HERE, book, member_id=locked.id)
    about = unlock(session, LOCKED, book, ELSEWHERE)
    unlock(session, UNLOCKED, book)

    assert tickets.visible_tickets(session, "a conversation of later on", locked.id) == [about, own]


def test_a_member_asks_for_one_thing_of_a_kind_and_contract_at_a_time(session: Session, book: TicketBook) -> None:
    first, second = session.scalars(select(Contract).order_by(Contract.id).limit(2))

    def ask(contract: Contract, member_id: int) -> tickets.Opened:
        change = TicketKind.CONTRACT_CHANGE
        return tickets.open_member_ticket(session, book, change, member_id, body="…", contract_id=contract.id)

    opened = ask(first, 1)
    assert opened.is_new
    assert ask(first, 1) == tickets.Opened(opened.ticket, is_new=False)
    assert ask(second, 1).is_new
    assert tickets.open_member_ticket(session, book, TicketKind.WITHDRAWAL, 1, body="…").is_new
    found = tickets.find_open_of_member(session, TicketKind.CONTRACT_CHANGE, 1, contract_id=first.id)
    assert found is opened.ticket


def test_whose_account_is_to_be_unlocked_finds_the_ticket_once_identified(session: Session, book: TicketBook) -> None:
    locked = members.find(session, LOCKED)
    assert locked is not None
    ticket = unlock(session, LOCKED, book)

    assert tickets.find_visible(session, ELSEWHERE, locked.id, ticket.number) is ticket
    assert tickets.find_visible(session, ELSEWHERE, 9999, ticket.number) is None


@pytest.mark.parametrize("number", ["TKT-999999", "", "TKT-1", "1", "tkt-000001", "TKT-000001 OR 1=1"])
def test_other_numbers_are_unknown(session: Session, book: TicketBook, number: str) -> None:
    ticket = unlock(session, LOCKED, book)

    assert tickets.find_visible(session, HERE, None, ticket.number) is ticket
    assert tickets.find_visible(session, HERE, None, number) is None
    assert tickets.find_visible(session, ELSEWHERE, None, ticket.number) is None
