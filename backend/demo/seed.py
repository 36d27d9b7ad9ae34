"""Fills an empty database with the people of the demo and what they have ordered, used and been billed for."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.billing import schedule
from backend.billing.business_days import business_days_after, is_business_day
from backend.billing.dates import Period, YearMonth
from backend.billing.models import Invoice, InvoiceStatus, PaidRegistration, PaidStatus, PaymentTerms
from backend.billing.terms import PaymentMethod
from backend.catalogue.services import Service
from backend.contracts.models import Contract, ContractStatus
from backend.core.clock import JST
from backend.demo.people import PEOPLE, Paid, Person, StartUp, Trial, Use, Waiting
from backend.members.models import Member
from backend.members.passwords import Passwords
from backend.members.service import login_key
from backend.orders import service as orders
from backend.orders.models import Order, OrderStatus

_ORDERED_BEFORE_USE = timedelta(days=5)
# An invoice's data has reached the payment agency so long after it was confirmed: My Page then says 「入金済」.
_HANDED_OVER_AFTER = timedelta(days=7)
_FAILURES_UNTIL_LOCKED = 10
_BASIC_KINDS = frozenset({Service.EXCLOSER_BASIC, Service.FENCE_MAIL_BASIC})


def fill_if_empty(session: Session, today: date, passwords: Passwords) -> bool:
    """Add the demo's data unless there is any member already; whether it did. Numbers follow the order of time."""
    if session.scalar(select(Member.id).limit(1)) is not None:
        return False
    members = [_member(person, today, passwords) for person in PEOPLE]
    session.add_all(members)
    session.flush()
    ordered: list[tuple[Order, Contract | None]] = []
    invoices: list[Invoice] = []
    for person, member in zip(PEOPLE, members, strict=True):
        _add_terms(session, person, member.id, today)
        for chapter in person.story:
            order, contract = _ordered(chapter, member.id, today)
            if not order.is_trial:
                order.payment_method = person.terms.payment_method or PaymentMethod.CARD
            ordered.append((order, contract))
            for invoice in _invoices(chapter, today):
                invoice.member_id = member.id
                invoice.payment_method, invoice.closing = _method(person), person.terms.closing
                invoices.append(invoice)
    _add_in_order_of_time(session, ordered, invoices)
    return True


def _add_in_order_of_time(
    session: Session, ordered: list[tuple[Order, Contract | None]], invoices: list[Invoice]
) -> None:
    """Rows get their numbers in the order in which they are added."""
    ordered = sorted(ordered, key=lambda pair: pair[0].ordered_on)
    session.add_all(order for order, _ in ordered)
    session.flush()
    for order, contract in ordered:
        _add_history(session, order, contract)
        if contract is not None:
            contract.order_id = order.id
            session.add(contract)
    invoices.sort(key=lambda invoice: invoice.confirmation_month)
    session.add_all(invoices)
    session.flush()


def _add_history(session: Session, order: Order, contract: Contract | None) -> None:
    """The steps of an order, each on the day that its contract tells."""
    orders.advance(session, order, OrderStatus.RECEIVED, _at(order.ordered_on, 9))
    if contract is None:
        return
    orders.advance(session, order, OrderStatus.PROCESSING, _at(order.ordered_on, 11))
    if contract.started_on is not None:
        orders.advance(session, order, OrderStatus.STARTED, _at(contract.started_on, 13))
    if contract.ended_on is not None:
        orders.advance(session, order, OrderStatus.ENDED, _at(contract.ended_on, 15))


def _method(person: Person) -> PaymentMethod:
    if person.terms.payment_method is None:
        raise ValueError(f"{person.login_id} was billed without a way of paying")
    return person.terms.payment_method


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 20), JST)


def _member(person: Person, today: date, passwords: Passwords) -> Member:
    return Member(
        login_id=login_key(person.login_id),
        name=person.name,
        company=person.company,
        email=person.email,
        phone=person.phone,
        address=person.address,
        mail_opt_in=person.withdrawn is None,
        code_channel=person.code_channel,
        password_hash=passwords.hash(person.password),
        failed_logins=_FAILURES_UNTIL_LOCKED if person.locked else 0,
        registered_at=_at(person.registered.before(today), 10),
        locked_at=_at(person.locked.before(today), 18) if person.locked else None,
        withdrawn_at=_at(person.withdrawn.before(today), 15) if person.withdrawn else None,
    )


