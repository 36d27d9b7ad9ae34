"""Signing in: password, code, session; and what everybody else is told."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import event

from backend.app import public_app
from backend.audit.actions import Action
from backend.composition import build_container
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.demo import seed
from backend.members.models import Member
from backend.mypage import cookies
from tests.backend.conftest import mailbox, newest_code
from tests.backend.pages import Browser
from tests.backend.signing_in import (
    LOCKED,
    SAKURA,
    WITHDRAWN,
    WRONG,
    audited,
    enter_password,
    is_signed_in,
    member_of,
    sign_in,
)

NOBODY = [
    pytest.param("nobody@example.com", SAKURA.password, id="unknown"),
    pytest.param(SAKURA.login_id, WRONG, id="wrong"),
    pytest.param(LOCKED.login_id, LOCKED.password, id="locked, right password"),
    pytest.param(LOCKED.login_id, WRONG, id="locked, wrong password"),
    pytest.param(WITHDRAWN.login_id, WITHDRAWN.password, id="withdrawn"),
    pytest.param("", "", id="empty"),
    pytest.param("あ" * 900, "い" * 900, id="long"),
]


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def test_password_then_code_then_signed_in(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)
    assert (asked.status, asked.path) == (200, "/sign-in/code")
    assert browser.client.cookies.get(cookies.SESSION) is None

    home = browser.submit(asked, code=newest_code(browser.client, SAKURA.login_id))

    assert (home.status, home.path) == (200, "/mypage")
    assert SAKURA.name in home.text
    assert browser.client.cookies.get(cookies.ATTEMPT) is None
    assert audited(container) == [Action.SIGNED_IN]
    assert browser.get("/sign-in").path == "/mypage"


def test_the_login_id_is_read_as_people_type_it(browser: Browser) -> None:
    assert enter_password(browser, " ＳＡＫＵＲＡ．Ｉｔｏ ").path == "/sign-in/code"


def test_an_old_hash_is_renewed_by_the_next_right_password(browser: Browser, container: Container) -> None:
    older = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(SAKURA.password)
    with container.database.unit_of_work() as session:
        session.get_one(Member, member_of(container).id).password_hash = older

    enter_password(browser, password=WRONG)
    assert member_of(container).password_hash == older
    enter_password(browser)
    assert not container.passwords.is_outdated(member_of(container).password_hash)
    assert sign_in(browser).path == "/mypage"


def test_by_sms_where_the_member_chose_that(browser: Browser) -> None:
    by_sms = next(person for person in seed.PEOPLE if person.code_channel == "sms" and not person.locked)
    enter_password(browser, by_sms.login_id, by_sms.password)

    [message] = mailbox(browser.client, by_sms.login_id)
    assert (message["channel"], message["to"]) == ("sms", by_sms.phone)


def answer_to(browser: Browser, login_id: str, password: str) -> tuple[int, str, list[str]]:
    page = enter_password(browser, login_id, password)
    shown = page.text.replace(page.form().fields.get("csrf_token", ""), "")
    return page.status, shown, sorted(page.answer.headers)


@pytest.mark.parametrize(("login_id", "password"), NOBODY)
def test_all_who_may_not_get_one_answer(browser: Browser, login_id: str, password: str) -> None:
    expected = answer_to(browser, "somebody.else", WRONG)

    assert answer_to(browser, login_id, password) == expected
    assert expected[0] == 422
    for words in (
        "ログインできませんでした",
        "パスワードをお忘れの方",
        "お問い合わせフォーム",
        "富士通コンタクトライン（総合窓口）",
        "チャット",
    ):
        assert words in expected[1]
    assert expected[1].count("ログインできませんでした") == 1
    assert mailbox(browser.client, login_id[:200] or "nobody") == []


class Work:
    """Counts the statements and the password checks of what runs inside."""

    def __init__(self, container: Container, monkeypatch: pytest.MonkeyPatch) -> None:
        self.statements: list[str] = []
        self.hashes = 0
        verify = container.passwords.verify
        container.passwords.waste_time("warm")

        def counted(stored: str, password: str) -> bool:
            self.hashes += 1
            return verify(stored, password)

        monkeypatch.setattr(container.passwords, "verify", counted)

        @event.listens_for(container.database.engine, "before_cursor_execute")
        def _before(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            self.statements.append(statement)

    def of(self, browser: Browser, login_id: str, password: str, path: str = "/sign-in") -> tuple[list[str], int]:
        page = browser.get(path)
        self.statements.clear()
        self.hashes = 0
        browser.submit(page, login_id=login_id, password=password)
        return list(self.statements), self.hashes


@pytest.mark.parametrize(("login_id", "password"), NOBODY)
def test_all_who_may_not_cause_the_same_work(
    container: Container, monkeypatch: pytest.MonkeyPatch, login_id: str, password: str
) -> None:
    # Not started as a server is, so that nothing else uses the database.
    browser = Browser(TestClient(public_app(container), client=("127.0.0.1", 50000)), container)
    work = Work(container, monkeypatch)
    expected = work.of(browser, "somebody.else", WRONG)

    assert work.of(browser, login_id, password) == expected
    assert expected[1] == 1
    assert any("UPDATE members" in statement for statement in expected[0])


def test_a_code_lasts_ten_minutes(browser: Browser, clock: FixedClock) -> None:
    asked = enter_password(browser)
    code = newest_code(browser.client, SAKURA.login_id)

    clock.advance(timedelta(minutes=10))
    late = browser.submit(asked, code=code)
    assert (late.status, late.path) == (422, "/sign-in/code")

    browser.submit(late, "/sign-in/code/resend")
    assert browser.submit(late, code=newest_code(browser.client, SAKURA.login_id)).path == "/mypage"


def test_the_whole_sign_in_lasts_fifteen_minutes(browser: Browser, clock: FixedClock) -> None:
    asked = enter_password(browser)
    clock.advance(timedelta(minutes=15))

    assert browser.submit(asked, code=newest_code(browser.client, SAKURA.login_id)).path == "/sign-in"


def test_a_new_code_replaces_the_one_before(browser: Browser) -> None:
    asked = enter_password(browser)
    first = newest_code(browser.client, SAKURA.login_id)
    again = browser.submit(asked, "/sign-in/code/resend")
    second = newest_code(browser.client, SAKURA.login_id)

    assert "新しい認証コードをお送りしました" in again.text
    if first != second:
        assert browser.submit(again, code=first).status == 422
    assert browser.submit(again, code=second).path == "/mypage"


def test_codes_are_limited_by_account_and_backup_codes_still_help(browser: Browser, container: Container) -> None:
    limit = int(container.settings.sign_in_codes_per_account.split("/")[0])
    asked = enter_password(browser)
    for _ in range(limit + 2):
        asked = browser.submit(asked, "/sign-in/code/resend")
    assert "新しいコードはお送りしていません" in asked.text
    assert len(mailbox(browser.client, SAKURA.login_id)) == limit
    assert browser.submit(asked, code=newest_code(browser.client, SAKURA.login_id)).path == "/mypage"

    browser.client.cookies.clear()
    again = enter_password(browser)
    assert again.path == "/sign-in/code"
    assert "新しいコードはお送りしていません" in again.text
    assert browser.get("/sign-in/backup-code").status == 200


def test_a_password_is_worth_five_codes(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)
    code = newest_code(browser.client, SAKURA.login_id)
    wrong = next(other for other in ("000000", "111111") if other != code)
    for _ in range(container.settings.code_tries - 1):
        assert browser.submit(asked, code=wrong).path == "/sign-in/code"

    assert browser.submit(asked, code=wrong).path == "/sign-in"
    assert browser.get("/sign-in/code").path == "/sign-in"


def test_the_code_page_needs_a_password_first(browser: Browser) -> None:
    for path in ("/sign-in/code", "/sign-in/backup-code"):
        assert browser.get(path).path == "/sign-in"


def test_signing_out(browser: Browser, container: Container) -> None:
    home = sign_in(browser)
    token = browser.client.cookies.get(cookies.SESSION)
    out = browser.submit(home, "/sign-out")

    assert out.path == "/sign-in"
    assert "ログアウトしました" in out.text
    assert browser.client.cookies.get(cookies.SESSION) is None
    browser.client.cookies.set(cookies.SESSION, str(token), domain="testserver.local")
    assert not is_signed_in(browser)
    assert audited(container)[-1] is Action.SIGNED_OUT
    assert browser.client.get("/sign-out").status_code in {404, 405}


def test_signing_out_everywhere_is_told_by_mail(browser: Browser, container: Container) -> None:
    elsewhere = Browser(TestClient(browser.client.app, client=("127.0.0.1", 50001)), container)
    sign_in(elsewhere)
    sign_in(browser)
    out = browser.submit(browser.get("/mypage/security"), "/sign-out/everywhere")

    assert out.path == "/sign-in"
    assert not is_signed_in(browser)
    assert not is_signed_in(elsewhere)
    assert audited(container)[-1] is Action.SIGNED_OUT_EVERYWHERE
    assert "ログアウト" in mailbox(browser.client, SAKURA.login_id)[0]["subject"]


def test_a_token_from_before_is_never_signed_in(browser: Browser) -> None:
    """Session fixation: somebody put their own tokens into the victim's browser."""
    browser.client.cookies.set(cookies.SESSION, "planted-by-somebody", domain="testserver.local")
    sign_in(browser)
    opened = browser.client.cookies.get(cookies.SESSION, domain="testserver.local")

    assert opened not in {None, "planted-by-somebody"}


