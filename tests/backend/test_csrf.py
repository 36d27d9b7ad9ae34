"""Forms that other sites send in somebody's name: every route that changes something is tried, those to come as well.

There are two doors with cookies of their own: My Page, and the console. Each is tried with its own people.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.pages import csrf
from tests.backend.desk import ADMIN, AGENT, Desk
from tests.backend.pages import Browser
from tests.backend.routes import routes_of
from tests.backend.signing_in import SAKURA

# These take no cookie: what proves who asks is in a header that other sites cannot send, or nobody needs to be anybody.
BY_BEARER = "/api/conversations"
BY_SIGNATURE = "/slack/events"

# Behind a mailed link the address itself is the secret, and no cookie counts for anything.
BY_LINK = {"/password-reset/CNT-000001", "/sign-up/CNT-000001", "/console/invitation/CNT-000001"}

Call = tuple[str, str]


@dataclass(frozen=True)
class Door:
    """How one kind of people come in, where their pages tell the token, and what they can do about nothing."""

    begins: str
    sign_in: Callable[[TestClient, Container, str], TestClient]
    somebody: str
    somebody_else: str
    page: str
    page_before: str
    sign_out: str
    form: str
    asks_to_sign_in: str

    def calls(self, client: TestClient) -> list[Call]:
        """Method and address of every route that changes something by cookie; any value stands where a path is open."""
        found = (
            (method, re.sub(r"\{[^}]+\}", "CNT-000001", route.path))
            for route in routes_of(client)
            for method in route.methods - {"GET", "HEAD"}
            if not route.path.startswith((BY_BEARER, BY_SIGNATURE))
        )
        return sorted({call for call in found if call[1].startswith("/console") == (self.begins == "/console")})


def _member(client: TestClient, container: Container, login_id: str) -> TestClient:
    return Browser(client, container).sign_in(login_id).client


def _staff(client: TestClient, container: Container, login_id: str) -> TestClient:
    return Desk(client, container).sign_in(login_id).client


MY_PAGE = Door(
    begins="/",
    sign_in=_member,
    somebody=SAKURA.login_id,
    somebody_else="misaki.tanaka",
    page="/contact",
    page_before="/contact",
    sign_out="/sign-out/everywhere",
    form="/mypage/two-factor",
    asks_to_sign_in="/sign-in?next=/mypage/two-factor",
)
CONSOLE = Door(
    begins="/console",
    sign_in=_staff,
    somebody=ADMIN,
    somebody_else=AGENT,
    page="/console",
    page_before="/console/sign-in",
    sign_out="/console/sign-out",
    form="/console/account/backup-codes",
    asks_to_sign_in="/console/sign-in",
)


@pytest.fixture(params=[MY_PAGE, CONSOLE], ids=["my page", "console"])
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


@pytest.fixture
def calls(client: TestClient, door: Door) -> list[Call]:
    return door.calls(client)


@pytest.fixture
def signed_in(client: TestClient, container: Container, door: Door) -> TestClient:
    return door.sign_in(client, container, door.somebody)


def token(browser: TestClient, page: str) -> str:
    return re.findall(r'name="csrf-token" content="([0-9a-f]+)"', browser.get(page).text)[0]


def send(browser: TestClient, call: Call, given: str, **headers: str) -> int:
    """Given in the field and in the header, whichever the route reads."""
    method, path = call
    headers[csrf.HEADER] = given
    return browser.request(method, path, data={csrf.FIELD: given}, headers=headers, follow_redirects=False).status_code


def test_the_routes_are_found(client: TestClient) -> None:
    assert {"/sign-in", "/sign-out", "/sign-out/everywhere", "/password-reset/CNT-000001", "/mypage/two-factor"} <= {
        path for _, path in MY_PAGE.calls(client)
    }
    assert {("PUT", "/console/api/me/availability"), ("POST", "/console/sign-in")} <= set(CONSOLE.calls(client))
    assert all(len(door.calls(client)) > 15 for door in (MY_PAGE, CONSOLE))


@pytest.mark.parametrize("spoil", [lambda _: "", lambda _: "x", lambda right: right[:-1], lambda right: right + "0"])
def test_no_route_does_anything_without_its_token(
    signed_in: TestClient, door: Door, calls: list[Call], spoil: Callable[[str], str]
) -> None:
    wrong = spoil(token(signed_in, door.page))

    answered = {call: send(signed_in, call, wrong) for call in calls}
    assert answered == {call: 410 if call[1] in BY_LINK else 403 for call in calls}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver:8080"},
        {"Origin": "http://["},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_no_route_takes_a_form_of_another_origin(
    signed_in: TestClient, door: Door, calls: list[Call], headers: dict[str, str]
) -> None:
    right = token(signed_in, door.page)

    assert {call: send(signed_in, call, right, **headers) for call in calls} == dict.fromkeys(calls, 403)


def test_every_route_takes_its_own_form(
    container: Container, client: TestClient, door: Door, calls: list[Call]
) -> None:
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    refused = {}
    for call in calls:
        browser = door.sign_in(client, container, door.somebody)  # anew each time: some routes sign out
        status = send(browser, call, token(browser, door.page), **headers)
        if status in {401, 403} or status >= 500:
            refused[call] = status

    assert refused == {}


def test_a_page_without_referrer_is_ours_if_the_browser_says_so(client: TestClient) -> None:
    ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

    assert [send(client, ("POST", path), "", **ours) for path in sorted(BY_LINK)] == [410, 410, 410]


def test_the_token_of_another_session_is_worth_nothing(signed_in: TestClient, container: Container, door: Door) -> None:
    another = TestClient(signed_in.app, client=("127.0.0.1", 50001))
    others = token(door.sign_in(another, container, door.somebody_else), door.page)

    assert send(signed_in, ("POST", door.sign_out), others) == 403


def test_a_members_token_is_worth_nothing_at_the_console(client: TestClient, container: Container) -> None:
    members = token(MY_PAGE.sign_in(client, container, MY_PAGE.somebody), MY_PAGE.page)

    assert send(CONSOLE.sign_in(client, container, ADMIN), ("POST", CONSOLE.sign_out), members) == 403


def test_a_visitors_token_is_worth_nothing_once_signed_in(client: TestClient, container: Container, door: Door) -> None:
    before = token(client, door.page_before)
    browser = door.sign_in(client, container, door.somebody)

    assert token(browser, door.page) != before
    assert send(browser, ("POST", door.sign_out), before) == 403


def test_it_lasts_as_long_as_the_session_though_that_ones_token_changes(
    signed_in: TestClient, container: Container, clock: FixedClock, door: Door
) -> None:
    before = token(signed_in, door.page)
    for _ in range(4):
        clock.advance(container.sessions.rotation)
        assert token(signed_in, door.page) == before


def test_a_form_of_a_session_that_has_ended_leads_to_signing_in(
    signed_in: TestClient, container: Container, clock: FixedClock, door: Door
) -> None:
    held = token(signed_in, door.page)
    clock.advance(timedelta(days=1))
    answer = signed_in.post(door.form, data={csrf.FIELD: held}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, door.asks_to_sign_in)


def test_forms_are_not_taken_as_multipart_whose_charset_the_client_names(client: TestClient, door: Door) -> None:
    """`unicode_escape` and others decode to lone surrogates, which no page can show."""
    headers = {"Content-Type": "multipart/form-data; boundary=b; charset=unicode_escape"}
    forms = [path for _, path in door.calls(client) if not path.startswith(("/api/", "/console/api/"))]
    assert forms
    for path in forms:
        name = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--b--\r\n'
        answer = client.post(path, content=name, headers=headers, follow_redirects=False)
        assert answer.status_code in {303, 415}, path  # signing in comes first
        needs_session = path.startswith(("/mypage", "/sign-out", "/console/account"))
        assert answer.status_code == 415 or needs_session, path
