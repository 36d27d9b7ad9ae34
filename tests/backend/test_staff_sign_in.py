"""Staff sign in with a password and a second factor; who may not learns nothing from the answer."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.app import public_app
from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.console import cookies
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.identity import totp
from backend.staff.accounts import By, NewColleague
from backend.staff.models import Role
from tests.backend.desk import ISHII, KIMURA, Desk
from tests.backend.pages import Browser, Page
from tests.backend.signing_in import SAKURA
from tests.backend.staff_signing_in import (
    WRONG,
    acts,
    backup_codes,
    change,
    code_now,
    enter_password,
    has_session,
    is_signed_in,
    newest_act,
    person,
    sign_in,
)
from tests.backend.test_sign_in import Work


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def test_both_factors_open_the_console(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)
    assert asked.path == "/console/sign-in/code"
    assert not is_signed_in(browser)

    inside = browser.submit(asked, code=code_now(container))

    assert inside.path == "/console"
    assert is_signed_in(browser)
    written = newest_act(container)
    assert (written.action, written.actor, written.actor_id) == (
        Action.STAFF_SIGNED_IN,
        Actor.STAFF,
        person(container).id,
    )
    assert written.details == {"second_factor": "code"}


def test_the_cookie_is_for_the_console_only(browser: Browser, container: Container) -> None:
    page = enter_password(browser)
    answer = browser.client.post(
        "/console/sign-in/code",
        data=page.form().fields | {"code": code_now(container)},
        follow_redirects=False,
    )
    [cookie] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{cookies.SESSION}=")]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}

    assert {"httponly", "samesite=strict", "path=/console"} <= parts
    assert not any(part.startswith(("max-age", "expires", "domain")) for part in parts)
    pending = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{cookies.PENDING}=")]
    assert 'madoguchi_staff_sign_in=""' in pending[0]


def test_the_page_says_whose_door_it_is(browser: Browser) -> None:
    page = browser.get("/console/sign-in")

    assert "担当者コンソール" in page.text
    assert page.answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in page.answer.headers["content-security-policy"]


def test_the_login_id_and_the_code_are_read_as_people_type_them(browser: Browser, container: Container) -> None:
    asked = enter_password(browser, " ＫＩＭＵＲＡ．Ａｇｅｎｔ ")
    code = code_now(container)

    assert browser.submit(asked, code=f"{code[:3]} {code[3:]}").path == "/console"


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_a_step(browser: Browser, container: Container, steps: int, is_right: bool) -> None:
    asked = enter_password(browser)
    browser.submit(asked, code=code_now(container, steps=steps))

    assert is_signed_in(browser) is is_right


def test_a_code_is_good_once(browser: Browser, container: Container, clock: FixedClock) -> None:
    sign_in(browser, container)
    another = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)

    again = sign_in(another, container)
    assert (again.status, again.invalid) == (422, ["code"])
    earlier = another.submit(again, code=code_now(container, steps=-1))
    assert earlier.status == 422

    clock.advance(timedelta(seconds=totp.STEP_SECONDS))
    assert another.submit(earlier, code=code_now(container)).path == "/console"


def test_another_ones_code_is_worth_nothing(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)

    assert browser.submit(asked, code=code_now(container, ISHII)).status == 422
    assert not has_session(browser.client)


def test_a_backup_code_opens_once(browser: Browser, container: Container) -> None:
    code = backup_codes(container)[3]
    enter_password(browser)
    inside = browser.submit(browser.get("/console/sign-in/backup-code"), code=code.replace("-", ""))

    assert inside.path == "/console"
    assert acts(container)[-2:] == [Action.STAFF_SIGNED_IN, Action.STAFF_BACKUP_CODE_USED]
    another = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)
    enter_password(another)
    assert another.submit(another.get("/console/sign-in/backup-code"), code=code).status == 422


def test_another_ones_backup_code_is_worth_nothing(browser: Browser, container: Container) -> None:
    code = backup_codes(container, ISHII.login_id)[0]
    enter_password(browser)

    assert browser.submit(browser.get("/console/sign-in/backup-code"), code=code).status == 422


def test_a_sign_in_is_over_after_a_while(browser: Browser, container: Container, clock: FixedClock) -> None:
    asked = enter_password(browser)
    clock.advance(container.staff_sign_ins.pending.valid_for)

    over = browser.submit(asked, code=code_now(container))
    assert over.path == "/console/sign-in"
    assert "はじめからやり直して" in over.text


def test_a_sign_in_is_over_after_so_many_codes(browser: Browser, container: Container) -> None:
    page = enter_password(browser)
    for _ in range(container.settings.code_tries):
        assert page.path == "/console/sign-in/code"
        page = browser.submit(page, code="000000")

    assert page.path == "/console/sign-in"
    assert browser.get("/console/sign-in/code").path == "/console/sign-in"


def test_signing_in_again_ends_the_session_before(browser: Browser, container: Container) -> None:
    sign_in(browser, container)
    browser.client.get("/console/sign-in")
    with container.database.reading() as session:
        [first] = container.staff_sessions.living_of(session, person(container).id)
    # Signed in already, the page leads on: another tab had it open from before.
    form = {"csrf_token": _token(browser), "login_id": KIMURA.login_id, "password": KIMURA.password}
    browser.client.post("/console/sign-in", data=form)
    browser.client.post("/console/sign-in/code", data=form | {"code": code_now(container, steps=1)})

    with container.database.reading() as session:
        [only] = container.staff_sessions.living_of(session, person(container).id)
    assert only.id != first.id


def _token(browser: Browser) -> str:
    found = re.search(r'name="csrf-token" content="([0-9a-f]+)"', browser.client.get("/console").text)
    assert found is not None
    return found[1]


def test_signing_out_ends_the_session(browser: Browser, container: Container) -> None:
    sign_in(browser, container)
    out = browser.submit(browser.get("/console/account"), "/console/sign-out")

    assert out.path == "/console/sign-in"
    assert "ログアウトしました" in out.text
    assert not is_signed_in(browser)
    assert acts(container)[-1] is Action.STAFF_SIGNED_OUT


def test_members_and_staff_are_not_mixed_up(browser: Browser) -> None:
    """A member's login id and password open nothing here, and a staff member's nothing on My Page."""
    assert enter_password(browser, SAKURA.login_id, SAKURA.password).status == 422
    assert browser.fill("/sign-in", login_id=KIMURA.login_id, password=KIMURA.password).status == 422


NOBODY = [
    ("nobody.agent", WRONG),
    (KIMURA.login_id, WRONG),
    (ISHII.login_id, ISHII.password),
    ("locked.agent", KIMURA.password),
    ("invited.agent", KIMURA.password),
    ("", ""),
    ("x" * 900, "y" * 900),
]


@pytest.fixture
def colleagues(container: Container) -> None:
    """One who has left, one locked, one who was invited only."""
    change(container, ISHII.login_id, disabled_at=container.clock.now())
    for login_id in ("locked.agent", "invited.agent"):
        with container.database.unit_of_work() as session:
            new = NewColleague(login_id, "新井", "新井", "new@desk.example", Role.AGENT)
            container.staff_accounts.add(session, new, By(None))
    change(
        container,
        "locked.agent",
        locked_at=container.clock.now(),
        password_hash=container.passwords.hash(KIMURA.password),
    )


def answer_to(browser: Browser, login_id: str, password: str) -> tuple[int, str, list[str]]:
    page = enter_password(browser, login_id, password)
    return page.status, page.text, sorted(page.answer.headers)


@pytest.mark.usefixtures("colleagues")
@pytest.mark.parametrize(("login_id", "password"), NOBODY)
def test_all_who_may_not_get_one_answer(browser: Browser, login_id: str, password: str) -> None:
    expected = answer_to(browser, "somebody.else", WRONG)

    assert answer_to(browser, login_id, password) == expected
    assert expected[0] == 422
    assert "管理者に解除を依頼" in expected[1]


@pytest.mark.usefixtures("colleagues")
@pytest.mark.parametrize(("login_id", "password"), NOBODY)
def test_all_who_may_not_cause_the_same_work(
    container: Container, monkeypatch: pytest.MonkeyPatch, login_id: str, password: str
) -> None:
    # Not started as a server is, so that nothing else uses the database.
    browser = Browser(TestClient(public_app(container), client=("127.0.0.1", 50000)), container)
    work = Work(container, monkeypatch)
    expected = work.of(browser, "somebody.else", WRONG, "/console/sign-in")

    assert work.of(browser, login_id, password, "/console/sign-in") == expected
    assert expected[1] == 1
    assert any("UPDATE staff_members" in statement for statement in expected[0])


def test_what_was_wrong_is_written_down_and_no_secret(browser: Browser, container: Container) -> None:
    enter_password(browser, password=WRONG)
    written = newest_act(container)

    assert (written.action, written.actor, written.actor_id) == (Action.STAFF_SIGN_IN_FAILED, Actor.VISITOR, None)
    assert written.details == {"step": "password", "staff_id": person(container).id}
    assert WRONG not in str(written.details)


def test_tries_are_limited_by_address(browser: Browser, container: Container) -> None:
    stranger = Browser(TestClient(browser.client.app, client=("192.0.2.7", 50001)), container)
    allowed = int(container.settings.staff_sign_ins_per_address.partition("/")[0])
    statuses = [enter_password(stranger, "nobody.agent", WRONG).status for _ in range(allowed + 1)]

    assert statuses == [422] * allowed + [429]


def test_a_session_here_opens_nothing_on_my_page(client: TestClient, container: Container) -> None:
    desk = Desk(client, container).sign_in()

    assert desk.client.get("/mypage", follow_redirects=False).status_code == 303
    assert desk.client.get("/api/me").status_code == 401


def test_over_https_the_cookies_are_taken_from_https_only(container: Container) -> None:
    # Made anew: what is worked out of the settings is kept in a copy.
    settings = Settings(**container.settings.model_dump() | {"public_url": "https://shop.example"})
    client = TestClient(
        public_app(replace(container, settings=settings)),
        base_url="https://shop.example",
        client=("127.0.0.1", 50000),
    )
    page = Page(client.get("/console/sign-in"))
    client.post(page.path, data=page.form().fields | {"login_id": KIMURA.login_id, "password": KIMURA.password})
    page = Page(client.get("/console/sign-in/code"))
    answer = client.post(page.path, data=page.form().fields | {"code": code_now(container)})

    assert answer.url.path == "/console"
    names = {cookie.name for cookie in client.cookies.jar}
    assert f"__Secure-{cookies.SESSION}" in names
    assert all(cookie.secure and cookie.name.startswith("__Secure-") for cookie in client.cookies.jar)
    client.cookies.clear()
    client.cookies.set(cookies.SESSION, "x" * 43, domain="shop.example")
    assert client.get("/console/api/me").status_code == 401