def test_changing_over_to_another_member_ends_the_first_session(browser: Browser, container: Container) -> None:
    browser.sign_in(LOCKED.login_id)  # counts for nothing: the account is locked
    first = Browser(browser.client, container).sign_in("misaki.tanaka")
    token = str(first.client.cookies.get(cookies.SESSION))
    page = browser.get("/sign-in")
    assert page.path == "/mypage"
    fields = {"csrf_token": page.form("/sign-out").fields["csrf_token"]}
    asked = browser.client.post("/sign-in", data=fields | {"login_id": SAKURA.login_id, "password": SAKURA.password})
    code = newest_code(browser.client, SAKURA.login_id)
    browser.client.post(asked.url.path, data=fields | {"code": code})

    with container.database.reading() as session:
        assert container.sessions.find(session, token) is None
    assert SAKURA.name in browser.get("/mypage").text


NEXT = [
    ("/mypage/orders", "/mypage/orders"),
    ("/mypage/invoices?page=2", "/mypage/invoices?page=2"),
    ("/mypage", "/mypage"),
    *(
        (hostile, "/mypage")
        for hostile in (
            "",
            "https://evil.example/mypage",
            "//evil.example/mypage",
            "///evil.example/mypage",
            "/\\evil.example",
            "/mypage\\..\\evil",
            "\t//evil.example",
            "/\t/evil.example/mypage",
            "/mypage\n",
            " /mypage/orders",
            "javascript:alert(1)//mypage",
            "http:/mypage",
            "http://[",
            "//[::1",
            "/mypagex",
            "/sign-out",
            "mypage",
            "@evil.example/mypage",
            "/%2fmypage",
            "\x00/mypage",
        )
    ),
]


