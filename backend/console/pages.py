"""Rendering of the console's pages. They look like My Page's, and say on every one that this is staff's door."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import ChoiceLoader, FileSystemLoader

from backend.console import cookies, csrf
from backend.container import Container
from backend.mypage import pages as my_page
from backend.staff import service as staff

_NOTICE = "staff-notice"
# As My Page's, but the address of a page of staff's is nobody else's business at all.
_HEADERS = my_page.HEADERS | {"Referrer-Policy": "no-referrer"}

# Its own templates come first: what they share is My Page's.
_environment = my_page.environment.overlay(
    loader=ChoiceLoader([FileSystemLoader(Path(__file__).parent / "templates"), FileSystemLoader(my_page.TEMPLATES)])
)


def page(request: Request, services: Container, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page made from its template.

    The template finds besides `context`: `is_demo`, `shop_name`, `me` (the staff member, or None), `csrf_field`,
    `csrf_token`, `notice`.
    """
    surroundings = _surroundings(request, services)
    html = _environment.get_template(template).render(surroundings | context)
    answer = HTMLResponse(html, status, headers=_HEADERS)
    if surroundings["notice"] is not None:
        cookies.forget(answer, services.settings, cookies.NOTICE)
    return answer


def go_to(services: Container, address: str, *, notice: str | None = None) -> RedirectResponse:
    """On to another page after a form was carried out; `notice` is said there once."""
    answer = RedirectResponse(address, 303, headers=_HEADERS)
    if notice is not None:
        cookies.write(answer, services.settings, cookies.NOTICE, services.vault.sign(notice, purpose=_NOTICE))
    return answer


def bare_error(services: Container, status: int) -> HTMLResponse:
    """Something of ours is broken: a page that needs neither the database nor a session."""
    html = _environment.get_template("console_broken.html").render(shop_name=services.settings.shop_name)
    return HTMLResponse(html, status, headers=_HEADERS)


def _surroundings(request: Request, services: Container) -> dict[str, Any]:
    signed_in = getattr(request.state, "staff", None)
    me = None
    if signed_in is not None:
        with services.database.reading() as session:
            me = staff.get(session, signed_in.staff_id)
    return {
        "is_demo": services.settings.is_demo,
        "shop_name": services.settings.shop_name,
        "me": me,
        "csrf_field": csrf.field(request, services),
        "csrf_token": csrf.token(request, services),
        "notice": _notice(request, services),
    }


def _notice(request: Request, services: Container) -> str | None:
    signed = cookies.read(request, services.settings, cookies.NOTICE)
    if signed is None:
        return None
    notice = services.vault.unsign(signed, purpose=_NOTICE)
    return notice if isinstance(notice, str) else None
