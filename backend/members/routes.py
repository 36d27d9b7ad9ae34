"""The pages on which a member sets a new password.

The link's token is in the path, so that the page works without scripts; nothing on the page loads from elsewhere, no
referrer is sent, nothing is cached, and the server keeps no access log.
"""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from backend.container import Services
from backend.core.database import Database
from backend.members.password_policy import MINIMUM_LENGTH, SYMBOLS, Rule, broken_rules
from backend.members.password_reset import PasswordResets

_HERE = Path(__file__).parent
_ASSETS = {"password_reset.css": "text/css", "password_reset.js": "text/javascript"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}

MISMATCH = "2つの入力欄のパスワードが一致していません。同じパスワードを入力してください"


def _surroundings(request: Request) -> dict[str, bool]:
    """What every page has to know; the demo's pages say that they are."""
    return {"is_demo": request.app.state.container.settings.is_demo}


templates = Jinja2Templates(_HERE / "templates", context_processors=[_surroundings])
router = APIRouter(prefix="/password-reset", include_in_schema=False)


@router.get("/done")
def done(request: Request) -> HTMLResponse:
    return _page(request, "password_reset_done.html")


@router.get("/assets/{name}")
def asset(name: str) -> FileResponse:
    if name not in _ASSETS:
        raise HTTPException(404)
    return FileResponse(_HERE / "assets" / name, media_type=_ASSETS[name])


@router.get("/{token}")
def form(request: Request, token: str, services: Services) -> HTMLResponse:
    """Looking at the page uses nothing up: mail scanners open links too."""
    if not _is_usable(services.database, services.password_resets, token):
        return _gone(request)
    return _form(request, errors=[])


@router.post("/{token}")
def set_password(
    request: Request,
    token: str,
    services: Services,
    password: Annotated[str, Form()] = "",
    password_again: Annotated[str, Form()] = "",
) -> Response:
    resets = services.password_resets
    if not _is_usable(services.database, resets, token):
        return _gone(request)
    errors = [rule.label for rule in broken_rules(password)]
    if password != password_again:
        errors.append(MISMATCH)
    if errors:
        return _form(request, errors=errors)
    # Hashing takes a while: no transaction is open meanwhile.
    password_hash = resets.passwords.hash(password)
    with services.database.unit_of_work() as session:
        is_set = resets.set_password(session, token, password_hash)
    return RedirectResponse("/password-reset/done", 303, headers=_HEADERS) if is_set else _gone(request)


def _is_usable(database: Database, resets: PasswordResets, token: str) -> bool:
    with database.reading() as session:
        return resets.is_usable(session, token)


def _form(request: Request, *, errors: list[str]) -> HTMLResponse:
    policy = {"rules": [rule for rule in Rule if rule is not Rule.ONLY_ALLOWED], "symbols": SYMBOLS}
    context = {"errors": errors, "minimum_length": MINIMUM_LENGTH, **policy}
    return _page(request, "password_reset_form.html", context, status=422 if errors else 200)


def _gone(request: Request) -> HTMLResponse:
    """The same for a link that was used, has expired or never was."""
    return _page(request, "password_reset_gone.html", status=410)


def _page(
    request: Request, template: str, context: dict[str, object] | None = None, *, status: int = 200
) -> HTMLResponse:
    return templates.TemplateResponse(request, template, context or {}, status_code=status, headers=_HEADERS)
