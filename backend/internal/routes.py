"""Look-ups and orders of work by the actions. Who it is about follows from the conversation alone."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session

from backend.billing import due_dates as due
from backend.billing import service as billing
from backend.billing.dates import YearMonth
from backend.billing.terms import Terms, completed
from backend.billing.usage_month import UsageMonthError, resolve
from backend.container import Container, Services
from backend.contracts import service as contracts
from backend.core.clock import today
from backend.core.openapi import PathText, problems
from backend.core.problems import Problem
from backend.internal.access import Looking, Visit, Working, check_secret
from backend.internal.account import account_of
from backend.internal.schemas import (
    Accepted,
    Account,
    BillingTerms,
    ContractOut,
    Contracts,
    DueDateOut,
    DueDates,
    DueDatesIn,
    HandoffIn,
    HandoffOut,
    InvoiceOut,
    Invoices,
    LoginIdIn,
    OneContract,
    OneOrder,
    OneTicket,
    OrderOut,
    Orders,
    Screening,
    ScreeningOut,
    TicketOpened,
    TicketOut,
    Tickets,
    Unidentified,
    UnlockIn,
)
from backend.members import service as members
from backend.orders import service as orders
from backend.tickets import addresses
from backend.tickets import service as tickets
from backend.tickets.models import Ticket

router = APIRouter(
    prefix="/internal/conversations/{reference}",
    dependencies=[Depends(check_secret)],
    tags=["internal"],
    responses=problems(404),
)


@router.get("/orders")
def list_orders(visit: Looking) -> Orders | Unidentified:
    if visit.member_id is None:
        return Unidentified()
    found = orders.orders_of(visit.session, visit.member_id)
    return Orders(orders=[OrderOut.model_validate(order) for order in found])


@router.get("/orders/{number}")
def get_order(visit: Looking, number: PathText) -> OneOrder | Unidentified:
    if visit.member_id is None:
        return Unidentified()
    found = orders.find_order(visit.session, visit.member_id, number)
    return OneOrder(order=OrderOut.model_validate(found) if found else None)


@router.get("/contracts")
def list_contracts(visit: Looking) -> Contracts | Unidentified:
    if visit.member_id is None:
        return Unidentified()
    found = contracts.contracts_of(visit.session, visit.member_id)
    return Contracts(contracts=[ContractOut.model_validate(contract) for contract in found])


@router.get("/contracts/{number}")
def get_contract(visit: Looking, number: PathText) -> OneContract | Unidentified:
    if visit.member_id is None:
        return Unidentified()
    found = contracts.find_contract(visit.session, visit.member_id, number)
    return OneContract(contract=ContractOut.model_validate(found) if found else None)


@router.get("/invoices")
def list_invoices(
    visit: Looking, services: Services, usage_month: Annotated[str | None, Query(max_length=20)] = None
) -> Invoices | Unidentified:
    if visit.member_id is None:
        return Unidentified()
    month = None if usage_month is None else _month(services, usage_month)
    found = billing.invoices_of(visit.session, visit.member_id, month)
    return Invoices(
        invoices=[InvoiceOut.model_validate(invoice) for invoice in found],
        usage_month=None if month is None else str(month),
    )


@router.get("/paid-screening")
def get_screening(visit: Looking, services: Services) -> Screening | Unidentified:
    if visit.member_id is None:
        return Unidentified()
    found = services.paid_registrations.screening(visit.session, visit.member_id)
    return Screening(screening=ScreeningOut.model_validate(found))


@router.get("/account")
def get_account(visit: Looking) -> Account | Unidentified:
    """Is it locked, since when, what is done about it; and may the member leave."""
    if visit.member_id is None:
        return Unidentified()
    return Account(account=account_of(visit.session, visit.conversation_id, visit.member_id))


@router.get("/billing-terms")
def get_billing_terms(visit: Looking) -> BillingTerms | Unidentified:
    if visit.member_id is None:
        return Unidentified()
    terms = billing.terms_of(visit.session, visit.member_id)
    return BillingTerms(payment_method=terms.payment_method, closing=terms.closing)


@router.post("/due-dates")
def calculate_due_dates(visit: Looking, body: DueDatesIn, services: Services) -> DueDates:
    """When a month's use has to be paid. What was not said of the terms comes from the record of the identified."""
    month = _month(services, body.usage_month)
    recorded = Terms() if visit.member_id is None else billing.terms_of(visit.session, visit.member_id)
    terms = completed(body.payment_method, body.closing, recorded)
    try:
        results = [due.due_date(service, month, terms) for service in body.services]
    except due.ServiceAmbiguousError as error:
        raise Problem(422, "service_ambiguous", "サービスの種類を一つに決められません。") from error
    except due.ServiceUnknownError as error:
        raise Problem(422, "service_unknown", "そのサービスはありません。") from error
    return DueDates(
        usage_month=str(month),
        payment_method=terms.payment_method,
        closing=terms.closing,
        results=[DueDateOut.model_validate(result) for result in results],
    )


