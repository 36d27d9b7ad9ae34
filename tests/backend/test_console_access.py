"""Nobody gets past the console's door without both factors: every route below `/console` is tried as everybody else.

New routes are tried by themselves. What is kept from all of them is a conversation with a word in it that nobody else
says.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from backend.console import cookies
from backend.console.access import Admin, Staff
from backend.container import Container
from backend.pages.csrf import HEADER
from backend.staff.models import StaffSession
from tests.backend.conftest import Visitor
from tests.backend.desk import ADMIN, AGENT, Desk
from tests.backend.pages import Browser
from tests.backend.routes import routes_of
from tests.backend.signing_in import SAKURA
from tests.backend.staff_signing_in import change, enter_password

SECRET_WORD = "ひみつのことば"

# Where somebody signs in, and what only leads there.
OPEN = {
    ("GET", "/console/sign-in"),
    ("POST", "/console/sign-in"),
    ("GET", "/console/sign-in/code"),
    ("POST", "/console/sign-in/code"),
    ("GET", "/console/sign-in/backup-code"),
    ("POST", "/console/sign-in/backup-code"),
    ("GET", "/console/enrolment"),
    ("POST", "/console/enrolment"),
    ("POST", "/console/sign-out"),
    ("GET", "/console/invitation/{token}"),
    ("POST", "/console/invitation/{token}"),
    ("GET", "/console/slack/link"),
}


@dataclass(frozen=True)
class Guarded:
    """A route that only staff may use."""

    method: str
    path: str
    is_for_admins: bool

    @property
    def address(self) -> str:
        return re.sub(r"\{[^}]+\}", "1", self.path)


@pytest.fixture
def conversation(visitor: Visitor) -> Visitor:
    visitor.says(f"{SECRET_WORD}をおしえてください")
    return visitor


@pytest.fixture
def guarded(client: TestClient) -> list[Guarded]:
    found = [
        Guarded(method, route.path, is_for_admins=_asks_for_admin(route))
        for route in routes_of(client)
        if route.path == "/console" or route.path.startswith("/console/")
        for method in sorted(route.methods - {"HEAD"})
        if (method, route.path) not in OPEN
    ]
    assert len(found) > 10
    return found


def _asks_for_admin(route: object) -> bool:
    needed = Admin.__metadata__[0].dependency
    return any(dependant.call is needed for dependant in route.dependant.dependencies)  # type: ignore[attr-defined]


def call(client: TestClient, route: Guarded, conversation: Visitor, **headers: str) -> Response:
    """About the conversation there is, wherever a conversation is asked about."""
    address = re.sub(r"\{conversation_id(:\w+)?\}", conversation.id, route.path)
    address = re.sub(r"\{[^}]+\}", "1", address)
    query = {} if route.method != "GET" else {"conversation": conversation.id, "q": SECRET_WORD, "view": "all"}
    body = None if route.method == "GET" else {}
    return client.request(route.method, address, params=query, json=body, headers=headers, follow_redirects=False)


def assert_shut(answer: Response, route: Guarded) -> None:
    if route.path.startswith("/console/api/"):
        assert answer.status_code == 401, (route, answer.status_code)
        assert answer.json()["code"] == "sign_in_needed", route
    else:
        is_away = answer.status_code == 303 and answer.headers["location"] == "/console/sign-in"
        assert is_away or answer.status_code == 403, (route, answer.status_code)
    assert SECRET_WORD not in answer.text, route
    assert cookies.SESSION not in answer.cookies, route


def nobody(client: TestClient, container: Container) -> dict[str, str]:
    client.cookies.clear()
    return {}


def a_member(client: TestClient, container: Container) -> dict[str, str]:
    Browser(client, container).sign_in(SAKURA.login_id)
    return {}


def a_members_token_in_staffs_cookie(client: TestClient, container: Container) -> dict[str, str]:
    Browser(client, container).sign_in(SAKURA.login_id)
    [token] = [cookie.value for cookie in client.cookies.jar]
    client.cookies.clear()
    return {"Cookie": f"{cookies.SESSION}={token}"}


def a_conversation(client: TestClient, container: Container) -> dict[str, str]:
    client.cookies.clear()
    return Visitor(client).headers


def only_the_password(client: TestClient, container: Container) -> dict[str, str]:
    browser = Browser(client, container)
    assert enter_password(browser).path == "/console/sign-in/code"
    return {}


def the_password_as_a_session(client: TestClient, container: Container) -> dict[str, str]:
    only_the_password(client, container)
    [token] = [cookie.value for cookie in client.cookies.jar if cookie.name == cookies.PENDING]
    client.cookies.clear()
    return {"Cookie": f"{cookies.SESSION}={token}"}


def somebody_not_enrolled(client: TestClient, container: Container) -> dict[str, str]:
    """A session's row alone, as it is not made by anything, for somebody without a second factor."""
    desk = Desk(client, container).sign_in(AGENT)
    change(container, AGENT, enrolled_at=None)
    return _as(client, desk)


