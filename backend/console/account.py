"""A staff member's own account: what they are known by, their backup codes, and their Slack."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.console import fresh_code, pages
from backend.console.access import SignedInStaff, Staff
from backend.console.csrf import CheckedForm
from backend.console.sign_in import CODE_REFUSED, TOO_OFTEN, Typed
from backend.container import Container, Services
from backend.core import peers
from backend.staff import service as staff
from backend.staff.accounts import By
from backend.staff.models import Role
from backend.staff.slack_accounts import NotLinkedError

_UNLINKED = "Slackとの連携を解除しました。"

router = APIRouter(prefix="/console/account", include_in_schema=False)


@router.get("")
def account_page(request: Request, services: Services, me: Staff) -> Response:
    return _page(request, services, me)


@router.post("/backup-codes", dependencies=[CheckedForm])
def renew_backup_codes(request: Request, services: Services, me: Staff, code: Typed = "") -> Response:
    """New codes, shown this once. The app's code stands for the person: a browser left open renews nothing."""
    if not fresh_code.may_try(services, me.staff_id):
        return _page(request, services, me, {"code": TOO_OFTEN}, status=429)
    with services.database.unit_of_work() as session:
        codes = services.staff_sign_ins.renew_backup_codes(session, me.staff_id, code, peers.address(request))
    if codes is None:
        return _page(request, services, me, {"code": CODE_REFUSED}, status=422)
    return pages.page(request, services, "console_backup_codes.html", codes=codes, is_first=False, next="/console")


@router.post("/slack/unlink", dependencies=[CheckedForm])
def unlink_slack(services: Services, me: Staff) -> Response:
    """One's own Slack user is nobody's from now on."""
    try:
        with services.database.unit_of_work() as session:
            services.slack_accounts.unlink(session, me.staff_id, By(me.staff_id, me.address))
    except NotLinkedError:
        return pages.go_to(services, "/console/account")
    return pages.go_to(services, "/console/account", notice=_UNLINKED)


def _page(
    request: Request,
    services: Container,
    me: SignedInStaff,
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    with services.database.reading() as session:
        person = staff.get(session, me.staff_id)
        codes_left = services.staff_second_factor.codes_left(session, me.staff_id)
    return pages.page(
        request,
        services,
        "console_account.html",
        status=status,
        errors=errors or {},
        person=person,
        role_label=Role(person.role).label,
        codes_left=codes_left,
        has_slack=services.settings.has_slack,
    )
