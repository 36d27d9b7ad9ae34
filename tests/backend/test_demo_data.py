"""The demo's data is believable whatever day it is filled in on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.billing import service as billing
from backend.billing.models import Invoice
from backend.billing.screening import PaidStatus
from backend.billing.standing import InvoiceStatus
from backend.billing.terms import Closing, PaymentMethod
from backend.catalogue.services import Service
from backend.contracts import service as contracts
from backend.contracts.models import Contract, ContractStatus
from backend.core.clock import JST
from backend.core.crypto import Vault
from backend.core.database import Base, Database
from backend.demo import seed
from backend.demo import staff as demo_staff
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.models import Member
from backend.members.password_policy import broken_rules
from backend.orders import service as orders
from backend.orders.models import Order, OrderStatus
from backend.staff import service as staff
from tests.backend.databases import CHEAP_PASSWORDS, SECRET_KEY

CASES = {
    "locked", "screening", "paid_20", "paid_end", "card", "in_use", "trial", "marked_paid", "withdrawn", "plain",
}  # fmt: skip
# New year, a leap day, month ends, around the 13th and the 20th, the day after Golden Week.
DAYS = [
    date(2026, 1, 1), date(2028, 2, 29), date(2026, 3, 31), date(2026, 5, 7), date(2026, 7, 12), date(2026, 7, 13),
    date(2026, 7, 19), date(2026, 7, 20), date(2026, 12, 31), date(2027, 3, 1),
]  # fmt: skip


@contextmanager
def filled(tmp_path: Path, today: date) -> Iterator[Session]:
    database = Database(f"sqlite:///{tmp_path}/demo.db")
    Base.metadata.create_all(database.engine)
    with database.unit_of_work() as session:
        assert seed.fill_if_empty(session, today, CHEAP_PASSWORDS)
        yield session
    database.dispose()


def in_case(session: Session, case: str) -> Member:
    login_id = next(person.login_id for person in PEOPLE if person.case == case)
    member = members.find(session, login_id)
    assert member is not None
    return member


def test_every_case_has_somebody() -> None:
    assert {person.case for person in PEOPLE} == CASES
    assert len({person.login_id for person in PEOPLE}) == len(PEOPLE)


def test_passwords_satisfy_the_policy() -> None:
    assert {person.login_id: broken_rules(person.password) for person in PEOPLE if broken_rules(person.password)} == {}


@pytest.mark.parametrize("today", DAYS)
def test_each_case_is_what_it_says(tmp_path: Path, today: date) -> None:
    with filled(tmp_path, today) as session:
        assert in_case(session, "locked").is_locked
        assert in_case(session, "withdrawn").is_withdrawn

        screening = billing.paid_screening(session, in_case(session, "screening").id)
        assert screening.status is PaidStatus.SCREENING
        assert screening.applied_on is not None
        assert screening.expected_by is not None
        assert screening.applied_on < today <= screening.expected_by

        for case, closing in (("paid_20", Closing.DAY_20), ("paid_end", Closing.END_OF_MONTH)):
            terms = billing.terms_of(session, in_case(session, case).id)
            assert (terms.payment_method, terms.closing) == (PaymentMethod.BANK_TRANSFER, closing)
        assert billing.terms_of(session, in_case(session, "card").id).payment_method is PaymentMethod.CARD

        marked = billing.invoices_of(session, in_case(session, "marked_paid").id)
        assert any(one.status == InvoiceStatus.PAID and one.due_on and one.due_on >= today for one in marked)

        statuses = {case: {one.status for one in contracts.contracts_of(session, in_case(session, case).id)}
                    for case in ("in_use", "trial", "withdrawn", "plain")}  # fmt: skip
        assert ContractStatus.IN_USE in statuses["in_use"]
        assert statuses["trial"] == {ContractStatus.TRIAL}
        assert statuses["withdrawn"] == {ContractStatus.ENDED}
        assert statuses["plain"] == set()
        assert orders.orders_of(session, in_case(session, "plain").id) == []


@pytest.mark.parametrize("today", DAYS)
def test_nothing_happened_in_the_future_or_the_wrong_order(tmp_path: Path, today: date) -> None:
    with filled(tmp_path, today) as session:
        for order in session.scalars(select(Order)):
            member = members.get(session, order.member_id)
            assert member.registered_at.date() <= order.ordered_on <= today
        for contract in session.scalars(select(Contract)):
            order = session.get_one(Order, contract.order_id)
            assert (order.member_id, order.service, order.is_trial) == (
                contract.member_id, contract.service, contract.is_trial,
            )  # fmt: skip
            assert order.ordered_on <= (contract.started_on or today) <= (contract.ended_on or today) <= today
        for invoice in session.scalars(select(Invoice)):
            assert invoice.used_from <= today
            assert invoice.amount > 0
            is_over = invoice.confirmation_month.day(13) <= today
            assert (invoice.status != InvoiceStatus.UNCONFIRMED) is is_over


def test_every_service_and_status_occurs(tmp_path: Path) -> None:
    with filled(tmp_path, date(2026, 7, 15)) as session:
        for model in (Order, Contract, Invoice):
            assert set(session.scalars(select(model.service))) == set(Service), model
        assert set(session.scalars(select(Order.status))) == set(OrderStatus)
        assert set(session.scalars(select(Contract.status))) == set(ContractStatus)
        assert set(session.scalars(select(Invoice.status))) == set(InvoiceStatus)
        assert set(session.scalars(select(Member.code_channel))) == {"mail", "sms"}
        methods = {
            billing.terms_of(session, member_id).payment_method for member_id in session.scalars(select(Member.id))
        }
        assert methods == {*PaymentMethod, None}
        seen = {billing.paid_screening(session, member_id).status for member_id in session.scalars(select(Member.id))}
        assert seen == set(PaidStatus)


def test_numbers_follow_the_order_of_time(tmp_path: Path) -> None:
    with filled(tmp_path, date(2026, 7, 15)) as session:
        found = list(session.scalars(select(Order).order_by(Order.id)))
        assert [order.ordered_on for order in found] == sorted(order.ordered_on for order in found)
        assert found[0].number == f"ORD-{found[0].ordered_on.year}-000001"
        assert len({invoice.number for invoice in session.scalars(select(Invoice))}) == session.scalar(
            select(func.count(Invoice.id))
        )


def test_it_is_filled_once(tmp_path: Path) -> None:
    with filled(tmp_path, date(2026, 7, 15)) as session:
        before = session.scalar(select(func.count(Order.id)))
        assert not seed.fill_if_empty(session, date(2026, 8, 15), CHEAP_PASSWORDS)
        assert session.scalar(select(func.count(Order.id))) == before


def test_a_demo_from_before_there_was_staff_gets_them_once(tmp_path: Path) -> None:
    with filled(tmp_path, date(2026, 7, 15)) as session:
        vault, now = Vault(SECRET_KEY), datetime(2026, 7, 15, 9, tzinfo=JST)
        assert demo_staff.fill_if_empty(session, now, CHEAP_PASSWORDS, vault)
        assert not demo_staff.fill_if_empty(session, now, CHEAP_PASSWORDS, vault)
        for colleague in demo_staff.COLLEAGUES:
            kept = staff.find(session, colleague.login_id)
            assert kept is not None
            assert not broken_rules(colleague.password)
            assert CHEAP_PASSWORDS.verify(kept.password_hash or "", colleague.password)
            assert vault.decrypt(kept.totp_secret or "") == colleague.totp_secret


def test_people_can_log_in_with_what_is_told(tmp_path: Path) -> None:
    with filled(tmp_path, date(2026, 7, 15)) as session:
        for person in PEOPLE:
            member = members.find(session, person.login_id)
            assert member is not None
            assert CHEAP_PASSWORDS.verify(member.password_hash, person.password)
