"""From an invitation to the first sign-in: a password, an authenticator app, backup codes; and new codes later."""

import re

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.identity import totp
from backend.staff.accounts import By, NewColleague
from backend.staff.models import Role, StaffBackupCode
from tests.backend.conftest import mailbox
from tests.backend.desk import KIMURA
from tests.backend.pages import Browser, Page
from tests.backend.staff_signing_in import (
    acts,
    change,
    code_now,
    enter_password,
    has_session,
    is_signed_in,
    person,
    sign_in,
)

ARAI = NewColleague("arai.agent", "新井 学", "新井", "arai@desk.example", Role.AGENT)
PASSWORD = "Arai-Desk09!"


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


@pytest.fixture
def link(container: Container, client: TestClient) -> str:
    """As it is mailed."""
    with container.database.unit_of_work() as session:
        container.staff_accounts.invite(session, ARAI, By(None))
    [mail] = mailbox(client, ARAI.email)
    return str(mail["link"]).removeprefix(container.settings.base_url)


def follow(browser: Browser, link: str, password: str = PASSWORD) -> Page:
    return browser.fill(link, password=password, password_again=password)


def enrolling(browser: Browser, link: str) -> Page:
    follow(browser, link)
    return enter_password(browser, ARAI.login_id, PASSWORD)


def shown_secret(page: Page) -> str:
    found = re.search(r'class="secret-key"[^>]*>(.*?)</p>', page.answer.text, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>|\s", "", found[1])


def enrol(browser: Browser, container: Container, page: Page, *, code: str = "") -> Page:
    return browser.submit(page, code=code or totp.code_at(shown_secret(page), container.clock.now()))


def test_all_the_way_from_the_mail_to_the_console(browser: Browser, container: Container, link: str) -> None:
    done = follow(browser, link)
    assert done.path == "/console/sign-in"
    page = enter_password(browser, ARAI.login_id, PASSWORD)
    assert page.path == "/console/enrolment"
    assert 'src="data:image/svg+xml' in page.answer.text
    assert not has_session(browser.client)

    shown = enrol(browser, container, page)

    codes = re.findall(r"<code>(\d{4}-\d{4})</code>", shown.answer.text)
    assert len(set(codes)) == 10
    assert is_signed_in(browser)
    assert acts(container)[-4:] == [
        Action.STAFF_INVITED,
        Action.STAFF_PASSWORD_SET,
        Action.STAFF_ENROLLED,
        Action.STAFF_SIGNED_IN,
    ]
    another = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)
    enter_password(another, ARAI.login_id, PASSWORD)
    assert another.submit(another.get("/console/sign-in/backup-code"), code=codes[0]).path == "/console"


def test_backup_codes_are_kept_as_hashes(browser: Browser, container: Container, link: str) -> None:
    shown = enrol(browser, container, enrolling(browser, link))
    codes = re.findall(r"<code>(\d{4}-\d{4})</code>", shown.answer.text)

    with container.database.reading() as session:
        kept = {row.code_hash for row in session.query(StaffBackupCode)}
    assert len(kept) == 10
    assert not any(code.replace("-", "") in hashed for code in codes for hashed in kept)
    assert person(container, ARAI.login_id).totp_secret != shown_secret_of(container)


def shown_secret_of(container: Container) -> str:
    return container.staff_second_factor.secret_of(person(container, ARAI.login_id))


def test_the_backup_codes_are_shown_once(browser: Browser, container: Container, link: str) -> None:
    page = enrolling(browser, link)
    enrol(browser, container, page)

    assert browser.get("/console/enrolment").path in {"/console", "/console/sign-in"}
    again = enrol(browser, container, page)
    assert not re.findall(r"\d{4}-\d{4}", again.text)


def test_the_code_that_set_it_up_is_good_no_more(browser: Browser, container: Container, link: str) -> None:
    page = enrolling(browser, link)
    code = totp.code_at(shown_secret(page), container.clock.now())
    enrol(browser, container, page, code=code)
    another = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)

    assert another.submit(enter_password(another, ARAI.login_id, PASSWORD), code=code).status == 422


def test_a_wrong_code_sets_nothing_up(browser: Browser, container: Container, link: str) -> None:
    page = enrol(browser, container, enrolling(browser, link), code="000000")

    assert (page.status, page.invalid) == (422, ["code"])
    assert person(container, ARAI.login_id).enrolled_at is None
    assert not has_session(browser.client)
    assert enrol(browser, container, page).status == 200


def test_who_is_enrolling_reaches_no_other_page(browser: Browser, link: str) -> None:
    enrolling(browser, link)

    for path in ("/console", "/console/account"):
        assert browser.get(path).path == "/console/sign-in"
    for path in ("/console/sign-in/code", "/console/sign-in/backup-code"):
        assert browser.get(path).path == "/console/enrolment"


