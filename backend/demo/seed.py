"""Fills an empty database with the people of the demo and what they have ordered, used and been billed for."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.billing import progress
from backend.billing.models import PaidRegistration, PaymentTerms
from backend.billing.screening import PaidStatus
from backend.billing.standing import HANDED_OVER_AFTER
from backend.billing.terms import PaymentMethod
from backend.contracts.models import Contract, ContractStatus
from backend.core.clock import JST
from backend.demo.bills import Bill, bills, startup_period
from backend.demo.people import PEOPLE, Paid, Person, StartUp, Trial, Use, Waiting
from backend.members.models import Member
from backend.members.passwords import Passwords
from backend.members.service import login_key
from backend.orders import service as orders
from backend.orders.models import Order, OrderStatus
from backend.working_time.business_days import business_days_after, is_business_day

_ORDERED_BEFORE_USE = timedelta(days=5)
_FAILURES_UNTIL_LOCKED = 10


def fill_if_empty(
    session: Session, today: date, passwords: Passwords, handed_over_after: timedelta = HANDED_OVER_AFTER
) -> bool:
    """Add the demo's data unless there is any member already; whether it did. Numbers follow the order of time."""
    if session.scalar(select(Member.id).limit(1)) is not None:
        return False
    members = [_member(person, today, passwords) for person in PEOPLE]
    session.add_all(members)
    session.flush()
    ordered: list[tuple[Order, Contract | None]] = []
    billed: list[Bill] = []
    for person, member in zip(PEOPLE, members, strict=True):
        _add_terms(session, person, member.id, today)
        for chapter in person.story:
            order, contract = _ordered(chapter, member.id, today)
            if not order.is_trial:
                order.payment_method = person.terms.payment_method or PaymentMethod.CARD
            ordered.append((order, contract))
            for bill in bills(chapter, today):
                bill.invoice.member_id = member.id
                bill.invoice.payment_method, bill.invoice.closing = _method(person), person.terms.closing
                billed.append(bill)
    _add_ordered(session, ordered)
    _add_billed(session, billed)
    progress.move_on(session, today, handed_over_after)
    return True


def _add_ordered(session: Session, ordered: list[tuple[Order, Contract | None]]) -> None:
    """Rows get their numbers in the order in which they are added."""
    ordered = sorted(ordered, key=lambda pair: pair[0].ordered_on)
    session.add_all(order for order, _ in ordered)
    session.flush()
    for order, contract in ordered:
        _add_history(session, order, contract)
        if contract is not None:
            contract.order_id = order.id
            session.add(contract)
    session.flush()


def _add_billed(session: Session, billed: list[Bill]) -> None:
    billed = sorted(billed, key=lambda bill: bill.invoice.confirmation_month)
    session.add_all(bill.invoice for bill in billed)
    session.flush()
    for bill in billed:
        for line in bill.lines:
            line.invoice_id = bill.invoice.id
    session.add_all(line for bill in billed for line in bill.lines)
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
            used = startup_period(chapter, today)
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
