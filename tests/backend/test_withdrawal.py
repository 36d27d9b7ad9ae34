"""Leaving: by request only, and not while a service is in use."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.models import AuditEvent
from backend.catalogue.services import Service
from backend.container import Container
from backend.contracts import service as contracts
from backend.contracts.models import Contract, ContractStatus
from backend.contracts.withdrawal import StillInUse
from backend.members import service as members
from backend.members.models import Member
from backend.orders.models import OrderStatus
from backend.orders.placing import Wish
from backend.tickets import service as tickets
from backend.tickets.models import LONGEST_BODY, TicketStatus
from tests.backend.at_once import at_once
from tests.backend.conftest import login_id_of, mailbox
from tests.backend.pages import Browser

HERE = "/mypage/withdrawal"


def member_of(client: TestClient, container: Container, case: str) -> Member:
    with container.database.reading() as session:
        member = members.find(session, login_id_of(client, case))
    assert member is not None
    return member


def test_in_use_is_what_has_not_ended(container: Container) -> None:
    with container.database.reading() as session:
        for member_id in session.scalars(select(Member.id)):
            unended = [each for each in contracts.contracts_of(session, member_id) if each.ended_on is None]
            assert contracts.in_use(session, member_id).contracts == unended


@pytest.mark.parametrize("status", [OrderStatus.RECEIVED, OrderStatus.PROCESSING])
def test_what_is_only_ordered_keeps_a_member_too_and_nobody_is_told_to_end_it(
    client: TestClient, container: Container, status: OrderStatus
) -> None:
    member = member_of(client, container, "plain")
    browser = Browser(client, container).sign_in(member.login_id)
    with container.database.unit_of_work() as session:
        wish = Wish(Service.FJCLOUD_V, is_trial=True, payment_method=None)
        order = container.order_desk.place(session, member.id, wish, "k" * 64, address="127.0.0.1")
        order.status = status

    page = browser.get(HERE)

    assert f"/mypage/orders/{order.number}" in page.links.values()
    assert "解約してから" not in page.text
    assert 'href="/contact?subject=withdrawal"' in page.answer.text
    with container.database.unit_of_work() as session, pytest.raises(StillInUse):
        container.withdrawals.ask(session, member.id, "", address="127.0.0.1")


def test_what_is_being_prepared_is_not_said_to_be_ended_first(client: TestClient, container: Container) -> None:
    member = member_of(client, container, "plain")
    with container.database.unit_of_work() as session:
        contract = session.scalars(select(Contract).where(Contract.status == ContractStatus.PREPARING)).first()
        assert contract is not None
        contract.member_id = member.id

    page = Browser(client, container).sign_in(member.login_id).get(HERE)

    assert contract.number in page.text
    assert "解約してから" not in page.text
    assert "お問い合わせフォームからご相談ください" in page.text


def test_an_order_that_became_a_contract_counts_once_and_ends_with_it(container: Container) -> None:
    with container.database.reading() as session:
        for member_id in session.scalars(select(Member.id)):
            held = contracts.in_use(session, member_id)
            taken = {each.order_id for each in contracts.contracts_of(session, member_id)}
            assert taken.isdisjoint(order.id for order in held.orders)
            assert held.to_end + held.preparing == sorted(held.contracts, key=lambda each: not each.is_usable)


@pytest.mark.parametrize("case", ["in_use", "trial", "paid_20"])
def test_it_is_refused_while_something_is_in_use(client: TestClient, container: Container, case: str) -> None:
    member = member_of(client, container, case)
    page = Browser(client, container).sign_in(member.login_id).get(HERE)

    with container.database.unit_of_work() as session:
        in_use = contracts.in_use(session, member.id)
        with pytest.raises(StillInUse):
            container.withdrawals.ask(session, member.id, "", address="127.0.0.1")
        assert tickets.visible_tickets(session, "elsewhere", member.id) == []
    assert [form.action for form in page.forms if form.action != "/sign-out"] == []
    for contract in in_use.contracts:
        assert contract.number in page.text
        assert f"/mypage/contracts/{contract.number}" in page.links.values()


def test_a_form_opened_before_something_was_in_use_is_refused_with_the_reason(
    client: TestClient, container: Container
) -> None:
    member = member_of(client, container, "plain")
    browser = Browser(client, container).sign_in(member.login_id)
    page = browser.get(HERE)
    with container.database.unit_of_work() as session:
        contract = session.scalars(select(Contract).where(Contract.status == ContractStatus.IN_USE)).first()
        assert contract is not None
        contract.member_id = member.id

    refused = browser.submit(page, understood="on")

    assert contract.number in refused.text
    with container.database.reading() as session:
        assert tickets.visible_tickets(session, "elsewhere", member.id) == []


def test_it_is_asked_for_and_the_account_stays(client: TestClient, container: Container) -> None:
    member = member_of(client, container, "plain")
    browser = Browser(client, container).sign_in(member.login_id)
    done = browser.fill(HERE, reason="使わなくなりました", understood="on")

    with container.database.reading() as session:
        [ticket] = tickets.visible_tickets(session, "elsewhere", member.id)
        noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "withdrawal_asked")).one()
        assert members.may_use_account(members.get(session, member.id))
    assert (ticket.kind, ticket.body, ticket.status) == ("withdrawal", "使わなくなりました", "open")
    assert f"受付番号は{ticket.number}です" in done.text
    assert (noted.member_id, noted.details) == (member.id, {"ticket": ticket.number})
    [letter] = mailbox(client, member.login_id)
    assert ticket.number in letter["subject"]
    assert "使わなくなりました" in letter["body"]
    assert browser.get("/mypage/orders").path == "/mypage/orders"


def test_one_request_at_a_time(client: TestClient, container: Container) -> None:
    member = member_of(client, container, "plain")
    browser = Browser(client, container).sign_in(member.login_id)
    page = browser.get(HERE)
    first, again = (browser.submit(page, understood="on") for _ in range(2))

    assert first.text == again.text
    assert "退会の申請を受け付けています" in browser.get(HERE).text
    assert len(mailbox(client, member.login_id)) == 1
    with container.database.unit_of_work() as session:
        [ticket] = tickets.visible_tickets(session, "elsewhere", member.id)
        ticket.status = TicketStatus.CLOSED
    browser.fill(HERE, understood="on")
    with container.database.reading() as session:
        assert len(tickets.visible_tickets(session, "elsewhere", member.id)) == 2


def test_of_many_at_the_same_moment_there_is_one_ticket(client: TestClient, container: Container) -> None:
    member = member_of(client, container, "plain")

    def ask() -> str:
        with container.database.unit_of_work() as session:
            return container.withdrawals.ask(session, member.id, "", address="127.0.0.1").number

    assert len(set(at_once(6, ask))) == 1
    assert len(mailbox(client, member.login_id)) == 1


@pytest.mark.parametrize(
    ("typed", "field"), [({}, "understood"), ({"understood": "on", "reason": "あ" * (LONGEST_BODY + 1)}, "reason")]
)
def test_what_is_wrong_is_said_at_its_field(
    client: TestClient, container: Container, typed: dict[str, str], field: str
) -> None:
    member = member_of(client, container, "plain")
    refused = Browser(client, container).sign_in(member.login_id).fill(HERE, **typed)

    assert refused.status == 422
    assert refused.invalid == [field]
    with container.database.reading() as session:
        assert tickets.visible_tickets(session, "elsewhere", member.id) == []
