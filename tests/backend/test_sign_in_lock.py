"""An account locks after so many failures, over both factors, and only staff unlock it."""

import pytest
from fastapi.testclient import TestClient

from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.container import Container
from tests.backend.conftest import Visitor, mailbox, newest_code
from tests.backend.pages import Browser
from tests.backend.signing_in import (
    LOCKED,
    SAKURA,
    WRONG,
    audited,
    enter_password,
    is_signed_in,
    member_of,
    sign_in,
)


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def test_failures_of_both_factors_lock_together(browser: Browser, container: Container) -> None:
    limit = container.settings.failures_until_locked
    for _ in range(limit - 2):
        enter_password(browser, password=WRONG)
    asked = enter_password(browser)
    browser.submit(asked, code="000000")
    assert not member_of(container).is_locked

    over = browser.submit(browser.get("/sign-in/backup-code"), code="0000-0000")

    assert over.path == "/sign-in"  # which says nothing of a lock
    assert member_of(container).is_locked
    assert audited(container)[-2:] == [Action.SIGN_IN_FAILED, Action.ACCOUNT_LOCKED]
    assert "ロック" in mailbox(browser.client, SAKURA.login_id)[0]["body"]
    assert enter_password(browser).status == 422


def test_a_lock_signs_out_everywhere(browser: Browser, container: Container) -> None:
    elsewhere = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)
    sign_in(elsewhere)
    for _ in range(container.settings.failures_until_locked):
        enter_password(browser, password=WRONG)

    assert not is_signed_in(elsewhere)
    with container.database.reading() as session:
        assert container.sessions.living_of(session, member_of(container).id) == []


def test_more_failures_change_nothing_and_send_nothing(browser: Browser, container: Container) -> None:
    for _ in range(container.settings.failures_until_locked + 3):
        enter_password(browser, password=WRONG)

    assert member_of(container).failed_logins == container.settings.failures_until_locked
    assert len(mailbox(browser.client, SAKURA.login_id)) == 1
    assert audited(container).count(Action.ACCOUNT_LOCKED) == 1


def test_only_a_complete_sign_in_clears_the_failures(browser: Browser, container: Container) -> None:
    for _ in range(3):
        enter_password(browser, password=WRONG)
    asked = enter_password(browser)
    assert member_of(container).failed_logins == 3

    browser.submit(asked, code=newest_code(browser.client, SAKURA.login_id))
    assert member_of(container).failed_logins == 0


def test_staff_unlock(browser: Browser, container: Container) -> None:
    locked = member_of(container, LOCKED.login_id)
    assert enter_password(browser, LOCKED.login_id, LOCKED.password).path == "/sign-in"

    for expected in (True, False):
        with container.database.unit_of_work() as session:
            done = container.sign_ins.unlock(session, locked.id, Acting(7, "192.0.2.1"))
        assert done is expected

    assert audited(container, LOCKED.login_id).count(Action.ACCOUNT_UNLOCKED) == 1
    told = [mail["subject"] for mail in mailbox(browser.client, LOCKED.login_id)]
    assert told.count("アカウントロック解除のお知らせ") == 1
    assert member_of(container, LOCKED.login_id).failed_logins == 0
    assert sign_in(browser, LOCKED.login_id, LOCKED.password).path == "/mypage"


def test_wrong_codes_of_the_chat_never_count(client: TestClient, container: Container) -> None:
    visitor = Visitor(client)
    visitor.code(SAKURA.login_id)
    for _ in range(container.settings.failures_until_locked + 1):
        visitor.post("/identity/confirm", code="000000")

    assert member_of(container).failed_logins == 0
    assert not member_of(container).is_locked
