"""My Page's guard against requests that other sites send in a member's name (backend/pages/csrf.py)."""

from typing import Annotated

from fastapi import Depends, Header, Request

from backend.container import Services
from backend.mypage.access import DOOR, PerhapsMember, SignInNeeded, look
from backend.pages.csrf import CsrfGuard

GUARD = CsrfGuard(DOOR, look, SignInNeeded)
CheckedForm = GUARD.checked_form()
CheckedLinkForm = GUARD.checked_link_form()


async def check_header(
    request: Request,
    services: Services,
    _signed_in: PerhapsMember,
    x_csrf_token: Annotated[str, Header(max_length=200)] = "",
) -> None:
    """The same for calls of our own scripts, which send the token in a header."""
    GUARD.check(request, services, x_csrf_token)


CheckedHeader = Depends(check_header)
