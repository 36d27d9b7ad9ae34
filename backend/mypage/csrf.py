"""Against forms that other sites send in a member's name (OWASP's CSRF Cheat Sheet).

Every form carries a token made from a cookie that other sites can neither read nor set: the session's, or a visitor's
before signing in. A form from another origin is refused besides, by what the browser says of where it comes from.
"""

import hmac
from typing import Annotated

from fastapi import Depends, Form, Header, Request
from markupsafe import Markup

from backend.container import Container, Services
from backend.core import origins
from backend.core.crypto import new_token
from backend.core.problems import Problem
from backend.mypage import cookies
from backend.mypage.access import PerhapsMember, SignInNeeded

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_PURPOSE = "csrf:"


class CsrfProblem(Problem):
    """403; My Page shows it as a page that leads back to the form."""

    def __init__(self) -> None:
        super().__init__(403, "csrf_token_invalid", "ページの有効期限が切れたため、受け付けられませんでした。")


def anchor(request: Request, services: Container) -> str:
    """What this browser's tokens are made from: stable for a session, and for a visitor.

    A session's own token changes while it is used, so its number is taken, which only the server knows to be signed in.
    """
    signed_in = getattr(request.state, "signed_in", None)
    if signed_in is not None:
        return f"session:{signed_in.session_id}"
    visitor: str | None = getattr(request.state, "new_visitor", None)
    visitor = visitor or cookies.read(request, services.settings, cookies.VISITOR)
    if visitor is None:
        visitor = request.state.new_visitor = new_token()
    return f"visitor:{visitor}"


def token(request: Request, services: Container) -> str:
    return services.vault.token_hash(_PURPOSE + anchor(request, services))


def field(request: Request, services: Container) -> Markup:
    """The hidden input of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token(request, services))


# Both ask who is signed in first, whatever the order in which a route needs things: the token is tied to the session.
async def check_form(
    request: Request,
    services: Services,
    _signed_in: PerhapsMember,
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> None:
    """A dependency of every form's route. Raises 403, or 401 where the session has ended since the form was shown."""
    refuse_multipart(request)
    _check(request, services, csrf_token)


async def check_link_form(request: Request, services: Services, _signed_in: PerhapsMember) -> None:
    """The same behind a mailed link, without a token: the address is the secret, and no cookie counts for anything."""
    refuse_multipart(request)
    if not origins.is_from_here(request, services.settings.base_url):
        raise CsrfProblem


async def check_header(
    request: Request,
    services: Services,
    _signed_in: PerhapsMember,
    x_csrf_token: Annotated[str, Header(max_length=200)] = "",
) -> None:
    """The same for calls of our own scripts, which send the token in a header."""
    _check(request, services, x_csrf_token)


def refuse_multipart(request: Request) -> None:
    """415: no form of ours is sent so; its client names the charset, and some decode to what nothing can hold."""
    if request.headers.get("content-type", "").lower().startswith("multipart/"):
        raise Problem(
            415, "unsupported_media_type", "この形式では受け付けられません。画面のフォームから送信してください。"
        )


def is_right(request: Request, services: Container, given: str, expected: str) -> bool:
    """Whether this is the token. Raises 403 for what another site has the browser send, whatever the token."""
    if not origins.is_from_here(request, services.settings.base_url):
        raise CsrfProblem
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def _check(request: Request, services: Container, given: str) -> None:
    if is_right(request, services, given, token(request, services)):
        return
    if _has_ended(request, services):
        raise SignInNeeded
    raise CsrfProblem


def _has_ended(request: Request, services: Container) -> bool:
    """Whether this browser was signed in when it got its form, so that signing in again is what helps."""
    signed_in = getattr(request.state, "signed_in", None)
    return signed_in is None and cookies.read(request, services.settings, cookies.SESSION) is not None


CheckedForm = Depends(check_form)
CheckedLinkForm = Depends(check_link_form)
CheckedHeader = Depends(check_header)
