"""Invoices move on as days pass: confirmed on the 13th, 「入金済」 some days later, never back."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import chores
from backend.billing import progress, schedule
from backend.billing.dates import YearMonth
from backend.billing.models import Invoice
from backend.billing.standing import HANDED_OVER_AFTER, InvoiceStatus, status_on
from backend.catalogue.services import Service
from backend.container import Container
from backend.core.clock import FixedClock, today
from backend.core.housekeeping import Housekeeping
from backend.core.settings import Settings

UNCONFIRMED, CONFIRMED, PAID = InvoiceStatus
ORDER = [UNCONFIRMED, CONFIRMED, PAID]
services = st.sampled_from(list(Service))
months = st.builds(YearMonth, st.integers(2000, 2099), st.integers(1, 12))
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
delays = st.integers(0, 60).map(timedelta)


@pytest.fixture
def session(container: Container) -> Iterator[Session]:
    with container.database.unit_of_work() as opened:
        yield opened


def statuses(session: Session) -> dict[int, str]:
    return {invoice.id: invoice.status for invoice in session.scalars(select(Invoice))}


@pytest.mark.parametrize(
    ("service", "day", "status"),
    [
        # 「4月1日~4月30日利用の場合」
        (Service.FJCLOUD_O, date(2026, 5, 12), UNCONFIRMED),
        (Service.FJCLOUD_O, date(2026, 5, 13), CONFIRMED),
        (Service.FJCLOUD_O, date(2026, 5, 19), CONFIRMED),
        (Service.FJCLOUD_O, date(2026, 5, 20), PAID),
        (Service.FJCLOUD_V, date(2026, 6, 12), UNCONFIRMED),
        (Service.FJCLOUD_V, date(2026, 6, 13), CONFIRMED),
        (Service.EXCLOSER_BASIC, date(2026, 4, 12), UNCONFIRMED),
        (Service.EXCLOSER_BASIC, date(2026, 4, 13), CONFIRMED),
        (Service.FENCE_MAIL_STARTUP, date(2026, 4, 20), PAID),
        (Service.CLOUD_FILE_SERVER, date(2026, 5, 20), PAID),
    ],
)
def test_the_use_of_april(service: Service, day: date, status: InvoiceStatus) -> None:
    assert status_on(day, service, YearMonth(2026, 4)) is status


@given(services, months, days, delays)
def test_the_status_follows_from_the_13th_of_the_month_of_confirmation(
    service: Service, month: YearMonth, day: date, delay: timedelta
) -> None:
    confirmed_on = schedule.confirmation_month(service, month).day(13)
    expected = PAID if day >= confirmed_on + delay else CONFIRMED if day >= confirmed_on else UNCONFIRMED
    assert status_on(day, service, month, delay) is expected


@given(services, months, days, st.integers(0, 500), delays)
def test_time_only_moves_an_invoice_on(
    service: Service, month: YearMonth, day: date, later: int, delay: timedelta
) -> None:
    before = status_on(day, service, month, delay)
    after = status_on(day + timedelta(days=later), service, month, delay)
    assert ORDER.index(before) <= ORDER.index(after)


def test_every_invoice_gets_the_status_of_the_day(session: Session, clock: FixedClock) -> None:
    for _ in range(60):
        clock.advance(timedelta(days=1))
        progress.move_on(session, today(clock))
        for invoice in session.scalars(select(Invoice).execution_options(populate_existing=True)):
            assert invoice.status == status_on(today(clock), Service(invoice.service), invoice.usage_month)


def test_moving_on_twice_moves_nothing(session: Session, clock: FixedClock) -> None:
    clock.advance(timedelta(days=40))

    assert progress.move_on(session, today(clock)) > 0
    assert progress.move_on(session, today(clock)) == 0


def test_none_moves_back(session: Session) -> None:
    before = statuses(session)

    assert progress.move_on(session, date(2020, 1, 1)) == 0
    session.expire_all()
    assert statuses(session) == before


def test_the_setting_and_the_demo_agree_on_when_data_is_handed_over() -> None:
    assert timedelta(days=Settings.model_fields["invoice_handover_days"].default) == HANDED_OVER_AFTER


def test_housekeeping_moves_invoices_on_and_goes_on_after_a_failure(container: Container, clock: FixedClock) -> None:
    def fails() -> None:
        raise RuntimeError

    with container.database.reading() as session:
        waiting = session.scalars(select(Invoice.id).where(Invoice.status == UNCONFIRMED)).all()
    clock.advance(timedelta(days=92))
    Housekeeping({"failing": fails, **chores.chores(container)}).do_all()

    assert waiting
    with container.database.reading() as session:
        assert set(session.scalars(select(Invoice.status).where(Invoice.id.in_(waiting)))) == {PAID}


def test_the_thread_goes_round_until_it_is_told_to_stop() -> None:
    rounds = threading.Semaphore(0)
    worker = Housekeeping({"counting": rounds.release}, pause_seconds=0.001)
    worker.start()
    for _ in range(3):
        assert rounds.acquire(timeout=10)
    worker.stop()

    assert "housekeeping" not in {thread.name for thread in threading.enumerate()}