def somebody_disabled(client: TestClient, container: Container) -> dict[str, str]:
    desk = Desk(client, container).sign_in(AGENT)
    change(container, AGENT, disabled_at=container.clock.now())
    return _as(client, desk)


def a_session_that_was_closed(client: TestClient, container: Container) -> dict[str, str]:
    desk = Desk(client, container).sign_in(AGENT)
    with container.database.unit_of_work() as session:
        container.staff_sessions.close_all(session, desk.staff_id)
    return _as(client, desk)


def _as(client: TestClient, desk: Desk) -> dict[str, str]:
    client.cookies.clear()
    [token] = [cookie.value for cookie in desk.client.cookies.jar]
    return {"Cookie": f"{cookies.SESSION}={token}", HEADER: desk.token}


@pytest.mark.parametrize(
    "somebody",
    [
        nobody,
        a_member,
        a_members_token_in_staffs_cookie,
        a_conversation,
        only_the_password,
        the_password_as_a_session,
        somebody_not_enrolled,
        somebody_disabled,
        a_session_that_was_closed,
    ],
)
def test_every_route_is_shut_for(
    somebody: Callable[[TestClient, Container], dict[str, str]],
    client: TestClient,
    container: Container,
    conversation: Visitor,
    guarded: list[Guarded],
) -> None:
    headers = somebody(client, container)

    for route in guarded:
        assert_shut(call(client, route, conversation, **headers), route)


def test_agents_are_kept_from_what_is_for_admins(
    client: TestClient, container: Container, conversation: Visitor, guarded: list[Guarded]
) -> None:
    headers = _as(client, Desk(client, container).sign_in(AGENT))
    for_admins = [route for route in guarded if route.is_for_admins]

    assert {"/console/api/staff-accounts", "/console/api/audit"} <= {route.path for route in for_admins}
    for route in for_admins:
        answer = call(client, route, conversation, **headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "admin_needed"), route
        assert SECRET_WORD not in answer.text


def test_admins_and_agents_are_let_in(
    client: TestClient, container: Container, conversation: Visitor, guarded: list[Guarded]
) -> None:
    """That the routes above are shut is worth something only if they open at all."""
    headers = _as(client, Desk(client, container).sign_in(ADMIN))
    looked_at = [route for route in guarded if route.method == "GET" and "events" not in route.path]
    answered = {route.path: call(client, route, conversation, **headers).status_code for route in looked_at}

    assert {path: status for path, status in answered.items() if status in {401, 403}} == {}
    assert answered["/console"] == answered["/console/api/me"] == 200


def test_no_route_of_staffs_lies_elsewhere(client: TestClient) -> None:
    """Their cookie is only sent below `/console`."""
    needed = {Admin.__metadata__[0].dependency, Staff.__metadata__[0].dependency}
    elsewhere = [
        route.path
        for route in routes_of(client)
        if any(dependant.call in needed for dependant in route.dependant.dependencies)
        and not route.path.startswith("/console")
    ]
    assert elsewhere == []


@pytest.fixture
def sessions_before(container: Container) -> Iterator[None]:
    yield
    with container.database.reading() as session:
        assert session.query(StaffSession).count() == 0


@pytest.mark.usefixtures("sessions_before")
def test_a_password_alone_makes_no_session(client: TestClient, container: Container) -> None:
    browser = Browser(client, container)
    page = enter_password(browser)

    assert page.path == "/console/sign-in/code"
    assert {cookie.name for cookie in client.cookies.jar} == {cookies.PENDING, cookies.VISITOR}
