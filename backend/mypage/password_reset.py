"""パスワードをお忘れの方: the request, and the page behind the mailed link.

The link's token is in the path, so that the page works without scripts; nothing on it loads from elsewhere, no referrer
is sent, nothing is cached, and the server keeps no access log.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from backend.container import Container, Services
from backend.core import peers
from backend.core.text import cleaned
from backend.mypage import pages
from backend.mypage.access import PerhapsMember
from backend.mypage.csrf import CheckedForm, CheckedLinkForm
from backend.pages.hashing import hashes_passwords
from backend.pages.limits import allows_address
from backend.pages.password_form import POLICY, Password, password_errors

_NO_LOGIN_ID = "ログインIDを入力してください。"
_TOO_OFTEN = "お申し込みが続いたため、受け付けられませんでした。しばらくしてから、もう一度お試しください。"

Errors = Mapping[str, str | Sequence[str]]
router = APIRouter(prefix="/password-reset", include_in_schema=False)


@router.get("")
def request_page(request: Request, services: Services, _me: PerhapsMember) -> Response:
    return _request_page(request, services, {})


@router.post("", dependencies=[CheckedForm])
def ask(request: Request, services: Services, login_id: Annotated[str, Form(max_length=1000)] = "") -> Response:
    """The same words after the same work, whatever the login id."""
    if not cleaned(login_id):
        return _request_page(request, services, {"login_id": _NO_LOGIN_ID}, status=422)
    if not allows_address(request, services, services.settings.sign_ins_per_address, "resets-of-address"):
        return _request_page(request, services, {"form": _TOO_OFTEN}, status=429)
    with services.database.unit_of_work() as session:
        services.password_resets.request(session, login_id, address=peers.address(request))
    return pages.go_to(services, "/password-reset/sent")


@router.get("/sent")
def sent(request: Request, services: Services, _me: PerhapsMember) -> Response:
    minutes = services.settings.reset_link_valid_seconds // 60
    return pages.page(request, services, "sign_in/reset_sent.html", valid_minutes=minutes)


@router.get("/done")
def done(request: Request, services: Services, _me: PerhapsMember) -> Response:
    return pages.page(request, services, "sign_in/reset_done.html")


@router.get("/{token}")
def form(request: Request, services: Services, _me: PerhapsMember, token: str) -> Response:
    """Looking at the page uses nothing up: mail scanners open links too."""
    return _form(request, services, {}) if _is_usable(services, token) else _gone(request, services)


@router.post("/{token}", dependencies=[CheckedLinkForm])
@hashes_passwords
def set_password(
    request: Request,
    services: Services,
    token: str,
    password: Password = "",
    password_again: Password = "",
) -> Response:
    if not _is_usable(services, token):
        return _gone(request, services)
    if errors := password_errors(password, password_again):
        return _form(request, services, errors)
    # Hashing takes a while: no transaction is open meanwhile.
    password_hash = services.passwords.hash(password)
    with services.database.unit_of_work() as session:
        is_set = services.password_resets.set_password(session, token, password_hash, address=peers.address(request))
    return pages.go_to(services, "/password-reset/done") if is_set else _gone(request, services)


def _is_usable(services: Container, token: str) -> bool:
    with services.database.reading() as session:
        return services.password_resets.is_usable(session, token)


def _request_page(request: Request, services: Container, errors: Errors, *, status: int = 200) -> Response:
    return pages.page(request, services, "sign_in/reset_request.html", status=status, errors=errors)


def _form(request: Request, services: Container, errors: Errors) -> Response:
    status = 422 if errors else 200
    return pages.page(request, services, "sign_in/reset_form.html", status=status, policy=POLICY, errors=errors)


def _gone(request: Request, services: Container) -> Response:
    """The same for a link that was used, has expired or never was."""
    return pages.page(request, services, "sign_in/reset_gone.html", status=410)
