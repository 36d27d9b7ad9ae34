"""パスワードをお忘れの方, from the sign-in page to signing in again."""

from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from backend.app import public_app
from backend.audit.actions import Action
from backend.composition import build_container
from backend.container import Container
from backend.core.settings import Settings
from tests.backend.conftest import mailbox
from tests.backend.pages import Browser, Page
from tests.backend.signing_in import (
    LOCKED,
    SAKURA,
    WITHDRAWN,
    audited,
    enter_password,
    is_signed_in,
    member_of,
    sign_in,
)

NEW = "Brand-New-2026"


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def ask(browser: Browser, login_id: str = SAKURA.login_id) -> Page:
    return browser.fill("/password-reset", login_id=login_id)


def link(browser: Browser, login_id: str = SAKURA.login_id) -> str:
    newest = next(mail["link"] for mail in mailbox(browser.client, login_id) if "link" in mail)
    return urlsplit(newest).path


def test_from_the_sign_in_page_to_signing_in_again(browser: Browser, container: Container) -> None:
    path = browser.get("/sign-in").links["パスワードをお忘れの方"]
    sent = browser.fill(path, login_id=SAKURA.login_id)
    assert sent.path == "/password-reset/sent"

    done = browser.fill(link(browser), password=NEW, password_again=NEW)
    assert "パスワードを設定しました" in done.text
    assert audited(container) == [Action.PASSWORD_RESET_ASKED, Action.PASSWORD_RESET]

    browser.get(done.links["ログイン画面へ"])
    assert sign_in(browser, password=NEW).path == "/mypage"


@pytest.mark.parametrize("login_id", ["nobody@example.com", LOCKED.login_id, WITHDRAWN.login_id, "あ" * 900, "\x00x"])
def test_whoever_asks_gets_the_same_words(browser: Browser, login_id: str) -> None:
    expected, answer = ask(browser), ask(browser, login_id)

    assert (answer.status, answer.path, answer.text) == (expected.status, expected.path, expected.text)


def test_asking_too_often_is_not_told_either(browser: Browser, container: Container) -> None:
    limit = int(container.settings.resets_per_account.split("/")[0])
    shown = {ask(browser).text for _ in range(limit + 2)}

    assert len(shown) == 1
    assert len(mailbox(browser.client, SAKURA.login_id)) == limit


def test_a_request_without_an_id_is_told_so(browser: Browser) -> None:
    refused = ask(browser, " ")

    assert (refused.status, refused.invalid) == (422, ["login_id"])


def test_it_ends_every_session_and_every_sign_in_under_way(browser: Browser, container: Container) -> None:
    app = browser.client.app
    signed_in, waiting = (Browser(TestClient(app, client=("127.0.0.1", port)), container) for port in (1, 2))
    sign_in(signed_in)
    asked = enter_password(waiting)
    ask(browser)
    browser.fill(link(browser), password=NEW, password_again=NEW)

    assert not is_signed_in(signed_in)
    assert waiting.submit(asked, code="000000").path == "/sign-in"


def test_a_locked_account_stays_locked_and_the_page_says_what_helps(browser: Browser, container: Container) -> None:
    ask(browser, LOCKED.login_id)
    done = browser.fill(link(browser, LOCKED.login_id), password=NEW, password_again=NEW)

    assert "ロックは解除されていません" in done.text
    assert "富士通コンタクトライン（総合窓口）" in done.text
    assert member_of(container, LOCKED.login_id).is_locked
    assert enter_password(browser, LOCKED.login_id, NEW).path == "/sign-in"


def test_requests_are_limited_by_address(settings: Settings) -> None:
    few = build_container(settings.model_copy(update={"sign_ins_per_address": "2/minute"}))
    far = Browser(TestClient(public_app(few), client=("192.0.2.7", 50000)), few)

    assert [ask(far, f"nobody{number}").status for number in range(4)] == [200, 200, 429, 429]
    few.database.dispose()


def test_the_links_page_tells_no_referrer_and_has_no_chat(browser: Browser) -> None:
    ask(browser)
    page = browser.client.get(link(browser))

    assert page.headers["referrer-policy"] == "no-referrer"
    assert "/widget.js" not in page.text
    assert browser.client.get("/password-reset").headers["referrer-policy"] == "same-origin"
