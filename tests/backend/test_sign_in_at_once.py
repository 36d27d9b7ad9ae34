"""What is good once is good once, however many come at the same moment: by HTTP, from threads."""

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.mypage import cookies
from tests.backend.conftest import mailbox, newest_code
from tests.backend.pages import Browser
from tests.backend.signing_in import (
    SAKURA,
    WRONG,
    at_once,
    backup_codes,
    enter_password,
    member_of,
    prepared,
    session_cookies,
)

MANY = 8


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def another(browser: Browser, container: Container) -> Browser:
    return Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)


def living(container: Container) -> int:
    with container.database.reading() as session:
        return len(container.sessions.living_of(session, member_of(container).id))


def test_a_code_signs_in_once(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)
    form = prepared(browser, asked, code=newest_code(browser.client, SAKURA.login_id))
    answers = at_once([form.send] * 4)

    assert len(session_cookies(answers)) == 1
    assert {answer.status_code for answer in answers} <= {303, 422}
    assert living(container) == 1
    assert member_of(container).failed_logins == 0
    assert session_cookies([form.send()]) == []


def test_a_backup_code_signs_in_once_from_many_browsers(browser: Browser, container: Container) -> None:
    code = backup_codes(container)[0]
    forms = []
    for _ in range(MANY):
        own = another(browser, container)
        enter_password(own)
        forms.append(prepared(own, own.get("/sign-in/backup-code"), code=code))
    answers = at_once([form.send for form in forms])

    assert len(session_cookies(answers)) == 1
    assert living(container) == 1
    assert len(backup_codes(container)) == 9


def test_every_wrong_password_counts(browser: Browser, container: Container) -> None:
    form = prepared(browser, browser.get("/sign-in"), login_id=SAKURA.login_id, password=WRONG)
    answers = at_once([form.send] * MANY)

    assert [answer.status_code for answer in answers] == [422] * MANY
    assert member_of(container).failed_logins == MANY


def test_no_more_passwords_are_looked_at_than_the_limit_allows(
    browser: Browser, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = container.settings.failures_until_locked
    page = browser.get("/sign-in")
    stored = member_of(container).password_hash
    looked_at: list[str] = []
    verify = container.passwords.verify

    def noted(against: str, password: str) -> bool:
        if against == stored:
            looked_at.append(password)
        return verify(against, password)

    monkeypatch.setattr(container.passwords, "verify", noted)
    forms = [prepared(browser, page, login_id=SAKURA.login_id, password=f"{WRONG}{number}") for number in range(16)]
    at_once([form.send for form in forms])

    assert len(looked_at) == limit
    assert member_of(container).is_locked
    assert len(mailbox(browser.client, SAKURA.login_id)) == 1


def test_no_more_codes_are_looked_at_than_a_password_is_worth(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)
    right = newest_code(browser.client, SAKURA.login_id)
    wrong = [f"{number:06}" for number in range(MANY + 1) if f"{number:06}" != right][:MANY]
    answers = at_once([prepared(browser, asked, code=code).send for code in wrong])

    assert session_cookies(answers) == []
    assert member_of(container).failed_logins == container.settings.code_tries
    assert session_cookies([prepared(browser, asked, code=right).send()]) == []


def test_the_first_visits_make_one_list_of_backup_codes(browser: Browser, container: Container) -> None:
    browser.sign_in(SAKURA.login_id)
    token = browser.client.cookies.get(cookies.SESSION)
    headers = {"Cookie": f"{cookies.SESSION}={token}"}

    def visit() -> int:
        own = TestClient(browser.client.app, client=("127.0.0.1", 50001))
        return own.get("/mypage/two-factor", headers=headers).status_code

    assert at_once([visit] * 4) == [200] * 4
    assert len(backup_codes(container)) == 10
