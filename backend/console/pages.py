"""The console's pages. They look like My Page's, and say on every one that this is staff's door."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from backend.console.access import DOOR
from backend.console.csrf import GUARD
from backend.container import Container
from backend.pages import rendering
from backend.staff import service as staff

_pages = rendering.Pages(
    DOOR,
    GUARD,
    rendering.environment(Path(__file__).parent / "templates"),
    # The address of a page of staff's is nobody else's business at all.
    rendering.HEADERS | {"Referrer-Policy": "no-referrer"},
    broken="console_broken.html",
)
go_to = _pages.go_to
bare_error = _pages.bare_error


def page(request: Request, services: Container, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page made from its template.

    The template finds besides `context` and what every page finds (backend/pages/rendering.py): `me`, the staff member
    who is signed in, or None.
    """
    signed_in = getattr(request.state, DOOR.signed_in, None)
    me = None
    if signed_in is not None:
        with services.database.reading() as session:
            me = staff.get(session, signed_in.staff_id)
    return _pages.page(request, services, template, status=status, context={"me": me} | context)
