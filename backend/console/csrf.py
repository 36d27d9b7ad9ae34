"""Against requests that other sites send in a staff member's name: as on My Page, for the console's own cookies.

`CheckedHeader` is a dependency of every route of `/console/api` that changes something, `CheckedForm` of every form.
"""

from typing import Annotated

from fastapi import Depends, Form, Header, Request
from markupsafe import Markup

from backend.console import cookies
from backend.console.access import PerhapsStaff, StaffSignInNeeded
from backend.container import Container, Services
from backend.core import origins
from backend.core.crypto import new_token
from backend.mypage.csrf import FIELD, HEADER, CsrfProblem, is_right, refuse_multipart

_PURPOSE = "staff-csrf:"

__all__ = ["FIELD", "HEADER", "CheckedForm", "CheckedHeader", "CheckedLinkForm", "field", "session_token", "token"]


def session_token(services: Container, session_id: int) -> str:
    """What a living session's requests carry, as long as it lives."""
    return services.vault.token_hash(f"{_PURPOSE}session:{session_id}")


def token(request: Request, services: Container) -> str:
    """What this browser's forms and scripts carry: made from its session, or from a visitor's cookie before that."""
    signed_in = getattr(request.state, "staff", None)
    if signed_in is not None:
        return session_token(services, signed_in.session_id)
    visitor: str | None = getattr(request.state, "new_staff_visitor", None)
    visitor = visitor or cookies.read(request, services.settings, cookies.VISITOR)
    if visitor is None:
        visitor = request.state.new_staff_visitor = new_token()
    return services.vault.token_hash(f"{_PURPOSE}visitor:{visitor}")


def field(request: Request, services: Container) -> Markup:
    """The hidden input of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token(request, services))


# All ask who is signed in first, whatever the order in which a route needs things: the token is tied to the session.
async def check_form(
    request: Request,
    services: Services,
    _signed_in: PerhapsStaff,
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> None:
    """Raises 403, or 401 where the session has ended since the form was shown."""
    refuse_multipart(request)
    _check(request, services, csrf_token)


async def check_link_form(request: Request, services: Services, _signed_in: PerhapsStaff) -> None:
    """The same behind a mailed link, without a token: the address is the secret, and no cookie counts for anything."""
    refuse_multipart(request)
    if not origins.is_from_here(request, services.settings.base_url):
        raise CsrfProblem


async def check_header(
    request: Request,
    services: Services,
    signed_in: PerhapsStaff,
    x_csrf_token: Annotated[str, Header(max_length=200)] = "",
) -> None:
    """The same for calls of the console's scripts, which nobody makes who is not signed in."""
    if signed_in is None:
        raise StaffSignInNeeded
    _check(request, services, x_csrf_token)


def _check(request: Request, services: Container, given: str) -> None:
    if is_right(request, services, given, token(request, services)):
        return
    has_ended = request.state.staff is None and cookies.read(request, services.settings, cookies.SESSION) is not None
    raise StaffSignInNeeded if has_ended else CsrfProblem


CheckedForm = Depends(check_form)
CheckedLinkForm = Depends(check_link_form)
CheckedHeader = Depends(check_header)
