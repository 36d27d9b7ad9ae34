"""How long a session lasts, how its token changes, and how it ends."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.container import Container
from backend.core.clock import FixedClock
from backend.mypage import cookies
from backend.sign_in.models import WebSession
from backend.sign_in.sessions import Browser as From
from tests.backend.pages import Browser
from tests.backend.signing_in import SAKURA, is_signed_in, member_of, sign_in

IDLE, TOTAL, ROTATION = timedelta(minutes=30), timedelta(hours=12), timedelta(minutes=15)


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container).sign_in(SAKURA.login_id)


def token_of(browser: Browser) -> str:
    return next(cookie.value or "" for cookie in browser.client.cookies.jar if cookie.name == cookies.SESSION)


def come_with(browser: Browser, token: str) -> bool:
    """Whether this token is signed in; the browser's own cookies are left alone."""
    own = TestClient(browser.client.app, client=("127.0.0.1", 50001))
    answer = own.get("/mypage", headers={"Cookie": f"{cookies.SESSION}={token}"}, follow_redirects=False)
    return answer.status_code == 200


def test_it_ends_after_half_an_hour_of_idling(browser: Browser, clock: FixedClock) -> None:
    clock.advance(IDLE - timedelta(seconds=1))
    assert is_signed_in(browser)
    clock.advance(IDLE - timedelta(seconds=1))
    assert is_signed_in(browser)
    clock.advance(IDLE)
    assert not is_signed_in(browser)


def test_it_ends_after_twelve_hours_however_busy(browser: Browser, clock: FixedClock) -> None:
    for _ in range(int(TOTAL / timedelta(minutes=20)) - 1):
        clock.advance(timedelta(minutes=20))
        assert is_signed_in(browser)
    clock.advance(timedelta(minutes=20))
    assert not is_signed_in(browser)


def test_its_token_changes_while_it_is_used(browser: Browser, clock: FixedClock) -> None:
    first = token_of(browser)
    clock.advance(ROTATION - timedelta(seconds=1))
    assert is_signed_in(browser)
    assert token_of(browser) == first

    clock.advance(timedelta(seconds=1))
    answer = browser.client.get("/mypage")
    [changed] = [value for value in answer.headers.get_list("set-cookie") if value.startswith(cookies.SESSION)]
    second = changed.partition("=")[2].partition(";")[0]

    assert second != first
    assert "HttpOnly" in changed
    assert "samesite=lax" in changed.lower()
    assert come_with(browser, second)


def test_requests_under_way_with_the_token_before_still_pass(browser: Browser, clock: FixedClock) -> None:
    first = token_of(browser)
    clock.advance(ROTATION)
    assert is_signed_in(browser)

    clock.advance(timedelta(seconds=29))
    assert come_with(browser, first)
    clock.advance(timedelta(seconds=1))
    assert not come_with(browser, first)


def test_the_database_keeps_no_token(browser: Browser, container: Container) -> None:
    with container.database.reading() as session:
        [row] = session.execute(select(WebSession.token_hash, WebSession.user_agent, WebSession.address)).all()

    assert token_of(browser) not in str(row)


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 4000, "%00", "' OR 1=1 --"])
def test_invented_tokens_open_nothing(client: TestClient, token: str) -> None:
    headers = {"Cookie": f"{cookies.SESSION}={token}".encode()}
    answer = client.get("/mypage", headers=headers, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/mypage")


@pytest.mark.parametrize("column", ["locked_at", "withdrawn_at"])
def test_a_member_who_is_locked_or_gone_is_signed_out(browser: Browser, container: Container, column: str) -> None:
    with container.database.unit_of_work() as session:
        setattr(session.merge(member_of(container)), column, container.clock.now())

    assert not is_signed_in(browser)


def test_closing_all_but_one_also_ends_sign_ins_that_wait_for_their_code(
    browser: Browser, container: Container
) -> None:
    waiting = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)
    asked = waiting.fill("/sign-in", login_id=SAKURA.login_id, password=SAKURA.password)
    other = sign_in(Browser(TestClient(browser.client.app, client=("127.0.0.1", 50002)), container))
    assert other.path == "/mypage"
    member_id = member_of(container).id
    with container.database.unit_of_work() as session:
        kept = container.sessions.find(session, token_of(browser))
        assert kept is not None
        container.sessions.close_all(session, member_id, but=kept.id)

    assert is_signed_in(browser)
    assert waiting.submit(asked, code="000000").path == "/sign-in"
    with container.database.reading() as session:
        assert [one.id for one in container.sessions.living_of(session, member_id)] == [kept.id]


def test_old_sessions_are_swept(browser: Browser, container: Container, clock: FixedClock) -> None:
    clock.advance(timedelta(days=31))
    with container.database.unit_of_work() as session:
        container.sessions.open(session, member_of(container).id, From("192.0.2.1", "x" * 500))
    with container.database.reading() as session:
        [only] = session.scalars(select(WebSession)).all()

    assert (only.address, len(only.user_agent)) == ("192.0.2.1", 200)


def test_the_page_shows_this_browser_and_what_happened(container: Container, client: TestClient) -> None:
    browser = Browser(client, container)
    browser.fill("/sign-in", login_id=SAKURA.login_id, password="wrong")
    sign_in(browser)
    page = browser.get("/mypage/security")

    assert page.status == 200
    assert "（この端末）" in page.text
    assert "127.0.0.1" in page.text
    assert page.text.index("ログイン（認証コード）") < page.text.index("ログインの失敗（パスワード）")
    assert "2026年7月15日 10:00" in page.text
