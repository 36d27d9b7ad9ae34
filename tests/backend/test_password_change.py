"""パスワードの変更: with the current password, by the policy, and what follows for everything signed in or mailed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.app import public_app
from backend.audit import service as audit
from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.models import Member
from backend.mypage import cookies, current_password, password
from backend.sign_in.models import SignInAttempt
from tests.backend.conftest import mailbox
from tests.backend.pages import Browser, Page

WHO = next(person for person in PEOPLE if person.case == "plain")
NEW = "Brand-New-2026"


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container).sign_in(WHO.login_id)


def elsewhere(container: Container) -> Browser:
    """The same member in another browser."""
    other = TestClient(public_app(container), client=("127.0.0.1", 50000))
    return Browser(other, container).sign_in(WHO.login_id)


def change(browser: Browser, current: str = WHO.password, new: str = NEW, again: str | None = None) -> Page:
    typed = {"current_password": current, "password": new, "password_again": new if again is None else again}
    return browser.fill("/mypage/password", **typed)


def stored(container: Container) -> Member:
    with container.database.reading() as session:
        member = members.find(session, WHO.login_id)
        assert member is not None
        return member


def has(container: Container, password: str) -> bool:
    return container.passwords.verify(stored(container).password_hash, password)


def acts(container: Container) -> list[str]:
    with container.database.reading() as session:
        return [event.action for event in audit.newest_of(session, stored(container).id, 20)]


def test_the_words_are_those_of_the_faq(browser: Browser) -> None:
    page = browser.get("/mypage/password")
    for words in ("現在のパスワード", "新しいパスワード", "変更する"):
        assert f">{words}<" in page.answer.text


def test_the_new_password_counts_and_the_member_is_told(
    browser: Browser, client: TestClient, container: Container
) -> None:
    page = change(browser)
    assert page.path == "/mypage/profile"
    assert "パスワードを変更しました" in page.text
    assert has(container, NEW)
    assert not has(container, WHO.password)
    assert mailbox(client, WHO.email)[0]["subject"] == "パスワード変更のお知らせ"
    assert acts(container) == [Action.PASSWORD_CHANGED]


def test_who_has_taken_this_browsers_session_is_signed_out_too(browser: Browser, container: Container) -> None:
    taken = browser.client.cookies[cookies.SESSION]
    change(browser)

    thief = TestClient(public_app(container), client=("192.0.2.9", 50000))
    answer = thief.get("/mypage", headers={"Cookie": f"{cookies.SESSION}={taken}"}, follow_redirects=False)
    assert answer.status_code == 303
    assert browser.get("/mypage").path == "/mypage"


def test_other_browsers_are_signed_out_and_this_one_is_not(browser: Browser, container: Container) -> None:
    other = elsewhere(container)
    assert other.get("/mypage").path == "/mypage"
    change(browser)
    assert browser.get("/mypage").path == "/mypage"
    assert other.client.get("/mypage", follow_redirects=False).status_code == 303


def test_links_and_sign_ins_under_way_end(
    browser: Browser, client: TestClient, container: Container, clock: FixedClock
) -> None:
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, WHO.login_id)
        now = clock.now()
        soon = now + timedelta(minutes=10)
        attempt = SignInAttempt(
            token_hash="x",
            member_id=stored(container).id,
            secret="x",
            created_at=now,
            code_expires_at=soon,
            expires_at=soon,
            tries=0,
        )
        session.add(attempt)
    [mail] = mailbox(client, WHO.login_id)
    path = urlsplit(mail["link"]).path
    assert browser.get(path).status == 200
    change(browser)
    assert browser.get(path).status == 410
    with container.database.reading() as session:
        [row] = session.scalars(select(SignInAttempt))
        assert row.closed_at == now


def test_a_wrong_current_password(browser: Browser, client: TestClient, container: Container) -> None:
    page = change(browser, current="Wrong-Pass-2026")
    assert page.status == 422
    assert page.invalid == ["current_password"]
    assert current_password.WRONG in page.text
    assert has(container, WHO.password)
    assert acts(container) == [Action.PASSWORD_CHECK_FAILED]
    assert mailbox(client, WHO.email) == []


def test_trying_passwords_is_limited_and_never_locks(browser: Browser, container: Container) -> None:
    limit = int(container.settings.password_checks_per_account.split("/")[0])
    assert {change(browser, current=f"Wrong-Pass-{n}").status for n in range(limit)} == {422}
    page = change(browser)
    assert page.status == 429
    assert current_password.TOO_MANY in page.text
    assert has(container, WHO.password)
    assert not stored(container).is_locked
    assert stored(container).failed_logins == 0
    assert browser.get("/mypage").path == "/mypage"


def test_the_limit_is_of_the_account_not_of_the_browser(browser: Browser, container: Container) -> None:
    limit = int(container.settings.password_checks_per_account.split("/")[0])
    other = elsewhere(container)
    for n in range(limit):
        change(other, current=f"Wrong-Pass-{n}")
    assert change(browser).status == 429


@pytest.mark.parametrize(
    "new",
    [
        "",
        "Short-1A",
        "no-capitals-1",
        "NO-SMALL-1-A",
        "No-Digits-Here",
        "NoSymbols1234",
        "back\\Slash-1",
        "全角A-pass-12",
    ],
)
def test_the_policy_holds(browser: Browser, container: Container, new: str) -> None:
    page = change(browser, new=new)
    assert page.status == 422
    assert "password" in page.invalid
    assert has(container, WHO.password)


def test_both_inputs_must_agree(browser: Browser, container: Container) -> None:
    page = change(browser, again=NEW + "x")
    assert page.status == 422
    assert page.invalid == ["password_again"]
    assert has(container, WHO.password)


def test_the_new_password_must_be_another_one(browser: Browser, container: Container) -> None:
    page = change(browser, new=WHO.password)
    assert page.status == 422
    assert password.SAME in page.text
    assert acts(container) == []


def test_no_password_is_ever_in_a_page(browser: Browser) -> None:
    page = change(browser, current=WHO.password, new=NEW, again="Other-Pass-1")
    assert WHO.password not in page.answer.text
    assert NEW not in page.answer.text


def test_of_simultaneous_changes_one_succeeds(browser: Browser, container: Container) -> None:
    """Each was checked against the same current password, which is good for one change only."""
    browsers = [elsewhere(container) for _ in range(5)]
    shown = [one.get("/mypage/password") for one in browsers]
    barrier = Barrier(len(browsers))

    def contend(number: int) -> str:
        new = f"Contender-No-{number}"
        barrier.wait(timeout=10)
        page = browsers[number].submit(shown[number], current_password=WHO.password, password=new, password_again=new)
        return page.path

    with ThreadPoolExecutor(len(browsers)) as pool:
        outcomes = list(pool.map(contend, range(len(browsers))))
    assert outcomes.count("/mypage/profile") == 1
    assert acts(container).count(Action.PASSWORD_CHANGED) == 1
    assert has(container, f"Contender-No-{outcomes.index('/mypage/profile')}")
