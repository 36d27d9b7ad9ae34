"""Lists of tickets at the desk."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import AuditEvent
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.tickets.contact_form import Subject
from tests.backend.conftest import Visitor
from tests.backend.desk import ADMIN, Desk
from tests.backend.ticket_kit import from_chat, from_form, member_of, unlock_request

LOCKED_LOGIN_ID = next(person.login_id for person in PEOPLE if person.case == "locked")


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def numbers(desk: Desk, **query: object) -> list[str]:
    answer = desk.get("/tickets", **query)
    assert answer.status_code == 200, answer.text
    return [each["number"] for each in answer.json()["tickets"]]


def test_what_is_due_first_comes_first(container: Container, desk: Desk) -> None:
    question, unlock = from_form(container), unlock_request(container, LOCKED_LOGIN_ID)

    assert numbers(desk, limit=100)[:2] == [unlock, question]


def test_views_and_their_counts(container: Container, desk: Desk, clock: FixedClock) -> None:
    mine, closed, other = (from_form(container, key) for key in "abc")
    before = desk.get("/tickets").json()["counts"]
    desk.patch(f"/tickets/{mine}", assignee_id=desk.staff_id)
    desk.patch(f"/tickets/{closed}", status="closed")

    assert numbers(desk, view="mine") == [mine]
    assert numbers(desk, view="closed")[0] == closed
    assert {mine, other} <= set(numbers(desk, limit=100))
    assert closed not in numbers(desk, limit=100)
    assert numbers(desk, view="all")[:3] == [other, closed, mine]
    assert desk.get("/tickets").json()["counts"] == {
        "open": before["open"] - 1,
        "mine": 1,
        "overdue": before["overdue"],
    }

    clock.advance(timedelta(days=7))
    desk.sign_in()
    assert {mine, other} <= set(numbers(desk, view="overdue"))
    assert closed not in numbers(desk, view="overdue")
    assert desk.get("/tickets").json()["counts"]["overdue"] >= 2


@pytest.mark.parametrize("view", ["open", "closed", "all"])
def test_pages_hold_every_ticket_once(container: Container, desk: Desk, view: str) -> None:
    made = [from_form(container, str(number)) for number in range(7)]
    if view == "closed":
        for number in made:
            desk.patch(f"/tickets/{number}", status="closed")

    seen: list[str] = []
    cursor: str | None = None
    while True:
        answer = desk.get("/tickets", view=view, limit=3, **({"before": cursor} if cursor else {})).json()
        seen += [each["number"] for each in answer["tickets"]]
        cursor = answer["next"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen))
    assert set(made) <= set(seen)
    assert seen == numbers(desk, view=view, limit=100)


@pytest.mark.parametrize(
    "cursor", ["x", "2026-07-15_1", "_", "0001-01-01T00:00:00+09:00_1", "2026-07-15T00:00:00+00:00_x"]
)
def test_an_invented_cursor_is_refused(desk: Desk, cursor: str) -> None:
    assert desk.get("/tickets", before=cursor).status_code == 422


def test_by_kind_by_conversation_and_by_words(
    client: TestClient, container: Container, desk: Desk, visitor: Visitor
) -> None:
    chat, form = from_chat(container, visitor), from_form(container, body="見積書は100%必要です_今日")
    unlock = unlock_request(container, LOCKED_LOGIN_ID)
    owner = member_of(client, container, "locked").name

    assert set(numbers(desk, kind="unlock", limit=100)) >= {unlock}
    assert not {chat, form} & set(numbers(desk, kind="unlock", limit=100))
    assert numbers(desk, view="all", conversation=visitor.id) == [chat]
    assert numbers(desk, q="100%必要") == [form]
    assert numbers(desk, q="100_必要") == []
    assert numbers(desk, q="田中") == [form]
    assert numbers(desk, q=form) == [form]
    assert numbers(desk, q=form.lower().removeprefix("tkt-").lstrip("0")) == [form]
    assert unlock in numbers(desk, q=owner)
    assert numbers(desk, q=LOCKED_LOGIN_ID) == [unlock]
    assert unlock in numbers(desk, q="ロックの\0解除")


def test_a_line_tells_what_it_is_about(client: TestClient, container: Container, desk: Desk, visitor: Visitor) -> None:
    member = member_of(client, container, "plain")
    number = from_chat(container, visitor, member.id)
    admin = Desk(client, container).sign_in(ADMIN)
    desk.patch(f"/tickets/{number}", assignee_id=admin.staff_id)

    [line] = desk.get("/tickets", view="all", conversation=visitor.id).json()["tickets"]

    assert line == {
        "number": number,
        "kind": "contact",
        "kind_label": "お問い合わせ",
        "status": "open",
        "status_label": "受付済み",
        "subject": "担当者への引き継ぎ",
        "about": [{"text": "チャットで担当者との対話を希望されています。"}],
        "assignee": {"id": admin.staff_id, "name": admin.person().name},
        "created_at": "2026-07-15T10:00:00+09:00",
        "due_at": "2026-07-16T09:30:00+09:00",
        "is_overdue": False,
        "awaits_approval": False,
        "closed_at": None,
        "conversation_id": visitor.id,
        "member": {"id": member.id, "name": member.name},
    }


def test_tickets_of_the_chat_are_told_apart_by_what_their_members_said(
    client: TestClient, container: Container, desk: Desk
) -> None:
    first, second = Visitor(client), Visitor(client)
    for text in ("こんにちは", "担当者と話したい"):
        first.says(text)
    numbers = [from_chat(container, each) for each in (first, second)]
    second.says("電話は090-1234-5678です")
    for text in ("宛名を直して", "長" * 50):
        first.says(text)

    lines = {each["number"]: each["about"] for each in desk.get("/tickets", limit=100).json()["tickets"]}

    said = "".join(part["text"] for part in lines[numbers[0]])
    assert said == "担当者と話したい / 宛名を直して / " + "長" * 40 + "…"
    assert "1234" not in str(lines[numbers[1]])
    assert [part["hidden"]["label"] for part in lines[numbers[1]] if "hidden" in part] == ["電話番号"]


def test_only_staff_see_any(client: TestClient, container: Container, visitor: Visitor) -> None:
    number = from_form(container, subject=Subject.OTHER)

    assert client.get("/console/api/tickets").status_code == 401
    assert client.get(f"/console/api/tickets/{number}", headers=visitor.headers).status_code == 401


def test_who_read_a_ticket_that_is_not_theirs_is_in_the_log(
    container: Container, desk: Desk, clock: FixedClock
) -> None:
    number, own = from_form(container, "a"), from_form(container, "b")
    desk.patch(f"/tickets/{own}", assignee_id=desk.staff_id)
    for read in (number, number, own, "TKT-999999"):
        desk.get(f"/tickets/{read}")
    clock.advance(timedelta(minutes=59))
    desk.sign_in().get(f"/tickets/{number}")
    clock.advance(timedelta(minutes=2))
    desk.sign_in().get(f"/tickets/{number}")

    with container.database.reading() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.TICKET_READ)).all()
    assert [(event.actor_id, event.details["of"]) for event in events] == [(desk.staff_id, number)] * 2


def test_a_number_in_the_place_of_a_name_is_blotted_out(container: Container, desk: Desk) -> None:
    number = from_form(container, name="田中 090-1234-5678")
    assert desk.get(f"/tickets/{number}").json()["contact"]["name"] == "田中 ●●●●"