def _add_terms(session: Session, person: Person, member_id: int, today: date) -> None:
    if person.terms.payment_method is not None:
        session.add(
            PaymentTerms(member_id=member_id, payment_method=person.terms.payment_method, closing=person.terms.closing)
        )
    if person.paid is not None:
        session.add(
            PaidRegistration(
                member_id=member_id,
                status=person.paid.status,
                applied_on=_applied_on(person.paid, today),
                decided_on=_decided_on(person.paid, today),
                closing=person.paid.closing,
                company=person.company,
                representative=person.representative,
                name=person.name,
                email=person.email,
                phone=person.phone,
                address=person.address,
            )
        )


def _decided_on(paid: Paid, today: date) -> date | None:
    if paid.status is PaidStatus.SCREENING:
        return None
    return business_days_after(_applied_on(paid, today), 2)


def _applied_on(paid: Paid, today: date) -> date:
    if paid.applied is not None:
        return paid.applied.before(today)
    day = today - timedelta(days=1)
    while not is_business_day(day):
        day -= timedelta(days=1)
    return day


def _ordered(chapter: Use | StartUp | Trial | Waiting, member_id: int, today: date) -> tuple[Order, Contract | None]:
    """The order and, if it has come that far, its contract."""
    order = Order(member_id=member_id, service=chapter.service, is_trial=isinstance(chapter, Trial))
    order.status = OrderStatus.RECEIVED
    contract = Contract(member_id=member_id, service=chapter.service, is_trial=order.is_trial)
    contract.status = ContractStatus.PREPARING
    match chapter:
        case Use(begun=begun, ended=ended):
            contract.started_on = begun.before(today)
            contract.ended_on = ended.before(today) if ended else None
            contract.status = ContractStatus.ENDED if ended else ContractStatus.IN_USE
            order.ordered_on = contract.started_on - _ORDERED_BEFORE_USE
        case StartUp():
            used = _startup_period(chapter, today)
            order.ordered_on = contract.started_on = used.first
            contract.ended_on = used.last
            contract.status = ContractStatus.ENDED
        case Trial(begun=begun):
            contract.started_on = begun.before(today)
            contract.status = ContractStatus.TRIAL
            order.ordered_on = contract.started_on - timedelta(days=2)
        case Waiting(ordered=day, status=status):
            order.ordered_on = day.before(today)
            if status is OrderStatus.RECEIVED:
                return order, None
    return order, contract


def _startup_period(chapter: StartUp, today: date) -> Period:
    applied_on = chapter.applied.before(today)
    return schedule.usage_period(
        chapter.service,
        YearMonth.of(applied_on),
        applied_on=applied_on,
        basic_started_on=chapter.basic_begun.before(today),
    )


def _invoices(chapter: Use | StartUp | Trial | Waiting, today: date) -> Iterator[Invoice]:
    """What this chapter was billed for, still without whom and on what terms."""
    match chapter:
        case Use(service=service, yen=yen):
            for index, used in enumerate(_used_months(chapter, today)):
                amount = yen if service in _BASIC_KINDS else yen + yen // 20 * (index % 5)
                yield _invoice(service, used, amount, today)
        case StartUp(service=service, yen=yen):
            yield _invoice(service, _startup_period(chapter, today), yen, today)


def _used_months(use: Use, today: date) -> Iterator[Period]:
    """Month by month what was used: of the basic kinds whole months, this one included; of the others what is over."""
    begun = use.begun.before(today)
    ended = use.ended.before(today) if use.ended else date.max
    is_basic = use.service in _BASIC_KINDS
    newest = YearMonth.of(today) if is_basic else YearMonth.of(today).plus(-1)
    month = YearMonth.of(begun)
    while month <= newest and month.first <= ended:
        yield Period.month(month) if is_basic else Period(max(month.first, begun), min(month.last, ended))
        month = month.plus(1)


def _invoice(service: Service, used: Period, amount: int, today: date) -> Invoice:
    usage_month = YearMonth.of(used.first)
    confirmed_on = schedule.confirmation_month(service, usage_month).day(schedule.CONFIRMATION_DAY)
    status = InvoiceStatus.UNCONFIRMED
    if confirmed_on + _HANDED_OVER_AFTER <= today:
        status = InvoiceStatus.PAID
    elif confirmed_on <= today:
        status = InvoiceStatus.CONFIRMED
    return Invoice(
        service=service,
        usage_month=usage_month,
        used_from=used.first,
        used_until=used.last,
        amount=amount,
        status=status,
    )
