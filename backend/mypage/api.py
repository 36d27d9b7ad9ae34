"""What a signed-in browser is told of its own member as JSON. Reads, and says what cannot be done."""

from typing import Any, NoReturn

from fastapi import APIRouter, Response

from backend.billing import service as billing
from backend.container import Services
from backend.contracts import service as contracts
from backend.core.openapi import PathText, problems
from backend.core.problems import Problem
from backend.members import service as members
from backend.mypage.access import Member
from backend.mypage.api_schemas import (
    Contract,
    Contracts,
    Invoice,
    Invoices,
    Me,
    Order,
    OrderDetail,
    Orders,
    OrderStep,
)
from backend.mypage.csrf import CheckedHeader
from backend.orders import service as orders
from backend.orders.cancelling import CANNOT, instead_of_cancelling

router = APIRouter(prefix="/api/me", tags=["my page"])


class Unknown(Problem):
    """404, for somebody else's as for what never was."""

    def __init__(self) -> None:
        super().__init__(404, "not_found", "見つかりませんでした。")


@router.get("")
def show_me(me: Member, services: Services) -> Me:
    with services.database.reading() as session:
        return Me.model_validate(members.get(session, me.member_id))


@router.get("/orders")
def list_orders(me: Member, services: Services) -> Orders:
    with services.database.reading() as session:
        found = orders.orders_of(session, me.member_id)
    return Orders(orders=[Order.model_validate(order) for order in found])


@router.get("/orders/{number}", responses=problems(404))
def show_order(me: Member, services: Services, number: PathText) -> OrderDetail:
    """One order with its history."""
    with services.database.reading() as session:
        order = orders.find_order(session, me.member_id, number)
        if order is None:
            raise Unknown
        history = [OrderStep.model_validate(event) for event in orders.history_of(session, order)]
        contract = contracts.of_order(session, order.id)
    return OrderDetail(
        **Order.model_validate(order).model_dump(),
        history=history,
        contract=None if contract is None else contract.number,
    )


@router.post(
    "/orders/{number}/cancellation",
    status_code=409,
    response_class=Response,
    response_model=None,
    responses=problems(404, 409),
    dependencies=[CheckedHeader],
)
def cancel_order(me: Member, services: Services, number: PathText) -> NoReturn:
    """Orders cannot be cancelled: always 409 `order_not_cancellable`, whose `detail` says what can be done instead.

    `contract` is the address of the contract that can be terminated now, in the free period at no charge; it is missing
    if there is none.
    """
    with services.database.reading() as session:
        order = orders.find_order(session, me.member_id, number)
        if order is None:
            raise Unknown
        instead = instead_of_cancelling(contracts.of_order(session, order.id))
    where: dict[str, Any] = (
        {} if instead.contract is None else {"contract": f"/mypage/contracts/{instead.contract.number}"}
    )
    raise Problem(409, "order_not_cancellable", CANNOT + instead.text, **where)


@router.get("/contracts")
def list_contracts(me: Member, services: Services) -> Contracts:
    with services.database.reading() as session:
        found = contracts.contracts_of(session, me.member_id)
    return Contracts(contracts=[Contract.model_validate(contract) for contract in found])


@router.get("/contracts/{number}", responses=problems(404))
def show_contract(me: Member, services: Services, number: PathText) -> Contract:
    with services.database.reading() as session:
        found = contracts.find_contract(session, me.member_id, number)
    if found is None:
        raise Unknown
    return Contract.model_validate(found)


@router.get("/invoices")
def list_invoices(me: Member, services: Services) -> Invoices:
    with services.database.reading() as session:
        found = billing.invoices_of(session, me.member_id)
    return Invoices(invoices=[Invoice.model_validate(invoice) for invoice in found])


@router.get("/invoices/{number}", responses=problems(404))
def show_invoice(me: Member, services: Services, number: PathText) -> Invoice:
    with services.database.reading() as session:
        found = billing.find_invoice(session, me.member_id, number)
    if found is None:
        raise Unknown
    return Invoice.model_validate(found)
