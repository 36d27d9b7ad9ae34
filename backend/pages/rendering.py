"""Pages made from templates: the headers they are sent with, going on to another page, and what is said there once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backend.container import Container
from backend.pages.csrf import CsrfGuard
from backend.pages.door import Door

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_SHARED_TEMPLATES = Path(__file__).parent / "templates"
_NOTICE = "notice"


def environment(templates: Path) -> Environment:
    """A door's own templates, and the macros of all."""
    return Environment(
        loader=FileSystemLoader([templates, _SHARED_TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class Pages:
    """One door's. `broken` is the template of a page that needs nothing but the shop's name."""

    door: Door
    guard: CsrfGuard
    environment: Environment
    headers: dict[str, str]
    broken: str

    def page(
        self, request: Request, services: Container, template: str, *, status: int, context: dict[str, Any]
    ) -> HTMLResponse:
        """The template finds besides `context`: `is_demo`, `shop_name`, `csrf_field`, `csrf_token`, `notice`."""
        notice = self._notice(request, services)
        surroundings = {
            "is_demo": services.settings.is_demo,
            "shop_name": services.settings.shop_name,
            "csrf_field": self.guard.field(request, services),
            "csrf_token": self.guard.token(request, services),
            "notice": notice,
        }
        html = self.environment.get_template(template).render(surroundings | context)
        answer = HTMLResponse(html, status, headers=self.headers)
        if notice is not None:
            self.door.jar.forget(answer, services.settings, self.door.notice)
        return answer

    def go_to(self, services: Container, address: str, *, notice: str | None = None) -> RedirectResponse:
        """On to another page after a form was carried out; `notice` is said there once."""
        answer = RedirectResponse(address, 303, headers=self.headers)
        if notice is not None:
            signed = services.vault.sign(notice, purpose=self._purpose)
            self.door.jar.write(answer, services.settings, self.door.notice, signed)
        return answer

    def bare_error(self, services: Container, status: int) -> HTMLResponse:
        """Something of ours is broken: a page that needs neither the database nor a session."""
        html = self.environment.get_template(self.broken).render(shop_name=services.settings.shop_name)
        return HTMLResponse(html, status, headers=self.headers)

    def _notice(self, request: Request, services: Container) -> str | None:
        signed = self.door.jar.read(request, services.settings, self.door.notice)
        if signed is None:
            return None
        notice = services.vault.unsign(signed, purpose=self._purpose)
        return notice if isinstance(notice, str) else None

    @property
    def _purpose(self) -> str:
        return self.door.purpose + _NOTICE
