"""Signing in: password, code, session; and what everybody else is told."""

from fastapi.testclient import TestClient

from backend.container import Container
from backend.demo.people import PEOPLE
from backend.mypage import cookies
from tests.backend.conftest import newest_code
from tests.backend.pages import Browser, Page

SAKURA = next(person for person in PEOPLE if person.login_id == "sakura.ito")


def enter_password(browser: Browser, login_id: str = SAKURA.login_id, password: str = SAKURA.password) -> Page:
    return browser.fill("/sign-in", login_id=login_id, password=password)


def test_password_then_code_then_signed_in(container: Container, client: TestClient) -> None:
    browser = Browser(client, container)
    asked = enter_password(browser)
    assert (asked.status, asked.path) == (200, "/sign-in/code")
    assert browser.client.cookies.get(cookies.SESSION) is None

    browser.submit(asked, code=newest_code(client, SAKURA.login_id))

    assert browser.client.cookies.get(cookies.SESSION) is not None
    assert browser.client.cookies.get(cookies.ATTEMPT) is None
    out = browser.client.get("/sign-in", follow_redirects=False)
    assert (out.status_code, out.headers["location"]) == (303, "/mypage")
