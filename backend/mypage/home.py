"""マイページ: what needs attention, and the way to everything else."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backend.billing import service as billing
from backend.container import Services
from backend.mypage import pages
from backend.mypage.access import Member
from backend.orders import service as orders

router = APIRouter(prefix="/mypage", include_in_schema=False)


@router.get("")
def home(request: Request, services: Services, me: Member) -> Response:
    with services.database.reading() as session:
        screening = services.paid_registrations.screening(session, me.member_id)
        newest_order = next(iter(orders.orders_of(session, me.member_id)), None)
        newest_invoice = next(iter(billing.invoices_of(session, me.member_id)), None)
    return pages.page(
        request,
        services,
        "members/home.html",
        current="home",
        screening=screening,
        newest_order=newest_order,
        newest_invoice=newest_invoice,
    )
