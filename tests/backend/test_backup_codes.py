"""Backup codes: seen on My Page, good once, made anew on request."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.container import Container
from backend.mypage import cookies
from backend.sign_in.models import BackupCode
from tests.backend.conftest import mailbox
from tests.backend.pages import Browser, Page
from tests.backend.signing_in import SAKURA, audited, backup_codes, enter_password, is_signed_in, member_of

PAGE = "/mypage/two-factor"
CODE = re.compile(r"(?<![\d-])\d{4}-\d{4}(?![\d-])")


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def sign_in_with(browser: Browser, code: str) -> Page:
    browser.client.cookies.clear()
    enter_password(browser)
    return browser.submit(browser.get("/sign-in/backup-code"), code=code)


def test_the_first_visit_makes_ten_and_the_next_shows_the_same(browser: Browser) -> None:
    browser.sign_in(SAKURA.login_id)
    first = CODE.findall(browser.get(PAGE).text)

    assert len(set(first)) == 10
    assert CODE.findall(browser.get(PAGE).text) == first
    assert browser.client.get(PAGE).headers["cache-control"] == "no-store"


def test_each_signs_in_once(browser: Browser, container: Container) -> None:
    code, *others = backup_codes(container)
    assert sign_in_with(browser, code).path == "/mypage"

    assert audited(container) == [Action.SIGNED_IN, Action.BACKUP_CODE_USED]
    told = mailbox(browser.client, SAKURA.login_id)[0]
    assert "バックアップコード" in told["subject"]
    assert "9" in told["body"]
    assert not CODE.search(told["body"])
    page = browser.get(PAGE)
    assert f"{code} 使用済み" in page.text
    assert "まだ使えるコードは9個です" in page.text

    again = sign_in_with(browser, code)
    assert (again.status, again.path) == (422, "/sign-in/backup-code")
    assert not is_signed_in(browser)
    assert sign_in_with(browser, others[0]).path == "/mypage"


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.replace("-", ""),
        lambda code: f" {code} ",
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "ー"),
        lambda code: code.translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
    ],
)
def test_it_is_read_as_people_type_it(browser: Browser, container: Container, typed) -> None:  # type: ignore[no-untyped-def]
    assert sign_in_with(browser, typed(backup_codes(container)[3])).path == "/mypage"


@pytest.mark.parametrize("typed", ["", "-", "0" * 8, "1234-567", "あ" * 8, "123456789012", "%00"])
def test_anything_else_is_refused_and_counts(browser: Browser, container: Container, typed: str) -> None:
    refused = sign_in_with(browser, typed)

    assert refused.status == 422
    assert member_of(container).failed_logins == 1


def test_another_members_code_is_worth_nothing(browser: Browser, container: Container) -> None:
    assert sign_in_with(browser, backup_codes(container, "misaki.tanaka")[0]).status == 422
    assert len(backup_codes(container, "misaki.tanaka")) == 10


def test_making_them_anew_needs_a_confirmation_and_ends_the_old_ones(browser: Browser, container: Container) -> None:
    old = backup_codes(container)
    browser.sign_in(SAKURA.login_id)
    asked = browser.get(f"{PAGE}/backup-codes/renew")
    assert backup_codes(container) == old

    page = browser.submit(asked)
    new = backup_codes(container)

    assert page.path == PAGE
    assert CODE.findall(page.text) == new
    assert len(set(new) | set(old)) == 20
    assert audited(container) == [Action.BACKUP_CODES_RENEWED]
    assert "バックアップコード" in mailbox(browser.client, SAKURA.login_id)[0]["subject"]
    assert sign_in_with(browser, old[0]).status == 422
    assert sign_in_with(browser, new[0]).path == "/mypage"


def test_the_database_and_the_mails_hold_none(browser: Browser, container: Container) -> None:
    codes = backup_codes(container)
    with container.database.reading() as session:
        stored = str(session.execute(select(BackupCode.encrypted)).all())

    assert not any(code.replace("-", "") in stored for code in codes)


def test_only_the_member_sees_them(browser: Browser) -> None:
    assert browser.client.get(PAGE, follow_redirects=False).headers["location"] == f"/sign-in?next={PAGE}"
    assert browser.client.cookies.get(cookies.SESSION) is None
