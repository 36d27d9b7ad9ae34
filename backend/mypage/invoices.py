"""請求一覧 and 請求詳細."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from backend.billing import service as billing
from backend.billing.invoice_document import REGISTRATION_NUMBER, document_of
from backend.billing.models import Invoice
from backend.container import Services
from backend.core.openapi import PathText
from backend.core.problems import Problem
from backend.mypage import pages
from backend.mypage.access import Member

router = APIRouter(include_in_schema=False)

# A shorter list is read faster than filtered.
_FILTERED_FROM = 12
_ALL = "all"

Chosen = Annotated[str, Query(max_length=40)]


@router.get("/mypage/invoices")
def list_invoices(
    request: Request, me: Member, services: Services, usage_month: Chosen = _ALL, service: Chosen = _ALL
) -> Response:
    with services.database.reading() as session:
        everything = billing.invoices_of(session, me.member_id)
    return pages.page(
        request,
        services,
        "billing/invoices.html",
        current="invoices",
        invoices=[
            invoice
            for invoice in everything
            if usage_month in {_ALL, str(invoice.usage_month)} and service in {_ALL, invoice.service}
        ],
        has_any=bool(everything),
        filters=_filters(everything, usage_month=usage_month, service=service),
    )


def _filters(invoices: Sequence[Invoice], **chosen: str) -> dict[str, tuple[str, list[tuple[str, str]]]] | None:
    """By field: what is chosen, and what there is to choose; None for a list that needs none."""
    if len(invoices) < _FILTERED_FROM:
        return None
    months = {str(each.usage_month): each.usage_month.label for each in invoices}
    kinds = {each.service: each.service_label for each in sorted(invoices, key=lambda each: each.service)}
    return {
        "usage_month": (chosen["usage_month"], [(_ALL, "すべての利用月"), *months.items()]),
        "service": (chosen["service"], [(_ALL, "すべてのサービス"), *kinds.items()]),
    }


@router.get("/mypage/invoices/{number}")
def show_invoice(request: Request, me: Member, services: Services, number: PathText) -> Response:
    with services.database.reading() as session:
        invoice = billing.find_invoice(session, me.member_id, number)
        if invoice is None:
            raise Problem(404, "not_found", "見つかりませんでした。")
        document = document_of(session, invoice)
    return pages.page(
        request,
        services,
        "billing/invoice.html",
        current="invoices",
        document=document,
        invoice=invoice,
        issuer=services.settings.invoice_issuer,
        registration_number=REGISTRATION_NUMBER,
    )
