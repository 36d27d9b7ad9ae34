"""Rendering: what every page has around it, which headers it is sent with, and going on to another page."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backend.billing.dates import japanese_date
from backend.container import Container
from backend.members import service as members
from backend.mypage import cookies, csrf
from backend.mypage.formats import japanese_moment, yen

TEMPLATES = Path(__file__).parent / "templates"
_NOTICE = "notice"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}

environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters |= {"date": japanese_date, "moment": japanese_moment, "yen": yen}


def page(
    request: Request,
    services: Container,
    template: str,
    *,
    status: int = 200,
    current: str | None = None,
    **context: Any,
) -> HTMLResponse:
    """A page made from its template. `current` is its entry in the navigation.

    The template finds besides `context`: `is_demo`, `member` (or None), `csrf_field`, `csrf_token`, `notice`,
    `identity_token_url`, `identity_subject`, `shop_name`.
    """
    surroundings = _surroundings(request, services, current)
    html = environment.get_template(template).render(surroundings | context)
    answer = HTMLResponse(html, status, headers=HEADERS)
    if "token" in request.path_params:
        # The address is a secret link: not even our own pages need to learn it.
        answer.headers["Referrer-Policy"] = "no-referrer"
    if surroundings["notice"] is not None:
        cookies.forget(answer, services.settings, cookies.NOTICE)
    return answer


def go_to(services: Container, address: str, *, notice: str | None = None) -> RedirectResponse:
    """On to another page after a form was carried out; `notice` is said there once."""
    answer = RedirectResponse(address, 303, headers=HEADERS)
    if notice is not None:
        cookies.write(answer, services.settings, cookies.NOTICE, services.vault.sign(notice, purpose=_NOTICE))
    return answer


def bare_error(services: Container, status: int) -> HTMLResponse:
    """Something of ours is broken: a page that needs neither the database nor a session."""
    html = environment.get_template("bare_error.html").render(shop_name=services.settings.shop_name)
    return HTMLResponse(html, status, headers=HEADERS)


def _surroundings(request: Request, services: Container, current: str | None) -> dict[str, Any]:
    signed_in = getattr(request.state, "signed_in", None)
    member = None
    if signed_in is not None:
        with services.database.reading() as session:
            member = members.get(session, signed_in.member_id)
    return {
        "is_demo": services.settings.is_demo,
        "shop_name": services.settings.shop_name,
        "member": member,
        "current": current,
        "csrf_field": csrf.field(request, services),
        "csrf_token": csrf.token(request, services),
        "notice": _notice(request, services),
        "identity_token_url": None if member is None else "/api/me/identity-token",
        # Tells the widget whether the chat it remembers is this member's; means nothing to anybody else.
        "identity_subject": None if member is None else services.vault.token_hash(f"subject:{member.id}")[:16],
    }


def _notice(request: Request, services: Container) -> str | None:
    signed = cookies.read(request, services.settings, cookies.NOTICE)
    if signed is None:
        return None
    notice = services.vault.unsign(signed, purpose=_NOTICE)
    return notice if isinstance(notice, str) else None
