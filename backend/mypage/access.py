"""Who is signed in, and what happens to those who are not."""

from typing import Annotated
from urllib.parse import quote, urlsplit

from anyio import to_thread
from fastapi import Depends, Request
from starlette.routing import Match

from backend.container import Container, Services
from backend.core.openapi import session_cookie
from backend.core.problems import Problem
from backend.members import service as members
from backend.mypage import cookies
from backend.pages.door import Door
from backend.sign_in.sessions import SignedIn

HOME = "/mypage"
DOOR = Door(
    cookies.JAR,
    cookies.SESSION,
    cookies.VISITOR,
    cookies.NOTICE,
    signed_in="signed_in",
    new_visitor="new_visitor",
    purpose="",
)


class SignInNeeded(Problem):
    """401; the pages send the browser to the sign-in page and bring it back afterwards."""

    def __init__(self) -> None:
        super().__init__(401, "sign_in_needed", "ログインしてください。")


async def look(request: Request, services: Services) -> SignedIn | None:
    """The living session this browser has, or None. Known to templates and to the answer from then on."""
    if not hasattr(request.state, "signed_in"):
        await to_thread.run_sync(look_in_thread, request, services)
    found: SignedIn | None = request.state.signed_in
    return found


def look_in_thread(request: Request, services: Container) -> None:
    """What `look` does, for what already runs in a thread: an address without a route has nobody who has looked."""
    if hasattr(request.state, "signed_in"):
        return
    token = cookies.read(request, services.settings, cookies.SESSION)
    request.state.signed_in = None if token is None else _find(services, token)


def _find(services: Container, token: str) -> SignedIn | None:
    with services.database.reading() as session:
        found = services.sessions.find(session, token)
        if found is None or not members.may_use_account(members.get(session, found.member_id)):
            return None
        signed_in = SignedIn(found.id, found.member_id)
        if not services.sessions.needs_touch(found):
            return signed_in
    with services.database.unit_of_work() as session:
        return SignedIn(found.id, found.member_id, services.sessions.touch(session, found.id))


# The scheme only describes the cookie in OpenAPI; it is read by `look`, under the name it has here.
async def _need(
    request: Request, services: Services, _described: Annotated[str | None, Depends(session_cookie)]
) -> SignedIn:
    signed_in = await look(request, services)
    if signed_in is None:
        raise SignInNeeded
    return signed_in


def sign_in_address(request: Request) -> str:
    """The sign-in page, told where to go on to: a page that can be looked at, for a form the one it was on."""
    wanted = page_of(request)
    if wanted is None or not wanted.startswith("/mypage"):
        return "/sign-in"
    return f"/sign-in?next={quote(wanted)}"


def page_of(request: Request) -> str | None:
    """The page a request was made from: its own address if that can be looked at, else the nearest one above it."""
    path, query = request.url.path, request.url.query
    while path.strip("/"):
        scope = {**request.scope, "method": "GET", "path": path}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            return f"{path}?{query}" if query and path == request.url.path else path
        path = path.rpartition("/")[0]
    return None


def safe_next(address: str | None) -> str:
    """Where to go after signing in: a page of My Page, never another site (open redirect)."""
    wanted = address or ""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    is_ours = not parts.scheme and not parts.netloc and "\\" not in wanted
    # urlsplit drops line breaks and tabs; a browser may too, so what is left must be all there was.
    is_whole = parts.geturl() == wanted
    is_my_page = parts.path == HOME or parts.path.startswith(f"{HOME}/")
    return wanted if is_ours and is_whole and is_my_page else HOME


# Needs a session, or looks whether there is one.
Member = Annotated[SignedIn, Depends(_need)]
PerhapsMember = Annotated[SignedIn | None, Depends(look)]
