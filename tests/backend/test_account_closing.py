"""Closing an account: only for who has asked, only when nothing is in use, and then wholly."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.catalogue.services import Service
from backend.container import Container
from backend.core.problems import Problem
from backend.members.closing import InUse
from backend.members.models import Member, PasswordResetLink
from backend.orders.models import Order
from backend.orders.placing import Wish
from backend.tickets.contact_form import Subject
from backend.tickets.models import TicketKind
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor
from tests.backend.desk import ADMIN, OTHER_AGENT, Desk
from tests.backend.pages import Browser
from tests.backend.ticket_kit import (
    audited,
    from_form,
    member_of,
    of_member,
    row,
    shown,
    steps,
    subjects,
    system_lines,
)

CLOSED_MAIL = "退会手続き完了のお知らせ"


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


@pytest.fixture
def leaving(client: TestClient, container: Container) -> Member:
    return member_of(client, container, "plain")


def ask(container: Container, member: Member) -> str:
    return of_member(container, TicketKind.WITHDRAWAL, member.id)


def test_everything_that_leads_into_the_account_is_closed(
    client: TestClient, container: Container, desk: Desk, leaving: Member, visitor: Visitor
) -> None:
    browser = Browser(client, container).sign_in(leaving.login_id)
    visitor.identify(leaving.login_id)
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, leaving.login_id)
    number = ask(container, leaving)
    assert shown(desk, number)["steps"] == ["close-account", "answer"]

    done = desk.post(f"/tickets/{number}/close-account")

    assert done.status_code == 200, done.text
    assert (done.json()["status"], done.json()["steps"]) == ("closed", [])
    assert [line["text"] for line in done.json()["history"]][1] == "アカウントを閉じました"
    assert member_of(client, container, "plain").withdrawn_at == container.clock.now()
    assert browser.get("/mypage").answer.url.path == "/sign-in"
    assert visitor.get("/messages").json()["identified_until"] is None
    with container.database.reading() as session:
        links = session.scalars(select(PasswordResetLink).where(PasswordResetLink.member_id == leaving.id))
        assert all(link.closed_at is not None for link in links)
    assert subjects(client, leaving.email)[0] == CLOSED_MAIL
    [act] = audited(container, Action.ACCOUNT_CLOSED)
    assert (act.member_id, act.actor, act.actor_id) == (leaving.id, "staff", desk.staff_id)


def test_who_has_left_gets_in_no_more(client: TestClient, container: Container, desk: Desk, leaving: Member) -> None:
    desk.post(f"/tickets/{ask(container, leaving)}/close-account")
    mails = len(subjects(client, leaving.email))

    visitor = Visitor(client)
    visitor.post("/identity/start", login_id=leaving.login_id)
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, leaving.login_id)

    assert len(subjects(client, leaving.email)) == mails


def test_while_something_is_in_use_the_account_stays(client: TestClient, container: Container, desk: Desk) -> None:
    member = member_of(client, container, "in_use")
    number = ask(container, member)

    refused = desk.post(f"/tickets/{number}/close-account")

    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert not member_of(client, container, "in_use").is_withdrawn
    assert (row(container, number).status, steps(container, number)) == ("open", ["opened"])


def test_what_was_ordered_after_the_request_keeps_the_account_open(
    client: TestClient, container: Container, desk: Desk, leaving: Member
) -> None:
    number = ask(container, leaving)
    with container.database.unit_of_work() as session:
        container.order_desk.place(session, leaving.id, TRIAL, "k" * 64, address="127.0.0.1")

    assert desk.post(f"/tickets/{number}/close-account").json()["code"] == "in_use"


TRIAL = Wish(Service.FJCLOUD_V, is_trial=True, payment_method=None)


def test_no_order_comes_through_beside_the_closing(container: Container, desk: Desk, leaving: Member) -> None:
    acts = ["order", "close"]

    def act() -> str:
        if acts.pop() == "close":
            with container.database.unit_of_work() as session:
                try:
                    container.account_steps.closing.close(session, leaving.id, staff_id=desk.staff_id, address=None)
                except InUse:
                    return "kept"
            return "closed"
        with container.database.unit_of_work() as session:
            try:
                container.order_desk.place(session, leaving.id, TRIAL, "k" * 64, address="127.0.0.1")
            except Problem as problem:
                return problem.code
        return "ordered"

    assert sorted(at_once(2, act)) in (["account_closed", "closed"], ["kept", "ordered"])
    with container.database.reading() as session:
        ordered = session.scalar(select(Order.id).where(Order.member_id == leaving.id)) is not None
        assert session.get_one(Member, leaving.id).is_withdrawn is not ordered


def test_clicked_twice_it_is_done_once(client: TestClient, container: Container, desk: Desk, leaving: Member) -> None:
    number = ask(container, leaving)

    answers = at_once(4, lambda: desk.post(f"/tickets/{number}/close-account", client_key="c1"))

    assert [answer.status_code for answer in answers] == [200] * 4
    assert subjects(client, leaving.email).count(CLOSED_MAIL) == 1
    assert desk.post(f"/tickets/{number}/close-account").json()["code"] == "closed"


def test_a_letter_from_anybody_closes_nobodys_account(container: Container, desk: Desk, leaving: Member) -> None:
    number = from_form(container, subject=Subject.WITHDRAWAL, email=leaving.email)

    assert desk.post(f"/tickets/{number}/close-account").json()["code"] == "not_this_kind"
    assert "close-account" not in shown(desk, number)["steps"]


def test_asked_for_in_a_chat_it_needs_who_is_identified_there_and_a_second_agent(
    client: TestClient, container: Container, desk: Desk, leaving: Member, visitor: Visitor
) -> None:
    visitor.identify(leaving.login_id)
    with container.database.unit_of_work() as session:
        number = container.tickets.open_from_desk(
            session, visitor.id, desk.staff_id, TicketKind.WITHDRAWAL, "退会したい"
        ).number

    refused = desk.post(f"/tickets/{number}/close-account")
    assert (refused.status_code, refused.json()["code"]) == (409, "needs_colleague")
    assert not member_of(client, container, "plain").is_withdrawn
    assert (row(container, number).status, steps(container, number)) == ("open", ["opened"])
    assert shown(desk, number)["opened_by"] == {"id": desk.staff_id, "name": desk.person().name}

    colleague = Desk(client, container).sign_in(OTHER_AGENT)
    assert colleague.post(f"/tickets/{number}/close-account").status_code == 200
    assert member_of(client, container, "plain").is_withdrawn
    [act] = audited(container, Action.ACCOUNT_CLOSED)
    assert act.actor_id == colleague.staff_id
    assert system_lines(container, visitor.id)[-1] == f"受付番号 {number} の対応が完了しました。"


def test_what_the_member_asked_for_takes_one(client: TestClient, container: Container, desk: Desk) -> None:
    number = ask(container, member_of(client, container, "plain"))

    assert shown(desk, number)["opened_by"] is None
    assert desk.post(f"/tickets/{number}/close-account").status_code == 200


def test_an_admin_alone_is_not_enough_either(
    client: TestClient, container: Container, leaving: Member, visitor: Visitor
) -> None:
    admin = Desk(client, container).sign_in(ADMIN)
    visitor.identify(leaving.login_id)
    asked = {"kind": "withdrawal", "body": "退会したい"}
    made = admin.post(f"/conversations/{visitor.id}/tickets", asked).json()["number"]
    # Passed on, closed, opened again: it is theirs all the same.
    admin.patch(f"/tickets/{made}", status="closed")
    admin.patch(f"/tickets/{made}", status="open", assignee_id=None)

    assert admin.post(f"/tickets/{made}/close-account").json()["code"] == "needs_colleague"


def test_an_account_that_is_closed_already_is_not_closed_again(
    client: TestClient, container: Container, desk: Desk, leaving: Member, visitor: Visitor
) -> None:
    first = ask(container, leaving)
    visitor.identify(leaving.login_id)
    with container.database.unit_of_work() as session:
        second = container.tickets.open_from_desk(
            session, visitor.id, desk.staff_id, TicketKind.WITHDRAWAL, "退会したい"
        ).number
    desk.post(f"/tickets/{first}/close-account")

    colleague = Desk(client, container).sign_in(OTHER_AGENT)
    assert colleague.post(f"/tickets/{second}/close-account").json()["code"] == "no_member"
    assert len(audited(container, Action.ACCOUNT_CLOSED)) == 1
