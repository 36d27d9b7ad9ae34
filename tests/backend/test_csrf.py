"""Forms that other sites send in a member's name: every route that takes a POST is tried, also those still to come."""

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.mypage import csrf
from tests.backend.pages import Browser
from tests.backend.routes import routes_of
from tests.backend.signing_in import SAKURA

# These take no cookie: what proves who asks is in a header that other sites cannot send, or nobody needs to be anybody.
BY_BEARER = "/api/conversations"


# Behind a mailed link the address itself is the secret, and no cookie counts for anything.
BY_LINK = {"/password-reset/CNT-000001", "/sign-up/CNT-000001"}


def _changing(client: TestClient) -> list[str]:
    """An address for every route that changes something by cookie, any value standing where a path leaves one open."""
    found = (route.path for route in routes_of(client) if route.methods - {"GET", "HEAD"})
    return sorted({re.sub(r"\{[^}]+\}", "CNT-000001", path) for path in found if not path.startswith(BY_BEARER)})


@pytest.fixture
def paths(client: TestClient) -> list[str]:
    return _changing(client)


@pytest.fixture
def signed_in(client: TestClient, container: Container) -> Browser:
    return Browser(client, container).sign_in(SAKURA.login_id)


def token(browser: Browser) -> str:
    return re.findall(r'name="csrf-token" content="([0-9a-f]+)"', browser.client.get("/contact").text)[0]


def post(browser: Browser, path: str, given: str, **headers: str) -> int:
    """Given in the field and in the header, whichever the route reads."""
    headers[csrf.HEADER] = given
    return browser.client.post(path, data={csrf.FIELD: given}, headers=headers, follow_redirects=False).status_code


def test_the_routes_are_found(paths: list[str]) -> None:
    assert {"/sign-in", "/sign-out", "/sign-out/everywhere", "/password-reset/CNT-000001", "/mypage/two-factor"} <= set(
        paths
    )
    assert len(paths) > 15


@pytest.mark.parametrize("spoil", [lambda _: "", lambda _: "x", lambda right: right[:-1], lambda right: right + "0"])
def test_no_route_does_anything_without_its_token(
    signed_in: Browser, paths: list[str], spoil: Callable[[str], str]
) -> None:
    wrong = spoil(token(signed_in))

    answered = {path: post(signed_in, path, wrong) for path in paths}
    assert answered == dict.fromkeys(paths, 403) | dict.fromkeys(BY_LINK, 410)


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
def test_no_route_takes_a_form_of_another_origin(signed_in: Browser, paths: list[str], headers: dict[str, str]) -> None:
    right = token(signed_in)

    assert {path: post(signed_in, path, right, **headers) for path in paths} == dict.fromkeys(paths, 403)


def test_every_route_takes_its_own_form(container: Container, client: TestClient, paths: list[str]) -> None:
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    refused = {}
    for path in paths:
        browser = Browser(client, container).sign_in(SAKURA.login_id)  # anew each time: some routes sign out
        status = post(browser, path, token(browser), **headers)
        if status in {401, 403} or status >= 500:
            refused[path] = status

    assert refused == {}


def test_a_page_without_referrer_is_ours_if_the_browser_says_so(signed_in: Browser) -> None:
    ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

    assert post(signed_in, "/password-reset/x", token(signed_in), **ours) == 410


def test_the_token_of_another_session_is_worth_nothing(signed_in: Browser, container: Container) -> None:
    others = Browser(TestClient(signed_in.client.app, client=("127.0.0.1", 50001)), container).sign_in("misaki.tanaka")

    assert post(signed_in, "/sign-out/everywhere", token(others)) == 403


def test_a_visitors_token_is_worth_nothing_once_signed_in(client: TestClient, container: Container) -> None:
    browser = Browser(client, container)
    before = token(browser)
    browser.sign_in(SAKURA.login_id)

    assert token(browser) != before
    assert post(browser, "/sign-out/everywhere", before) == 403


def test_it_lasts_as_long_as_the_session_though_that_ones_token_changes(
    signed_in: Browser, container: Container, clock: FixedClock
) -> None:
    before = token(signed_in)
    for _ in range(4):
        clock.advance(container.sessions.rotation)
        assert token(signed_in) == before


def test_a_form_of_a_session_that_has_ended_leads_to_signing_in(
    signed_in: Browser, container: Container, clock: FixedClock
) -> None:
    held = token(signed_in)
    clock.advance(container.sessions.idle)
    answer = signed_in.client.post("/mypage/two-factor", data={csrf.FIELD: held}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/mypage/two-factor")


def test_forms_are_not_taken_as_multipart_whose_charset_the_client_names(client: TestClient, paths: list[str]) -> None:
    """`unicode_escape` and others decode to lone surrogates, which no page can show."""
    headers = {"Content-Type": "multipart/form-data; boundary=b; charset=unicode_escape"}
    forms = [path for path in paths if not path.startswith("/api/")]
    for path in forms:
        name = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--b--\r\n'
        answer = client.post(path, content=name, headers=headers, follow_redirects=False)
        assert answer.status_code in {303, 415}, path  # signing in comes first
        assert answer.status_code == 415 or path.startswith(("/mypage", "/sign-out")), path
