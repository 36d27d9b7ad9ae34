"""注文一覧 and 注文詳細."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.container import Services
from backend.contracts import service as contracts
from backend.core.openapi import PathText
from backend.core.problems import Problem
from backend.mypage import pages
from backend.mypage.access import Member
from backend.orders import service as orders
from backend.orders.cancelling import CANNOT, instead_of_cancelling

router = APIRouter(include_in_schema=False)


@router.get("/mypage/orders")
def list_orders(request: Request, me: Member, services: Services) -> Response:
    with services.database.reading() as session:
        found = orders.orders_of(session, me.member_id)
    return pages.page(request, services, "orders/list.html", current="orders", orders=found)


@router.get("/mypage/orders/{number}")
def show_order(request: Request, me: Member, services: Services, number: PathText) -> Response:
    with services.database.reading() as session:
        order = orders.find_order(session, me.member_id, number)
        if order is None:
            raise Problem(404, "not_found", "見つかりませんでした。")
        history = orders.history_of(session, order)
        contract = contracts.of_order(session, order.id)
    return pages.page(
        request,
        services,
        "orders/detail.html",
        current="orders",
        order=order,
        history=history,
        contract=contract,
        service_address=services.settings.service_page.format(service=order.service),
        cannot=CANNOT,
        instead=instead_of_cancelling(contract),
    )
