"""退会の申請."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from backend.container import Container, Services
from backend.contracts import service as contracts
from backend.contracts.withdrawal import StillInUse
from backend.core import peers
from backend.core.text import cleaned
from backend.mypage import pages
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedForm
from backend.tickets.models import LONGEST_BODY

router = APIRouter(include_in_schema=False)
_HERE = "/mypage/withdrawal"


@router.get(_HERE)
def show(request: Request, me: Member, services: Services) -> Response:
    return _page(request, services, me.member_id)


@router.post(_HERE, dependencies=[CheckedForm])
def ask(
    request: Request,
    me: Member,
    services: Services,
    reason: Annotated[str, Form()] = "",
    understood: Annotated[str, Form()] = "",
) -> Response:
    reason = cleaned(reason)
    errors = {}
    if len(reason) > LONGEST_BODY:
        errors["reason"] = f"退会の理由は{LONGEST_BODY}文字以内で入力してください。"
    if understood != "on":
        errors["understood"] = "内容をご確認のうえ、チェックを入れてください。"
    if errors:
        return _page(request, services, me.member_id, reason=reason, errors=errors)
    services.limiter.check(services.settings.acts_per_member, "acts", str(me.member_id))
    try:
        with services.database.unit_of_work() as session:
            ticket = services.withdrawals.ask(session, me.member_id, reason, address=peers.address(request))
    except StillInUse:
        return _page(request, services, me.member_id)
    return pages.go_to(services, _HERE, notice=f"退会の申請を受け付けました。受付番号は{ticket.number}です。")


def _page(
    request: Request, services: Container, member_id: int, *, reason: str = "", errors: dict[str, str] | None = None
) -> Response:
    with services.database.reading() as session:
        in_use = contracts.in_use(session, member_id)
        asked = services.withdrawals.open_request(session, member_id)
    return pages.page(
        request,
        services,
        "contracts/withdrawal.html",
        status=422 if errors else 200,
        in_use=in_use,
        asked=asked,
        reason=reason,
        longest=LONGEST_BODY,
        errors=errors,
    )
