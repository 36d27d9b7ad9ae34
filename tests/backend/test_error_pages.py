"""What goes wrong is told to people as a page with a way on, and to programs as a problem."""

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.mypage import cookies
from backend.pages import csrf
from tests.backend.pages import Browser, Page
from tests.backend.signing_in import SAKURA

AS_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROBLEM = "application/problem+json"


@pytest.fixture
def signed_in(client: TestClient, container: Container) -> Browser:
    return Browser(client, container).sign_in(SAKURA.login_id)


def refused(browser: Browser, path: str, status: int, **typed: str) -> Page:
    answer = browser.client.post(path, data=typed, headers=AS_BROWSER, follow_redirects=False)
    assert answer.status_code == status, answer.text
    assert "入力された内容は保存されていません。" in answer.text
    return Page(answer)


def token(browser: Browser) -> str:
    return browser.get("/contact").form().fields[csrf.FIELD]


@pytest.mark.parametrize("path", ["/nothing", "/services/zzz", "/mypage/nothing"])
def test_a_browser_is_shown_a_page_where_there_is_none(client: TestClient, path: str) -> None:
    page = Page(client.get(path, headers=AS_BROWSER))

    assert page.status == 404
    assert "ページが見つかりませんでした。" in page.text
    assert page.links["ログイン画面へ"] == "/sign-in"


@pytest.mark.parametrize("path", ["/nothing", "/mypage/nothing", "/services/zzz", "/mypage/contracts/CNT-999999"])
def test_a_member_is_led_back_to_my_page(signed_in: Browser, path: str) -> None:
    page = Page(signed_in.client.get(path, headers=AS_BROWSER))

    assert page.status == 404
    assert page.links["マイページへ戻る"] == "/mypage"
    assert "ログイン画面へ" not in page.links


@pytest.mark.parametrize(
    ("path", "accept"),
    [("/nothing", "*/*"), ("/nothing", "application/json")]
    + [(path, AS_BROWSER["Accept"]) for path in ("/api/nothing", "/internal/x", "/demo/nothing", "/static/nothing")],
)
def test_programs_are_told_a_problem(client: TestClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)


def test_a_page_names_the_methods_there_are_too(client: TestClient) -> None:
    answer = client.delete("/contact", headers=AS_BROWSER)

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


def test_what_is_too_long_can_be_made_shorter(client: TestClient, container: Container) -> None:
    browser = Browser(client, container)
    right = token(browser)
    too_long = refused(browser, "/sign-in?next=/mypage/orders", 422, csrf_token=right, login_id="a" * 5000)
    too_large = refused(browser, "/contact", 413, csrf_token=right, body="あ" * 40_000)

    for page, back in ((too_long, "/sign-in?next=/mypage/orders"), (too_large, "/contact")):
        assert "前の画面に戻って、入力を短くしてください。" in page.text
        assert page.links["前の画面を開き直す"] == back


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/mypage/profile/edit", "/mypage/profile/edit"),
        ("/mypage/orders/confirm", "/mypage/orders/confirm"),
        ("/sign-in/code/resend", "/sign-in/code"),
    ],
)
def test_a_form_that_is_out_of_date_leads_back_to_its_page(signed_in: Browser, path: str, back: str) -> None:
    page = refused(signed_in, path, 403, csrf_token="old")

    assert "ページを開き直して" in page.text
    assert page.links["前の画面を開き直す"] == back
    assert page.links["マイページへ戻る"] == "/mypage"


def test_a_form_without_a_page_leads_to_my_page(signed_in: Browser) -> None:
    page = refused(signed_in, "/sign-out", 403, csrf_token="old")

    assert "前の画面を開き直す" not in page.links
    assert page.links["マイページへ戻る"] == "/mypage"


def test_who_was_signed_out_meanwhile_is_told_that_nothing_was_saved(signed_in: Browser, container: Container) -> None:
    held = token(signed_in)
    with container.database.unit_of_work() as session:
        found = container.sessions.find(session, signed_in.client.cookies[cookies.SESSION])
        assert found is not None
        container.sessions.close(session, found.id)
    answer = signed_in.client.post("/mypage/profile/edit", data={csrf.FIELD: held})

    assert "送信された内容は保存されていません" in answer.text
    assert str(answer.url).endswith("/sign-in?next=/mypage/profile/edit")
