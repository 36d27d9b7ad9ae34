"""Orders, contracts, invoices and terms: a member's own, and nobody else's."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from backend.billing import service as billing
from backend.billing.dates import YearMonth
from backend.billing.screening import PaidStatus
from backend.billing.terms import Closing, Terms
from backend.container import Container
from backend.contracts import service as contracts
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.orders import service as orders


@pytest.fixture
def session(container: Container) -> Iterator[Session]:
    with container.database.reading() as opened:
        yield opened


def member_id(session: Session, case: str) -> int:
    found = members.find(session, next(person.login_id for person in PEOPLE if person.case == case))
    assert found is not None
    return found.id


def test_lists_are_newest_first_and_the_members_own(session: Session) -> None:
    mine = member_id(session, "paid_20")
    own_orders = orders.orders_of(session, mine)
    own_invoices = billing.invoices_of(session, mine)

    assert {order.member_id for order in own_orders} == {invoice.member_id for invoice in own_invoices} == {mine}
    assert [order.service_label for order in own_orders] == ["FJcloud-V", "FJcloud-O"]
    assert [invoice.usage_month for invoice in own_invoices] == sorted(
        (invoice.usage_month for invoice in own_invoices), reverse=True
    )
    assert len(contracts.contracts_of(session, mine)) == 2


def test_somebody_elses_number_is_as_unknown_as_none(session: Session) -> None:
    mine, other = member_id(session, "paid_20"), member_id(session, "paid_end")
    order = orders.orders_of(session, other)[0]
    contract = contracts.contracts_of(session, other)[0]

    assert orders.find_order(session, other, order.number) is order
    assert orders.find_order(session, mine, order.number) is None
    assert contracts.find_contract(session, other, contract.number) is contract
    assert contracts.find_contract(session, mine, contract.number) is None


@pytest.mark.parametrize("number", ["", "1", "ORD-2026-999999", "ORD-1999-000001", "CNT-000001 ", "' OR ''='"])
def test_odd_numbers_are_unknown(session: Session, number: str) -> None:
    mine = member_id(session, "paid_20")
    assert orders.find_order(session, mine, number) is None
    assert contracts.find_contract(session, mine, number) is None


def test_an_order_number_counts_with_its_year(session: Session) -> None:
    mine = member_id(session, "paid_20")
    order = orders.orders_of(session, mine)[0]
    wrong_year = order.number.replace(str(order.ordered_on.year), "1999")

    assert orders.find_order(session, mine, wrong_year) is None


def test_the_invoices_of_a_month_with_their_dates(session: Session) -> None:
    found = billing.invoices_of(session, member_id(session, "paid_end"), YearMonth(2026, 4))

    by_service = {invoice.service_label: invoice for invoice in found}
    assert set(by_service) == {"FJcloud-V", "クラウドファイルサーバー"}
    invoice = by_service["FJcloud-V"]
    assert invoice.confirmed_label == "2026年6月13日頃"
    assert (invoice.due_on, invoice.due_label) == (date(2026, 7, 31), "2026年7月31日")
    assert invoice.usage_period_label == "2026年4月1日〜2026年4月30日"
    assert invoice.status_label == "入金済"
    assert invoice.number.startswith("INV-2026-")
    assert billing.invoices_of(session, member_id(session, "paid_end"), YearMonth(2031, 1)) == []


def test_a_card_invoice_has_its_companys_day(session: Session) -> None:
    invoice = billing.invoices_of(session, member_id(session, "card"))[0]
    assert (invoice.due_on, invoice.due_label) == (None, "各カード会社の定める日")


def test_screening_is_expected_three_business_days_after_the_application(session: Session) -> None:
    found = billing.paid_screening(session, member_id(session, "screening"))

    assert found.status_label == "審査中"
    # Applied on Tuesday, 14 July 2026; the 18th to 20th are a long weekend, beyond it.
    assert (found.applied_on, found.expected_by) == (date(2026, 7, 14), date(2026, 7, 17))
    assert found.closing_label == "20日締め"


def test_who_never_applied_is_not_registered(session: Session) -> None:
    mine = member_id(session, "plain")

    found = billing.paid_screening(session, mine)
    assert (found.status, found.applied_on, found.expected_by, found.closing_label) == (
        PaidStatus.NOT_REGISTERED, None, None, None,
    )  # fmt: skip
    assert billing.terms_of(session, mine) == Terms()


def test_an_approved_registration_expects_nothing_more(session: Session) -> None:
    found = billing.paid_screening(session, member_id(session, "paid_end"))
    assert (found.status, found.expected_by, found.closing) == (PaidStatus.APPROVED, None, Closing.END_OF_MONTH)
