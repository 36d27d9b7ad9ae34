"""Contracts: changed by request, ended by their owner, once."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditEvent
from backend.container import Container
from backend.contracts import service as contracts
from backend.contracts.changes import NotUsable
from backend.contracts.models import Contract, ContractStatus
from backend.core.clock import FixedClock, today
from backend.members import service as members
from backend.orders import service as orders
from backend.tickets import service as tickets
from backend.tickets.models import LONGEST_BODY, Ticket, TicketStatus
from tests.backend.at_once import at_once
from tests.backend.conftest import mailbox
from tests.backend.pages import Browser


def contract_of(session: Session, status: ContractStatus) -> Contract:
    """Somebody's contract in this state; somebody who can sign in."""
    found = session.scalars(select(Contract).where(Contract.status == status).order_by(Contract.id))
    return next(each for each in found if members.may_use_account(members.get(session, each.member_id)))


def owner_of(session: Session, contract: Contract) -> str:
    return members.get(session, contract.member_id).login_id


def at_its_page(client: TestClient, container: Container, status: ContractStatus) -> tuple[Browser, str]:
    """The owner of a contract in this state, and the address of its page."""
    with container.database.reading() as session:
        contract = contract_of(session, status)
        login_id = owner_of(session, contract)
    return Browser(client, container).sign_in(login_id), f"/mypage/contracts/{contract.number}"


def found_again(session: Session, address: str) -> Contract:
    number = address.rsplit("/", 1)[-1]
    return next(each for each in session.scalars(select(Contract)) if each.number == number)


def test_the_list_leads_to_the_detail_and_that_to_changing_and_ending(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)
    listed = browser.get("/mypage/contracts")
    assert address in listed.links.values()

    page = browser.get(address)
    assert page.links["契約内容を変更する"] == f"{address}/change"
    assert page.links["解約の手続きへ進む"] == f"{address}/terminate"


@pytest.mark.parametrize("status", ContractStatus)
def test_only_what_is_in_use_is_changed_and_ended(
    client: TestClient, container: Container, status: ContractStatus
) -> None:
    browser, address = at_its_page(client, container, status)
    is_usable = status in {ContractStatus.IN_USE, ContractStatus.TRIAL}

    for act in ("change", "terminate"):
        assert (f"{address}/{act}" in browser.get(address).links.values()) is is_usable
        shown = browser.get(f"{address}/{act}")
        assert shown.status == 200
        assert any(form.action != "/sign-out" for form in shown.forms) is is_usable


@pytest.mark.parametrize("status", [ContractStatus.PREPARING, ContractStatus.ENDED])
def test_the_desk_refuses_the_others_too(container: Container, status: ContractStatus) -> None:
    with container.database.unit_of_work() as session:
        contract = contract_of(session, status)
        before = contract.ended_on
        with pytest.raises(NotUsable):
            container.contract_changes.terminate(session, contract, address="127.0.0.1")
        with pytest.raises(NotUsable):
            container.contract_changes.ask_for_change(session, contract, "増やしたい", address="127.0.0.1")
        session.refresh(contract)
        assert (contract.status, contract.ended_on) == (status, before)


# Ending


@pytest.mark.parametrize(
    ("status", "words"), [(ContractStatus.TRIAL, "料金はかかりません"), (ContractStatus.IN_USE, "請求されます")]
)
def test_ending_says_what_follows_and_does_it_today(
    client: TestClient, container: Container, clock: FixedClock, status: ContractStatus, words: str
) -> None:
    browser, address = at_its_page(client, container, status)
    page = browser.get(f"{address}/terminate")
    assert "本日をもってご利用が終わります" in page.text
    assert "取り消せません" in page.text
    assert words in page.text

    done = browser.submit(page, understood="on")

    assert done.path == address
    assert "解約のお手続きが完了しました" in done.text
    assert "解約日2026年7月15日" in done.text
    with container.database.reading() as session:
        contract = found_again(session, address)
        order = orders.order_of(session, contract.order_id)
        assert (contract.status, contract.ended_on) == ("ended", today(clock))
        assert order.status == "ended"
        assert orders.history_of(session, order)[-1].status == "ended"
        noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "contract_terminated")).one()
        assert (noted.member_id, noted.details["contract"]) == (contract.member_id, contract.number)
        letters = mailbox(client, owner_of(session, contract))
    [letter] = letters
    assert contract.number in letter["body"]
    is_trial = status is ContractStatus.TRIAL
    assert ("無料トライアル" in letter["subject"], "請求一覧" in letter["body"]) == (is_trial, not is_trial)


def test_ending_needs_its_tick(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)
    refused = browser.fill(f"{address}/terminate")

    assert refused.status == 422
    assert refused.invalid == ["understood"]
    assert "ご利用中" in browser.get(address).text


def test_ending_needs_the_forms_token(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)

    assert browser.fill(f"{address}/terminate", understood="on", csrf_token="stolen").status == 403
    assert "ご利用中" in browser.get(address).text


