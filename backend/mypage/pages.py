"""My Page's pages: what every one has around it."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from backend.billing.dates import japanese_date
from backend.container import Container
from backend.members import service as members
from backend.mypage.access import DOOR
from backend.mypage.csrf import GUARD
from backend.mypage.formats import japanese_moment, yen
from backend.pages import rendering

environment = rendering.environment(Path(__file__).parent / "templates")
environment.filters |= {"date": japanese_date, "moment": japanese_moment, "yen": yen}
_pages = rendering.Pages(DOOR, GUARD, environment, rendering.HEADERS, broken="bare_error.html")
go_to = _pages.go_to
bare_error = _pages.bare_error


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

    The template finds besides `context` and what every page finds (backend/pages/rendering.py): `current`, `member` (or
    None), `identity_token_url`, `identity_subject`.
    """
    surroundings = _surroundings(request, services) | {"current": current}
    answer = _pages.page(request, services, template, status=status, context=surroundings | context)
    if "token" in request.path_params:
        # The address is a secret link: not even our own pages need to learn it.
        answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _surroundings(request: Request, services: Container) -> dict[str, Any]:
    signed_in = getattr(request.state, DOOR.signed_in, None)
    if signed_in is None:
        return {"member": None, "identity_token_url": None, "identity_subject": None}
    with services.database.reading() as session:
        member = members.get(session, signed_in.member_id)
    return {
        "member": member,
        "identity_token_url": "/api/me/identity-token",
        # Tells the widget whether the chat it remembers is this member's; means nothing to anybody else.
        "identity_subject": services.vault.token_hash(f"subject:{member.id}")[:16],
    }
