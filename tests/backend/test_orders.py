"""Orders: their way, no cancelling, and that an order is placed once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditEvent
from backend.billing import service as billing
from backend.billing.terms import Closing, PaymentMethod, Terms
from backend.catalogue.offers import OFFERS, offer_of
from backend.catalogue.services import Service
from backend.container import Container
from backend.contracts import service as contracts
from backend.contracts.models import Contract, ContractStatus
from backend.core.clock import FixedClock
from backend.members import service as members
from backend.orders import service as orders
from backend.orders.cancelling import instead_of_cancelling
from backend.orders.models import Order, OrderStatus
from backend.orders.placing import NotOffered, Wish
from tests.backend.at_once import at_once
from tests.backend.conftest import login_id_of, mailbox
from tests.backend.pages import Browser, Page

BY_CARD = Wish(Service.FJCLOUD_O, is_trial=False, payment_method=PaymentMethod.CARD)
CHOSEN_CARD = {"service": "fjcloud_o", "kind": "order", "payment": "card"}


@pytest.fixture
def session(container: Container) -> Iterator[Session]:
    with container.database.unit_of_work() as opened:
        yield opened


def member_id_of(session: Session, client: TestClient, case: str) -> int:
    member = members.find(session, login_id_of(client, case))
    assert member is not None
    return member.id


def some_order(session: Session, status: OrderStatus) -> Order:
    found = session.scalars(select(Order).where(Order.status == status)).first()
    assert found is not None
    return found


# The way of an order


@pytest.mark.parametrize("reached", OrderStatus)
@pytest.mark.parametrize("wanted", OrderStatus)
def test_an_order_goes_forward_only_and_every_step_is_written_down(
    session: Session, clock: FixedClock, reached: OrderStatus, wanted: OrderStatus
) -> None:
    way = list(OrderStatus)
    order = some_order(session, reached)
    before = [event.status for event in orders.history_of(session, order)]
    assert before == way[: way.index(reached) + 1]

    if way.index(wanted) <= way.index(reached):
        with pytest.raises(orders.WrongStep):
            orders.advance(session, order, wanted, clock.now())
        assert (order.status, len(orders.history_of(session, order))) == (reached, len(before))
    else:
        orders.advance(session, order, wanted, clock.now())
        assert order.status == wanted
        assert [event.status for event in orders.history_of(session, order)] == [*before, wanted]


def test_the_demos_orders_have_a_history_that_fits(session: Session) -> None:
    for order in session.scalars(select(Order)):
        history = orders.history_of(session, order)
        assert history[-1].status == order.status
        assert history[0].at.date() == order.ordered_on
        assert [event.at for event in history] == sorted(event.at for event in history)


# No cancelling


@pytest.mark.parametrize("status", [None, *ContractStatus])
def test_what_can_be_done_instead_depends_on_the_contract(status: ContractStatus | None) -> None:
    contract = None if status is None else Contract(status=status)
    instead = instead_of_cancelling(contract)

    assert (instead.contract is not None) is (status in {ContractStatus.TRIAL, ContractStatus.IN_USE})
    assert ("料金はかかりません" in instead.text) is (status in {None, ContractStatus.PREPARING, ContractStatus.TRIAL})


def test_the_page_of_an_order_says_that_it_cannot_be_cancelled(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "trial"))
    page = browser.get(only_detail(browser.get("/mypage/orders")))

    assert "ご注文のキャンセルはできません" in page.text
    assert "見積書の発行は承っていません" in page.text
    contract = browser.get(page.links["契約の詳細へ進む"])
    assert "無料期間中" in contract.text
    assert not any("cancel" in form.action for form in page.forms)


def only_detail(page: Page) -> str:
    [address] = [href for label, href in page.links.items() if label.startswith("詳細")]
    return address


def test_a_list_without_orders_says_so(client: TestClient, container: Container) -> None:
    page = Browser(client, container).sign_in(login_id_of(client, "plain")).get("/mypage/orders")

    assert "ご注文はまだありません" in page.text
    assert page.links["新しく注文する"] == "/mypage/orders/new"


def test_how_far_an_order_is_and_where_to_read_how_long_it_takes(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "screening"))
    page = browser.get(only_detail(browser.get("/mypage/orders")))

    assert "2026年7月14日 9:20受付済み" in page.text
    service_page = page.links["FJcloud-Vのページ"]
    assert service_page == "/services/fjcloud_v"
    assert client.get(service_page).status_code == 200


# Placing one


def test_it_is_chosen_confirmed_and_placed(client: TestClient, container: Container) -> None:
    login_id = login_id_of(client, "plain")
    browser = Browser(client, container).sign_in(login_id)
    confirmation = browser.fill("/mypage/orders/new", **CHOSEN_CARD)
    assert confirmation.path == "/mypage/orders/confirm"
    assert "FJcloud-O" in confirmation.text
    assert "クレジットカード" in confirmation.text
    assert "キャンセルできません" in confirmation.text

    placed = browser.submit(confirmation)

    assert placed.status == 200
    with container.database.reading() as session:
        member_id = member_id_of(session, client, "plain")
        [order] = orders.orders_of(session, member_id)
        [event] = orders.history_of(session, order)
        [noted] = session.scalars(select(AuditEvent).where(AuditEvent.member_id == member_id))
        assert billing.terms_of(session, member_id) == Terms(PaymentMethod.CARD)
    assert placed.path == f"/mypage/orders/{order.number}"
    assert f"注文番号は{order.number}です" in placed.text
    assert (order.status, event.status, order.payment_method) == ("received", "received", "card")
    assert (noted.action, noted.details["order"]) == ("order_placed", order.number)
    [letter] = mailbox(client, login_id)
    assert order.number in letter["subject"]


def test_the_same_form_sent_again_is_the_same_order(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    confirmation = browser.fill("/mypage/orders/new", **CHOSEN_CARD)

    assert browser.submit(confirmation).path == browser.submit(confirmation).path
    with container.database.reading() as session:
        assert len(orders.orders_of(session, member_id_of(session, client, "plain"))) == 1
    assert len(mailbox(client, login_id_of(client, "plain"))) == 1


CONFIRMATION = "/mypage/orders/confirm?service=fjcloud_o&kind=order&payment=card"


def test_what_was_just_ordered_is_ordered_again_only_on_purpose(client: TestClient, container: Container) -> None:
    """Going back shows the confirmation anew, with a key of its own."""
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    first = browser.submit(browser.get(CONFIRMATION)).path
    number = first.rsplit("/", 1)[-1]

    again = browser.get(CONFIRMATION)
    assert "まだ確定していません" not in again.text
    assert again.links[number] == first
    refused = browser.submit(again)
    assert (refused.status, refused.invalid, refused.links[number]) == (422, ["another"], first)
    with container.database.reading() as session:
        assert len(orders.orders_of(session, member_id_of(session, client, "plain"))) == 1

    second = browser.submit(refused, another="on")
    assert second.path not in {first, "/mypage/orders/confirm"}
    with container.database.reading() as session:
        assert len(orders.orders_of(session, member_id_of(session, client, "plain"))) == 2


def test_a_confirmation_opened_before_the_same_was_ordered_is_asked_about(
    client: TestClient, container: Container
) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    opened_before = browser.get(CONFIRMATION)
    browser.submit(browser.get(CONFIRMATION))

    assert browser.submit(opened_before).status == 422


@pytest.mark.parametrize("other", ["service=fjcloud_v&kind=order&payment=card", "service=fjcloud_o&kind=trial"])
def test_another_service_or_kind_is_no_repetition(client: TestClient, container: Container, other: str) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    browser.submit(browser.get(CONFIRMATION))
    confirmation = browser.get(f"/mypage/orders/confirm?{other}")

    assert "まだ確定していません" in confirmation.text
    assert browser.submit(confirmation).path != "/mypage/orders/confirm"


def test_neither_is_the_same_some_while_later_nor_somebody_elses(
    client: TestClient, container: Container, clock: FixedClock
) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    browser.submit(browser.get(CONFIRMATION))
    other = Browser(client, container).sign_in(login_id_of(client, "card"))
    assert "まだ確定していません" in other.get(CONFIRMATION).text

    again = Browser(client, container).sign_in(login_id_of(client, "plain"))
    clock.advance(timedelta(minutes=10))
    assert "すでに受け付けています" in again.get(CONFIRMATION).text
    clock.advance(timedelta(seconds=1))
    assert "まだ確定していません" in again.get(CONFIRMATION).text


def test_two_at_the_same_moment_are_one_order(client: TestClient, container: Container) -> None:
    with container.database.reading() as session:
        member_id = member_id_of(session, client, "plain")

    def place() -> str:
        with container.database.unit_of_work() as session:
            return container.order_desk.place(session, member_id, BY_CARD, "k" * 64, address="127.0.0.1").number

    assert len(set(at_once(8, place))) == 1
    with container.database.reading() as session:
        [order] = orders.orders_of(session, member_id)
        assert len(orders.history_of(session, order)) == 1
    assert len(mailbox(client, login_id_of(client, "plain"))) == 1


def test_a_trial_needs_no_way_of_paying(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    placed = browser.submit(browser.fill("/mypage/orders/new", service="fjcloud_v", kind="trial", payment="card"))

    assert "無料トライアルのお申し込みを受け付けました" in placed.text
    with container.database.reading() as session:
        member_id = member_id_of(session, client, "plain")
        [order] = orders.orders_of(session, member_id)
        assert (order.is_trial, order.payment_method) == (True, None)
        assert billing.terms_of(session, member_id) == Terms()
    [letter] = mailbox(client, login_id_of(client, "plain"))
    assert "無料トライアルのお申し込み" in letter["subject"]
    assert "無料トライアルのお申し込み" in letter["body"]
    assert not any(word in letter["body"] for word in ("ご注文を", "請求", "料金"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "service"),
        ({"service": "nothing", "kind": "order", "payment": "card"}, "service"),
        ({"service": "fjcloud_o", "payment": "card"}, "kind"),
        ({"service": "fjcloud_o", "kind": "gift", "payment": "card"}, "kind"),
        ({"service": "fjcloud_o", "kind": "order"}, "payment"),
        ({"service": "fjcloud_o", "kind": "order", "payment": "cash"}, "payment"),
        ({"service": "fjcloud_o", "kind": "order", "payment": "bank_transfer"}, "payment"),
        ({"service": "excloser_basic", "kind": "trial"}, "kind"),
        ({"service": "\0<script>", "kind": "\0", "payment": "<b>" * 4000}, "service"),
    ],
)
def test_what_is_not_on_offer_is_refused_with_its_field(
    client: TestClient, container: Container, typed: dict[str, Any], field: str
) -> None:
    page = Browser(client, container).sign_in(login_id_of(client, "plain")).fill("/mypage/orders/new", **typed)

    assert page.status == 422
    assert f'href="#{field}"' in page.answer.text
    assert "<script>" not in page.answer.text
    with container.database.reading() as session:
        assert orders.orders_of(session, member_id_of(session, client, "plain")) == []


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("plain", "Paid決済情報"),
        ("screening", "審査中"),
        ("paid_20", None),
        ("paid_end", None),
    ],
)
def test_paid_is_offered_once_it_is_approved(
    client: TestClient, container: Container, case: str, words: str | None
) -> None:
    page = Browser(client, container).sign_in(login_id_of(client, case)).get("/mypage/orders/new")

    assert "お支払い方法の選択" in page.text
    assert ('value="card"' in page.answer.text) is True
    is_offered = words is None
    assert ('value="bank_transfer"' in page.answer.text) is is_offered
    assert ('value="direct_debit"' in page.answer.text) is is_offered
    if words is not None:
        assert words in page.text
        assert page.links["Paid決済情報を開く"] == "/mypage/paid"


def test_paying_by_paid_takes_over_its_closing(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "paid_20"))
    chosen = browser.fill("/mypage/orders/new", service="cloud_file_server", kind="order", payment="direct_debit")
    assert "口座振替" in browser.submit(chosen).text

    with container.database.reading() as session:
        terms = billing.terms_of(session, member_id_of(session, client, "paid_20"))
    assert terms == Terms(PaymentMethod.DIRECT_DEBIT, Closing.DAY_20)


def test_a_confirmation_that_was_tampered_with_orders_nothing(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    confirmation = browser.fill("/mypage/orders/new", **CHOSEN_CARD)

    assert browser.submit(confirmation, payment="bank_transfer").status == 422
    assert browser.submit(confirmation, service="nothing").path == "/mypage/orders/new"
    assert browser.submit(confirmation, once="short").status == 422
    assert browser.submit(confirmation, csrf_token="stolen").status == 403
    with container.database.reading() as session:
        assert orders.orders_of(session, member_id_of(session, client, "plain")) == []


def test_a_confirmation_of_what_is_not_on_offer_leads_back(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))

    assert browser.get("/mypage/orders/confirm").path == "/mypage/orders/new"
    assert browser.get("/mypage/orders/confirm?service=fjcloud_o&kind=order").path == "/mypage/orders/new"


def test_somebody_elses_key_finds_nothing(client: TestClient, container: Container) -> None:
    """The key of a form counts for the session that it was shown in."""
    first = Browser(client, container).sign_in(login_id_of(client, "plain"))
    confirmation = first.fill("/mypage/orders/new", **CHOSEN_CARD)
    once = confirmation.form().fields["once"]
    theirs = first.submit(confirmation).path

    second = Browser(client, container).sign_in(login_id_of(client, "card"))
    mine = second.submit(second.fill("/mypage/orders/new", **CHOSEN_CARD), once=once)

    assert mine.status == 200
    assert mine.path != theirs


def test_orders_are_limited(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    confirmation = browser.fill("/mypage/orders/new", **CHOSEN_CARD)
    most = int(container.settings.acts_per_member.split("/")[0])

    assert [browser.submit(confirmation).status for _ in range(most)] == [200] * most
    assert browser.submit(confirmation).status == 429


@pytest.mark.parametrize("service", Service)
def test_the_desk_keeps_to_what_is_on_offer(session: Session, container: Container, service: Service) -> None:
    member_id = session.scalars(select(Order.member_id)).first()
    assert member_id is not None
    offer = offer_of(service)
    wish = Wish(service, is_trial=True, payment_method=None)

    if offer is not None and offer.has_trial:
        container.order_desk.check(session, member_id, wish)
    else:
        with pytest.raises(NotOffered):
            container.order_desk.check(session, member_id, wish)


def test_what_is_not_in_the_catalogue_cannot_be_ordered(
    session: Session, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.catalogue.offers.OFFERS", OFFERS[1:])
    with pytest.raises(NotOffered) as refused:
        container.order_desk.check(session, 1, BY_CARD)
    assert refused.value.field == "service"


def test_an_order_is_no_contract_yet(client: TestClient, container: Container) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    browser.submit(browser.fill("/mypage/orders/new", **CHOSEN_CARD))

    with container.database.reading() as session:
        member_id = member_id_of(session, client, "plain")
        assert contracts.contracts_of(session, member_id) == []
        assert session.scalar(select(func.count(Order.id)).where(Order.member_id == member_id)) == 1


def test_pages_of_orders_need_a_session(client: TestClient, container: Container, clock: FixedClock) -> None:
    browser = Browser(client, container).sign_in(login_id_of(client, "plain"))
    clock.advance(timedelta(hours=1))

    answer = client.get("/mypage/orders/new?service=fjcloud_o", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?next=/mypage/orders/new%3Fservice%3Dfjcloud_o"
    refused = browser.client.post("/mypage/orders/confirm", follow_redirects=False)
    assert refused.headers["location"] == "/sign-in?next=/mypage/orders/confirm"