def _month(services: Container, expression: str) -> YearMonth:
    try:
        return resolve(expression, today(services.clock))
    except UsageMonthError as error:
        raise Problem(422, "usage_month_invalid", "利用月を読み取れませんでした。") from error


@router.post("/password-reset", status_code=202)
def request_password_reset(visit: Working, body: LoginIdIn, services: Services) -> Accepted:
    """Always the same answer, whether somebody has this login id or not."""
    services.password_resets.request(visit.session, body.login_id)
    return Accepted()


@router.post("/unlock-requests", status_code=201, responses=problems(409, 429))
def request_unlock(visit: Working, body: UnlockIn, services: Services) -> TicketOpened:
    """A ticket for people to look at, whether the login id is known and locked or not; none means one's own."""
    login_id = body.login_id or _own_login_id(visit)
    services.limiter.check(services.settings.unlocks_per_conversation, "unlocks", visit.conversation_id)
    ticket = tickets.open_unlock_ticket(
        visit.session, visit.conversation_id, login_id, services.ticket_book, member_id=visit.member_id
    )
    return _opened(visit.session, ticket)


def _own_login_id(visit: Visit) -> str:
    if visit.member_id is None:
        raise Problem(409, "not_identified", "ご本人確認がされていません。")
    return members.get(visit.session, visit.member_id).login_id


@router.get("/tickets")
def list_tickets(visit: Looking) -> Tickets:
    found = tickets.visible_tickets(visit.session, visit.conversation_id, visit.member_id)
    return Tickets(tickets=[TicketOut.model_validate(ticket) for ticket in found])


@router.get("/tickets/{number}")
def get_ticket(visit: Looking, number: PathText) -> OneTicket:
    found = tickets.find_visible(visit.session, visit.conversation_id, visit.member_id, number)
    return OneTicket(ticket=TicketOut.model_validate(found) if found else None)


@router.post("/handoff", status_code=201, responses=problems(409))
def request_handoff(visit: Working, body: HandoffIn, services: Services) -> HandoffOut:
    """Ask for a person: a place in the queue, or a ticket while nobody is at the desk. Asked again, it is the same."""
    asked = services.handoffs.ask(visit.session, visit.conversation, about=body.reason)
    return HandoffOut(
        state=asked.state,
        ticket=asked.ticket,
        position=asked.position,
        estimate=asked.estimate,
        needs_address=asked.needs_address,
        kind_label=asked.opened.kind_label if asked.opened else None,
        status_label=asked.opened.status_label if asked.opened else None,
    )


def _opened(session: Session, ticket: Ticket) -> TicketOpened:
    """Whether an address is wanted hangs on who asks, and never on whose account it is, or on whether there is one."""
    return TicketOpened(
        ticket=ticket.number,
        kind_label=ticket.kind_label,
        status_label=ticket.status_label,
        needs_address=addresses.of(session, ticket) is None,
    )
