"""The first sign-in: an authenticator app is set up, and backup codes are shown, once."""

from collections.abc import Mapping

import segno
from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.console import cookies, pages
from backend.console.access import PerhapsStaff
from backend.console.csrf import CheckedForm
from backend.console.sign_in import CODE_REFUSED, TOO_OFTEN, Typed, counted, first_page, let_in, may_try, start_over
from backend.container import Container, Services
from backend.pages.browsers import browser_of

router = APIRouter(prefix="/console/enrolment", include_in_schema=False)


@router.get("")
def enrolment_page(request: Request, services: Services, _me: PerhapsStaff) -> Response:
    return _page(request, services)


@router.post("", dependencies=[CheckedForm])
def enrol(request: Request, services: Services, signed_in: PerhapsStaff, code: Typed = "") -> Response:
    """The backup codes are the answer itself: they are kept as hashes, so no later page could show them."""
    if not may_try(request, services):
        return _page(request, services, {"code": TOO_OFTEN}, status=429)
    tried = counted(request, services)
    if tried is None:
        return start_over(services)
    with services.database.unit_of_work() as session:
        settled = services.staff_sign_ins.settle_enrolment(session, tried, code, browser_of(request))
    if settled.is_over:
        return start_over(services)
    if settled.token is None:
        return _page(request, services, {"code": CODE_REFUSED}, status=422)
    shown = pages.page(
        request,
        services,
        "console_backup_codes.html",
        codes=settled.backup_codes,
        is_first=True,
        next=first_page(request, services),
    )
    return let_in(services, signed_in, settled, shown)


def _page(
    request: Request, services: Container, errors: Mapping[str, str] | None = None, *, status: int = 200
) -> Response:
    token = cookies.read(request, services.settings, cookies.PENDING)
    with services.database.reading() as session:
        found = None if token is None else services.staff_sign_ins.enrolment(session, token)
    if found is None:
        return start_over(services)
    return pages.page(
        request,
        services,
        "console_enrolment.html",
        status=status,
        errors=errors or {},
        qr_code=segno.make(found.address, micro=False).svg_data_uri(scale=5, border=3, dark="#000", light="#fff"),
        secret=_in_groups(found.secret),
    )


def _in_groups(secret: str) -> list[str]:
    """Four letters at a time, as they are read out and typed."""
    return [secret[start : start + 4] for start in range(0, len(secret), 4)]