def test_sent_twice_it_ends_once(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.TRIAL)
    page = browser.get(f"{address}/terminate")

    assert browser.submit(page, understood="on").path == browser.submit(page, understood="on").path == address
    with container.database.reading() as session:
        contract = found_again(session, address)
        assert len(mailbox(client, owner_of(session, contract))) == 1


def test_of_many_at_the_same_moment_one_ends_it(client: TestClient, container: Container) -> None:
    with container.database.reading() as session:
        member_id, number = (contract := contract_of(session, ContractStatus.IN_USE)).member_id, contract.number
        login_id = owner_of(session, contract)

    def terminate() -> bool:
        try:
            with container.database.unit_of_work() as session:
                mine = contracts.find_contract(session, member_id, number)
                assert mine is not None
                container.contract_changes.terminate(session, mine, address="127.0.0.1")
        except NotUsable:
            return False
        return True

    assert sorted(at_once(6, terminate)) == [False] * 5 + [True]
    with container.database.reading() as session:
        order = orders.order_of(session, contract.order_id)
        assert [event.status for event in orders.history_of(session, order)].count("ended") == 1
    assert len(mailbox(client, login_id)) == 1


def test_a_change_under_way_stays_in_sight_when_its_contract_ends(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)
    assert "行われなくなります" not in browser.get(f"{address}/terminate").text
    browser.fill(f"{address}/change", wish="台数を増やしたい")
    with container.database.reading() as session:
        [ticket] = session.scalars(select(Ticket))

    ending = browser.get(f"{address}/terminate")
    assert f"（受付番号{ticket.number}）は、行われなくなります" in ending.text
    ended = browser.submit(ending, understood="on")

    assert f"受付番号は{ticket.number}、状況は「受付済み」です" in ended.text
    assert "この変更は行われません" in ended.text
    with container.database.reading() as session:
        assert session.get_one(Ticket, ticket.id).status == "open"


# Changing


def test_a_change_is_asked_for_in_words(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)
    done = browser.fill(f"{address}/change", wish="台数を2台に\r\n増やしたいです。")

    with container.database.reading() as session:
        contract = found_again(session, address)
        [ticket] = tickets.visible_tickets(session, "elsewhere", contract.member_id)
        [letter] = mailbox(client, owner_of(session, contract))
        noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "contract_change_asked")).one()
    assert (ticket.kind, ticket.contract_id, ticket.status) == ("contract_change", contract.id, "open")
    assert ticket.body.endswith("台数を2台に\n増やしたいです。")
    assert f"受付番号は{ticket.number}です" in done.text
    assert ticket.number in letter["subject"]
    assert noted.details == {"contract": contract.number, "ticket": ticket.number}
    assert contract.status == "in_use"


def test_one_change_at_a_time(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)
    page = browser.get(f"{address}/change")
    first = browser.submit(page, wish="増やしたい")
    again = browser.submit(page, wish="減らしたい")

    assert first.text == again.text
    number = f"受付番号は{first.text.split('受付番号は')[1][:10]}"
    assert number in browser.get(f"{address}/change").text
    assert number in browser.get(address).text
    with container.database.unit_of_work() as session:
        contract = found_again(session, address)
        [ticket] = tickets.visible_tickets(session, "elsewhere", contract.member_id)
        ticket.status = TicketStatus.CLOSED
    assert "契約内容の変更のお申し込みを受け付けました" in browser.fill(f"{address}/change", wish="もう一度").text
    with container.database.reading() as session:
        assert len(tickets.visible_tickets(session, "elsewhere", contract.member_id)) == 2


def test_of_many_at_the_same_moment_there_is_one_ticket(client: TestClient, container: Container) -> None:
    with container.database.reading() as session:
        contract = contract_of(session, ContractStatus.TRIAL)
        login_id = owner_of(session, contract)

    def ask() -> str:
        with container.database.unit_of_work() as session:
            mine = session.get_one(Contract, contract.id)
            return container.contract_changes.ask_for_change(session, mine, "増やす", address="127.0.0.1").number

    assert len(set(at_once(6, ask))) == 1
    assert len(mailbox(client, login_id)) == 1


@pytest.mark.parametrize("wish", ["", " \n　", "\0\0", "あ" * (LONGEST_BODY + 1)])
def test_a_change_needs_words_and_not_too_many(client: TestClient, container: Container, wish: str) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)
    refused = browser.fill(f"{address}/change", wish=wish)

    assert refused.status == 422
    assert refused.invalid == ["wish"]
    assert ("文字以内で入力してください" in refused.text) is (len(wish) > LONGEST_BODY)
    with container.database.reading() as session:
        assert session.scalars(select(Ticket)).all() == []


def test_markup_is_shown_as_it_was_written(client: TestClient, container: Container) -> None:
    browser, address = at_its_page(client, container, ContractStatus.IN_USE)
    refused = browser.fill(f"{address}/change", wish="</textarea><script>alert(1)</script>" + "あ" * LONGEST_BODY)

    assert refused.status == 422
    assert "<script>alert" not in refused.answer.text
    assert refused.form().fields["wish"].startswith("</textarea><script>alert(1)</script>")
