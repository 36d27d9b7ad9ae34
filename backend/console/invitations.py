"""The page behind an invitation's link: a colleague sets a password.

The link's token is in the path, so that the page works without scripts; nothing on it loads from elsewhere, no referrer
is sent, nothing is cached, and the server keeps no access log.
"""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.console import pages
from backend.console.access import PerhapsStaff
from backend.console.csrf import CheckedLinkForm
from backend.container import Container, Services
from backend.core import peers
from backend.pages.hashing import hashes_passwords
from backend.pages.password_form import POLICY, Password, password_errors

_SET = "パスワードを設定しました。ログインしてください。"

Errors = Mapping[str, str | Sequence[str]]
router = APIRouter(prefix="/console/invitation", include_in_schema=False)


@router.get("/{token}")
def form(request: Request, services: Services, _me: PerhapsStaff, token: str) -> Response:
    """Looking at the page uses nothing up: mail scanners open links too."""
    login_id = _invited(services, token)
    return _gone(request, services) if login_id is None else _form(request, services, login_id, {})


@router.post("/{token}", dependencies=[CheckedLinkForm])
@hashes_passwords
def set_password(
    request: Request, services: Services, token: str, password: Password = "", password_again: Password = ""
) -> Response:
    login_id = _invited(services, token)
    if login_id is None:
        return _gone(request, services)
    if errors := password_errors(password, password_again):
        return _form(request, services, login_id, errors)
    # Hashing takes a while: no transaction is open meanwhile.
    password_hash = services.passwords.hash(password)
    with services.database.unit_of_work() as session:
        is_set = services.staff_invitations.set_password(session, token, password_hash, address=peers.address(request))
    return pages.go_to(services, "/console/sign-in", notice=_SET) if is_set else _gone(request, services)


def _invited(services: Container, token: str) -> str | None:
    """The login id of whom this link is for."""
    with services.database.reading() as session:
        person = services.staff_invitations.invited(session, token)
        return None if person is None else person.login_id


def _form(request: Request, services: Container, login_id: str, errors: Errors) -> Response:
    return pages.page(
        request,
        services,
        "console_invitation.html",
        status=422 if errors else 200,
        policy=POLICY,
        login_id=login_id,
        errors=errors,
    )


def _gone(request: Request, services: Container) -> Response:
    """The same for a link that was used, has expired or never was."""
    return pages.page(request, services, "console_invitation_gone.html", status=410)