def test_a_second_browser_gets_a_secret_of_its_own(browser: Browser, container: Container, link: str) -> None:
    """Of two who know the password neither sees what the other is setting up."""
    first = enrolling(browser, link)
    another = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)
    second = enter_password(another, ARAI.login_id, PASSWORD)

    assert shown_secret(first) != shown_secret(second)
    assert enrol(browser, container, first).path == "/console/sign-in"
    assert enrol(another, container, second).status == 200


def test_who_is_enrolled_is_not_offered_another_secret(browser: Browser) -> None:
    enter_password(browser)

    assert browser.get("/console/enrolment").path == "/console/sign-in"


@pytest.mark.parametrize("password", ["short-A1", "no-capitals-1", "", "日本語のパスワードA1-"])
def test_the_password_keeps_the_policy(browser: Browser, link: str, password: str) -> None:
    page = browser.fill(link, password=password, password_again=password)

    assert (page.status, page.invalid) == (422, ["password"])
    assert follow(browser, link).path == "/console/sign-in"


def test_a_link_is_good_once(browser: Browser, link: str) -> None:
    follow(browser, link)

    gone = browser.get(link)
    assert gone.status == 410
    assert "管理者に依頼" in gone.text


def test_a_link_expires(browser: Browser, container: Container, clock: FixedClock, link: str) -> None:
    page = browser.get(link)
    clock.advance(container.staff_invitations.valid_for)

    assert browser.submit(page, password=PASSWORD, password_again=PASSWORD).status == 410
    assert person(container, ARAI.login_id).password_hash is None


def test_only_the_newest_link_is_good(browser: Browser, container: Container, link: str) -> None:
    with container.database.unit_of_work() as session:
        container.staff_accounts.invite_again(session, person(container, ARAI.login_id).id, By(None))
    newest = str(mailbox(browser.client, ARAI.email)[0]["link"]).removeprefix(container.settings.base_url)

    assert browser.get(link).status == 410
    assert follow(browser, newest).path == "/console/sign-in"


def test_the_link_of_who_has_left_is_gone(browser: Browser, container: Container, link: str) -> None:
    change(container, ARAI.login_id, disabled_at=container.clock.now())

    assert browser.get(link).status == 410


@pytest.mark.parametrize("token", ["x", "%00", "é", "x" * 500])
def test_invented_links_are_gone(browser: Browser, token: str) -> None:
    assert browser.get(f"/console/invitation/{token}").status == 410


def test_a_lost_password_is_set_anew_and_signs_out(browser: Browser, container: Container, clock: FixedClock) -> None:
    sign_in(browser, container)
    with container.database.unit_of_work() as session:
        container.staff_accounts.invite_again(session, person(container).id, By(None))
    another = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)
    newest = str(mailbox(browser.client, KIMURA.email)[0]["link"]).removeprefix(container.settings.base_url)
    follow(another, newest)

    assert not is_signed_in(browser)
    assert enter_password(another, KIMURA.login_id, KIMURA.password).status == 422
    # The second factor stays what it was.
    assert enter_password(another, KIMURA.login_id, PASSWORD).path == "/console/sign-in/code"


def test_backup_codes_are_renewed_with_a_code_of_the_app(browser: Browser, container: Container) -> None:
    sign_in(browser, container)
    form = "/console/account/backup-codes"
    account = browser.get("/console/account")
    assert "あと0個" in account.text

    wrong = browser.submit(account, form, code="000000")
    assert (wrong.status, wrong.invalid) == (422, ["code"])
    used = browser.submit(account, form, code=code_now(container))
    assert used.status == 422
    shown = browser.submit(account, form, code=code_now(container, steps=1))

    assert len(re.findall(r"<code>\d{4}-\d{4}</code>", shown.answer.text)) == 10
    assert "あと10個" in browser.get("/console/account").text
    assert acts(container)[-3:] == [
        Action.STAFF_CODE_CHECK_FAILED,
        Action.STAFF_CODE_CHECK_FAILED,
        Action.STAFF_BACKUP_CODES_RENEWED,
    ]


def test_guessing_at_an_open_browser_is_limited(browser: Browser, container: Container) -> None:
    sign_in(browser, container)
    account = browser.get("/console/account")
    allowed = int(container.settings.staff_code_checks.partition("/")[0])
    statuses = [
        browser.submit(account, "/console/account/backup-codes", code="000000").status for _ in range(allowed + 1)
    ]

    assert statuses == [422] * allowed + [429]
    assert person(container).locked_at is None