@pytest.mark.parametrize(("wanted", "reached"), NEXT)
def test_after_signing_in_one_is_on_my_page_and_nowhere_else(browser: Browser, wanted: str, reached: str) -> None:
    page = browser.client.get("/sign-in", params={"next": wanted})
    fields = {"csrf_token": page.text.partition('name="csrf_token" value="')[2].partition('"')[0]}
    typed = fields | {"login_id": SAKURA.login_id, "password": SAKURA.password}
    asked = browser.client.post("/sign-in", params={"next": wanted}, data=typed)
    code = newest_code(browser.client, SAKURA.login_id)
    answer = browser.client.post(str(asked.url), data=fields | {"code": code}, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == reached


def test_a_page_that_needs_signing_in_is_come_back_to(browser: Browser) -> None:
    asked = browser.client.get("/mypage/orders?page=1", follow_redirects=False)

    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?next=/mypage/orders%3Fpage%3D1"


def test_tries_are_limited_by_address_but_not_this_machines_while_the_demo_is_on(settings: Settings) -> None:
    few = build_container(settings.model_copy(update={"sign_ins_per_address": "3/minute"}))
    app = public_app(few)
    far, here = (Browser(TestClient(app, client=(address, 50000)), few) for address in ("192.0.2.7", "127.0.0.1"))

    assert [enter_password(far, "nobody", WRONG).status for _ in range(5)] == [422, 422, 422, 429, 429]
    assert [enter_password(here, "nobody", WRONG).status for _ in range(5)] == [422] * 5
    few.database.dispose()


@pytest.mark.parametrize("is_https", [True, False])
def test_cookies_are_kept_from_scripts_and_other_sites(settings: Settings, is_https: bool) -> None:
    origin = "https://shop.example" if is_https else "http://shop.example"
    made = build_container(settings.model_copy(update={"public_url": origin}))
    client = TestClient(public_app(made), base_url=origin, client=("127.0.0.1", 50000))
    browser = Browser(client, made)
    asked = enter_password(browser)
    answer = client.post(
        asked.path,
        data=asked.form().fields | {"code": newest_code(client, SAKURA.login_id)},
        follow_redirects=False,
    )
    [opened] = [value for value in answer.headers.get_list("set-cookie") if "madoguchi_session=" in value]
    name, _, attributes = opened.partition("=")
    parts = {part.strip().lower() for part in attributes.split(";")[1:]}

    assert name == ("__Host-madoguchi_session" if is_https else "madoguchi_session")
    assert parts == {"httponly", "samesite=lax", "path=/"} | ({"secure"} if is_https else set())
    assert is_signed_in(browser)
    made.database.dispose()


def test_nothing_of_it_is_cached_or_written_down(browser: Browser, container: Container) -> None:
    asked = enter_password(browser)
    code = newest_code(browser.client, SAKURA.login_id)
    browser.submit(asked, code=code)

    for path in ("/sign-in", "/mypage/security"):
        assert browser.client.get(path, follow_redirects=False).headers["cache-control"] == "no-store"
    with container.database.engine.connect() as connection:
        log = str(connection.exec_driver_sql("SELECT * FROM audit_events").fetchall())
    assert code not in log
    assert SAKURA.password not in log
