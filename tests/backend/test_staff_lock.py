"""Staff's accounts lock after so many failures, over both factors; an admin unlocks them. And what happens at once."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.chores import lift_locks
from backend.console import cookies
from backend.container import Container
from backend.core.clock import FixedClock
from tests.backend.conftest import mailbox
from tests.backend.desk import ADMIN, KIMURA, Desk
from tests.backend.pages import Browser
from tests.backend.signing_in import at_once, prepared
from tests.backend.staff_signing_in import (
    WRONG,
    acts,
    backup_codes,
    code_now,
    enter_password,
    is_signed_in,
    person,
    sign_in,
)

MANY = 6


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def another(browser: Browser, container: Container) -> Browser:
    return Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)


def lock(browser: Browser, container: Container) -> None:
    for _ in range(container.settings.staff_failures_until_locked):
        enter_password(browser, password=WRONG)


def test_failures_of_both_factors_lock_together(browser: Browser, container: Container) -> None:
    for _ in range(container.settings.staff_failures_until_locked - 2):
        enter_password(browser, password=WRONG)
    browser.submit(enter_password(browser), code="000000")
    assert person(container).locked_at is None

    over = browser.submit(browser.get("/console/sign-in/backup-code"), code="0000-0000")

    assert over.path == "/console/sign-in"  # which says nothing of a lock
    assert person(container).locked_at is not None
    assert acts(container)[-2:] == [Action.STAFF_SIGN_IN_FAILED, Action.STAFF_LOCKED]
    [mail] = mailbox(browser.client, KIMURA.email)
    assert "ロックしました" in mail["body"]
    assert enter_password(browser).status == 422


def test_a_right_sign_in_forgets_the_failures(browser: Browser, container: Container) -> None:
    for _ in range(container.settings.staff_failures_until_locked - 1):
        enter_password(browser, password=WRONG)
    sign_in(browser, container)

    assert person(container).failed_sign_ins == 0


def test_who_is_at_work_stays_so_when_a_stranger_locks_the_account(browser: Browser, container: Container) -> None:
    sign_in(browser, container)
    lock(another(browser, container), container)

    assert person(container).locked_at is not None
    assert is_signed_in(browser)


def test_a_sign_in_under_way_ends_with_the_lock(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)
    lock(another(browser, container), container)

    assert browser.submit(asked, code=code_now(container)).path == "/console/sign-in"
    assert not is_signed_in(browser)


def test_an_admin_unlocks(browser: Browser, container: Container) -> None:
    lock(browser, container)
    desk = Desk(browser.client, container).sign_in(ADMIN)
    path = f"/staff-accounts/{person(container).id}/unlock"

    assert desk.post(path).json()["is_locked"] is False
    assert desk.post(path).json()["code"] == "not_locked"
    assert acts(container)[-1] is Action.STAFF_UNLOCKED
    assert sign_in(browser, container).path == "/console"


def test_a_lock_is_lifted_after_a_while(browser: Browser, container: Container, clock: FixedClock) -> None:
    lock(browser, container)
    clock.advance(timedelta(seconds=container.settings.staff_lock_seconds - 1))
    lift_locks(container)
    assert enter_password(browser).status == 422

    clock.advance(timedelta(seconds=1))
    lift_locks(container)
    lift_locks(container)
    assert acts(container).count(Action.STAFF_UNLOCKED) == 1
    assert (person(container).locked_at, person(container).failed_sign_ins) == (None, 0)
    assert sign_in(browser, container).path == "/console"


def test_simultaneous_tries_are_all_counted(browser: Browser, container: Container) -> None:
    page = browser.get("/console/sign-in")
    wrong = prepared(browser, page, login_id=KIMURA.login_id, password=WRONG)
    at_once([wrong.send] * MANY)

    assert person(container).failed_sign_ins == MANY


def living(container: Container) -> int:
    with container.database.reading() as session:
        return len(container.staff_sessions.living_of(session, person(container).id))


def test_a_code_signs_in_once_from_many_browsers(browser: Browser, container: Container) -> None:
    code = code_now(container)
    forms = []
    for _ in range(MANY):
        own = another(browser, container)
        forms.append(prepared(own, enter_password(own), code=code))
    answers = at_once([form.send for form in forms])

    assert len([answer for answer in answers if cookies.SESSION in answer.cookies]) == 1
    assert living(container) == 1


def test_a_sign_in_is_completed_once(browser: Browser, container: Container) -> None:
    form = prepared(browser, enter_password(browser), code=code_now(container))
    answers = at_once([form.send] * 4)

    assert len([answer for answer in answers if cookies.SESSION in answer.cookies]) == 1
    assert {answer.status_code for answer in answers} <= {303, 422}
    assert living(container) == 1


def test_a_backup_code_signs_in_once_from_many_browsers(browser: Browser, container: Container) -> None:
    code = backup_codes(container)[0]
    forms = []
    for _ in range(MANY):
        own = another(browser, container)
        enter_password(own)
        forms.append(prepared(own, own.get("/console/sign-in/backup-code"), code=code))
    answers = at_once([form.send for form in forms])

    assert len([answer for answer in answers if cookies.SESSION in answer.cookies]) == 1
    assert living(container) == 1


# Sessions are members' sessions in other rows (test_sessions.py); that staff's settings are theirs is tried here.


def test_a_session_ends_after_idling(browser: Browser, container: Container, clock: FixedClock) -> None:
    sign_in(browser, container)
    clock.advance(container.staff_sessions.idle * 0.9)
    assert is_signed_in(browser)
    clock.advance(container.staff_sessions.idle)

    assert not is_signed_in(browser)


def test_a_session_ends_in_total(browser: Browser, container: Container, clock: FixedClock) -> None:
    sign_in(browser, container)
    begun = clock.now()
    while clock.now() - begun < container.staff_sessions.total - container.staff_sessions.idle * 0.5:
        assert is_signed_in(browser)
        clock.advance(container.staff_sessions.idle * 0.5)
    assert is_signed_in(browser)
    clock.advance(container.staff_sessions.idle * 0.5)

    assert not is_signed_in(browser)


def test_the_token_changes_while_it_is_used(browser: Browser, container: Container, clock: FixedClock) -> None:
    sign_in(browser, container)
    before = _token(browser)
    clock.advance(container.staff_sessions.rotation)
    answer = browser.client.get("/console/api/me")

    [renewed] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{cookies.SESSION}=")]
    assert {"path=/console", "httponly", "samesite=strict"} <= {part.strip().lower() for part in renewed.split(";")}
    assert _token(browser) != before
    assert is_signed_in(browser)
    clock.advance(container.staff_sessions.rotation / 2)
    old = TestClient(browser.client.app, cookies={cookies.SESSION: before})
    assert old.get("/console/api/me").status_code == 401


def _token(browser: Browser) -> str:
    [found] = [cookie.value for cookie in browser.client.cookies.jar if cookie.name == cookies.SESSION]
    return str(found)
