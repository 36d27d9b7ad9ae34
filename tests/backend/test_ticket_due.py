"""By when a ticket is due: business hours of the desk, by kind."""

from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.container import Container
from backend.core.clock import JST, FixedClock
from backend.core.fan_out import InProcessFanOut
from backend.tickets.book import TicketBook
from backend.tickets.models import Ticket, TicketEvent, TicketKind
from backend.working_time.business_hours import BusinessHours
from tests.backend.conftest import Visitor
from tests.backend.desk import Desk
from tests.backend.ticket_kit import from_chat, from_form, member_of, of_member, shown, steps, unlock_request

HOURS = {"unlock": 4, "contact": 8, "withdrawal": 16}


def due(opened: str, kind: TicketKind, hours: str = "09:00-17:30", closed: frozenset[date] = frozenset()) -> str:
    at = FixedClock(datetime.fromisoformat(opened).replace(tzinfo=JST))
    book = TicketBook(at, HOURS, BusinessHours.parse(hours), closed, InProcessFanOut())
    found = book.due(kind)
    return "" if found is None else found.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("opened", "kind", "expected"),
    [
        ("2026-07-15 10:00", TicketKind.UNLOCK, "2026-07-15 14:00"),
        ("2026-07-15 10:00", TicketKind.CONTACT, "2026-07-16 09:30"),
        # Friday before a long weekend: Monday, 20 July 2026 is Marine Day.
        ("2026-07-17 16:00", TicketKind.UNLOCK, "2026-07-21 11:30"),
        ("2026-07-17 16:00", TicketKind.WITHDRAWAL, "2026-07-22 15:00"),
        # On a day off, before and after hours: time begins when the desk opens.
        ("2026-07-18 12:00", TicketKind.UNLOCK, "2026-07-21 13:00"),
        ("2026-07-15 06:00", TicketKind.UNLOCK, "2026-07-15 13:00"),
        ("2026-07-15 17:30", TicketKind.UNLOCK, "2026-07-16 13:00"),
    ],
)
def test_business_hours_after_it_was_opened(opened: str, kind: TicketKind, expected: str) -> None:
    assert due(opened, kind) == expected


def test_days_off_of_the_shop_do_not_count() -> None:
    assert due("2026-07-15 16:30", TicketKind.UNLOCK, closed=frozenset({date(2026, 7, 16)})) == "2026-07-17 12:00"


def test_a_desk_that_never_closes_works_at_night() -> None:
    assert due("2026-07-18 22:00", TicketKind.UNLOCK, "always") == "2026-07-19 02:00"


def test_a_kind_without_hours_has_no_time() -> None:
    assert due("2026-07-15 10:00", TicketKind.RESET_HELP) == ""


def test_however_a_ticket_is_opened_it_has_its_time_and_a_history(
    client: TestClient, container: Container, visitor: Visitor, internal: TestClient
) -> None:
    member = member_of(client, container, "plain")
    desk = Desk(client, container).sign_in()
    with container.database.unit_of_work() as session:
        from_desk = container.tickets.open_from_desk(
            session, visitor.id, desk.staff_id, TicketKind.CONTACT, "折り返し"
        ).number
    numbers = [
        from_form(container),
        from_chat(container, visitor),
        unlock_request(container, "nobody"),
        of_member(container, TicketKind.WITHDRAWAL, member.id),
        from_desk,
    ]

    assert [steps(container, number) for number in numbers] == [["opened"]] * 5
    due_times = [shown(desk, number)["due_at"][:16] for number in numbers]
    assert due_times == [
        "2026-07-16T09:30",
        "2026-07-16T09:30",
        "2026-07-15T14:00",
        "2026-07-16T17:30",
        "2026-07-16T09:30",
    ]
    with container.database.reading() as session:
        staff = session.scalars(select(TicketEvent.staff_id).order_by(TicketEvent.id.desc()).limit(5))
        assert list(staff).count(desk.staff_id) == 1


def test_tickets_of_before_have_no_time_and_are_never_overdue(client: TestClient, container: Container) -> None:
    desk = Desk(client, container).sign_in()
    number = from_form(container)
    with container.database.unit_of_work() as session:
        session.execute(Ticket.__table__.update().values(due_at=None, created_at=datetime(2020, 1, 1, tzinfo=UTC)))

    found = shown(desk, number)

    assert (found["due_at"], found["is_overdue"]) == (None, False)
    assert desk.get("/tickets", view="overdue").json()["tickets"] == []
    assert number in [each["number"] for each in desk.get("/tickets", limit=100).json()["tickets"]]
