"""The console's guard against requests that other sites send in a staff member's name (backend/pages/csrf.py).

`CheckedHeader` is a dependency of every route of `/console/api` that changes something, `CheckedForm` of every form.
"""

from typing import Annotated

from fastapi import Depends, Header, Request

from backend.console.access import DOOR, PerhapsStaff, StaffSignInNeeded, look
from backend.container import Services
from backend.pages.csrf import CsrfGuard

GUARD = CsrfGuard(DOOR, look, StaffSignInNeeded)
CheckedForm = GUARD.checked_form()
CheckedLinkForm = GUARD.checked_link_form()


async def check_header(
    request: Request,
    services: Services,
    signed_in: PerhapsStaff,
    x_csrf_token: Annotated[str, Header(max_length=200)] = "",
) -> None:
    """The same for calls of the console's scripts, which nobody makes who is not signed in."""
    if signed_in is None:
        raise StaffSignInNeeded
    GUARD.check(request, services, x_csrf_token)


CheckedHeader = Depends(check_header)
