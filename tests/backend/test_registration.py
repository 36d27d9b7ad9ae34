"""Signing up: from the form over the mail to a member who can sign in, and everybody who might try something else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backend.app import public_app
from backend.audit import service as audit
from backend.audit.actions import Action
from backend.billing.screening import PaidStatus
from backend.billing.terms import Closing
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.database import Base
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.models import CodeChannel, Member, Registration
from backend.notifications.models import OutgoingMessage
from tests.backend.conftest import mailbox
from tests.backend.pages import Browser, Page

NEW = "hanako@umi-shoji.example"
PASSWORD = "Brand-New-2026"
DETAILS = {
    "name": "山田 花子",
    "email": NEW,
    "company": "海商事株式会社",
    "address": "東京都港区海岸1-2-3",
    "phone": "０９０－１２３４－５６７８",
}
PAID = {"paid": "on", "paid_representative": "海野 太郎", "paid_closing": "20"}
KNOWN = next(person for person in PEOPLE if person.case == "card")
WITHDRAWN = next(person for person in PEOPLE if person.case == "withdrawn")


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


def sign_up(browser: Browser, **details: Any) -> Page:
    return browser.fill("/sign-up", **(DETAILS | details))


def link(client: TestClient, to: str = NEW) -> str:
    """The path of the newest link that was mailed."""
    return urlsplit(next(mail["link"] for mail in mailbox(client, to) if "link" in mail)).path


def confirm(browser: Browser, path: str, password: str = PASSWORD) -> Page:
    return browser.fill(path, password=password, password_again=password)


def member_of(container: Container, login_id: str = NEW) -> Member | None:
    with container.database.reading() as session:
        return members.find_active(session, login_id)


def count(container: Container, what: type[Base]) -> int:
    with container.database.reading() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def test_from_the_form_to_a_member(browser: Browser, client: TestClient, container: Container) -> None:
    sent = sign_up(browser, mail_opt_in="on")
    assert (sent.path, sent.status) == ("/sign-up/sent", 200)
    assert "リンクは24時間、一度だけ" in sent.text
    assert "24時間、一度だけ" in mailbox(client, NEW)[0]["body"]
    assert member_of(container) is None

    page = browser.get(link(client))
    assert NEW in page.answer.text
    browser.submit(page, password=PASSWORD, password_again=PASSWORD)

    member = member_of(container)
    assert member is not None
    assert (member.login_id, member.email) == (NEW, NEW)
    assert (member.name, member.company) == (DETAILS["name"], DETAILS["company"])
    assert (member.address, member.phone) == (DETAILS["address"], "090-1234-5678")
    assert member.mail_opt_in
    assert member.code_channel == CodeChannel.MAIL
    assert member.failed_logins == 0
    assert container.passwords.verify(member.password_hash, PASSWORD)
    assert mailbox(client, NEW)[0]["subject"] == "会員登録完了のお知らせ"
    with container.database.reading() as session:
        assert [event.action for event in audit.newest_of(session, member.id, 5)][-1] == Action.REGISTERED
        shown = container.registrations.backup_codes.shown(session, member.id)
    assert len(shown) == 10


def test_who_wishes_for_paid_has_applied_once_registered(
    browser: Browser, client: TestClient, container: Container
) -> None:
    sign_up(browser, **(PAID | {"paid_closing": "end"}))
    assert "Paid決済" not in str([mail["subject"] for mail in mailbox(client, NEW)])
    confirm(browser, link(client))

    member = member_of(container)
    assert member is not None
    with container.database.reading() as session:
        screening = container.paid_registrations.screening(session, member.id)
        record = container.paid_registrations.record(session, member.id)
        done = [event.action for event in audit.newest_of(session, member.id, 5)]
    assert record is not None
    assert (screening.status, screening.closing) == (PaidStatus.SCREENING, Closing.END_OF_MONTH)
    assert (record.representative, record.company) == (PAID["paid_representative"], DETAILS["company"])
    assert done == [Action.PAID_APPLIED, Action.REGISTERED]


def test_who_does_not_wish_for_paid_has_not(browser: Browser, client: TestClient, container: Container) -> None:
    sign_up(browser)
    confirm(browser, link(client))
    member = member_of(container)
    assert member is not None
    with container.database.reading() as session:
        screening = container.paid_registrations.screening(session, member.id)
    assert screening.status == PaidStatus.NOT_REGISTERED


def test_the_form_asks_for_what_the_faq_says(browser: Browser) -> None:
    page = browser.get("/sign-up")
    for label in ("名前", "メールアドレス", "会社名", "住所", "電話番号", "銀行振込（請求書払）または口座振替の利用"):
        assert label in page.text
    assert "20日締め翌月20日払い" in page.text
    assert "月末締め翌月末払い" in page.text
    assert "1～3営業日" in page.text


def test_nothing_typed_is_lost_and_every_mistake_is_told(browser: Browser, container: Container) -> None:
    typed = DETAILS | PAID | {"phone": "123", "email": "hanako＠", "mail_opt_in": "on", "paid_representative": ""}
    page = browser.fill("/sign-up", **typed)

    assert page.status == 422
    assert page.invalid == ["email", "phone", "paid_representative"]
    fields = page.form().fields
    assert {name: fields[name] for name in typed} == typed
    assert "電話番号を" in page.text
    assert "代表者名を入力してください" in page.text
    assert page.answer.text.count("data-errors") == 1
    assert count(container, Registration) == 0


@pytest.mark.parametrize("missing", [*DETAILS, "paid_representative", "paid_closing"])
def test_all_of_it_is_required(browser: Browser, missing: str) -> None:
    page = sign_up(browser, **(PAID | {missing: None}))
    assert page.status == 422
    assert f'href="#{missing}"' in page.answer.text


@pytest.mark.parametrize("closing", ["15", "", "ＥＮＤ", "\0"])
def test_a_closing_that_is_not_offered(browser: Browser, closing: str) -> None:
    assert sign_up(browser, **(PAID | {"paid_closing": closing})).status == 422


def test_what_belongs_to_paid_counts_only_when_it_is_wanted(browser: Browser, container: Container) -> None:
    sign_up(browser, paid_representative="海野 太郎", paid_closing="20")
    with container.database.reading() as session:
        [registration] = session.scalars(select(Registration))
    assert registration.paid_closing is None
    assert registration.paid_representative is None


def test_a_known_address_gets_the_same_page_and_only_its_owner_learns_it(
    browser: Browser, client: TestClient, container: Container
) -> None:
    unknown, known = sign_up(browser), sign_up(browser, email=KNOWN.email.upper())

    assert (known.status, known.path, known.text) == (unknown.status, unknown.path, unknown.text)
    assert known.answer.headers.keys() == unknown.answer.headers.keys()
    [mail] = mailbox(client, KNOWN.email)
    assert mail["subject"] == "会員登録のお申し込みについて"
    assert "link" not in mail
    with container.database.reading() as session:
        rows = list(session.scalars(select(Registration).order_by(Registration.id)))
    assert [row.is_void for row in rows] == [False, True]
    assert count(container, OutgoingMessage) == 2


def test_a_known_login_id_counts_as_a_known_address(browser: Browser, container: Container) -> None:
    with container.database.unit_of_work() as session:
        member = members.find_active(session, KNOWN.login_id)
        assert member is not None
        member.login_id, member.email = NEW, "other@umi-shoji.example"
    sign_up(browser)
    with container.database.reading() as session:
        [registration] = session.scalars(select(Registration))
    assert registration.is_void


def test_who_has_left_can_register_again(browser: Browser, client: TestClient, container: Container) -> None:
    with container.database.unit_of_work() as session:
        gone = members.find(session, WITHDRAWN.login_id)
        assert gone is not None
        gone.login_id = WITHDRAWN.email
    sign_up(browser, email=WITHDRAWN.email)
    confirm(browser, link(client, WITHDRAWN.email))

    member = member_of(container, WITHDRAWN.email)
    assert member is not None
    assert member.id != gone.id
    with container.database.reading() as session:
        assert members.get(session, gone.id).is_withdrawn


def test_looking_at_the_link_uses_nothing_up(browser: Browser, client: TestClient, container: Container) -> None:
    sign_up(browser)
    path = link(client)
    assert [browser.get(path).status for _ in range(3)] == [200] * 3
    confirm(browser, path)
    assert member_of(container) is not None


def test_a_link_works_once(browser: Browser, client: TestClient, container: Container) -> None:
    sign_up(browser)
    path = link(client)
    page = browser.get(path)
    browser.submit(page, password=PASSWORD, password_again=PASSWORD)
    again = browser.submit(page, password="Another-Pass-1", password_again="Another-Pass-1")

    assert again.status == 410
    assert browser.get(path).status == 410
    member = member_of(container)
    assert member is not None
    assert container.passwords.verify(member.password_hash, PASSWORD)


def test_of_simultaneous_uses_of_a_link_one_succeeds(
    browser: Browser, client: TestClient, container: Container
) -> None:
    sign_up(browser)
    _contend(container, [link(client)] * 6)
    assert member_of(container) is not None
    assert [mail["subject"] for mail in mailbox(client, NEW)].count("会員登録完了のお知らせ") == 1


def test_of_two_links_to_one_address_one_makes_a_member(
    browser: Browser, client: TestClient, container: Container
) -> None:
    paths = []
    for _ in range(4):
        sign_up(browser)
        paths.append(link(client))
    assert len(set(paths)) == 4
    _contend(container, paths)
    assert [mail["subject"] for mail in mailbox(client, NEW)].count("会員登録完了のお知らせ") == 1


def _contend(container: Container, paths: list[str]) -> None:
    """Use links at the same moment, each in a browser of its own; one success is expected."""
    before = count(container, Member)
    app = public_app(container)
    visitors = [Browser(TestClient(app, client=("127.0.0.1", 50000)), container) for _ in paths]
    shown = [visitor.get(path) for visitor, path in zip(visitors, paths, strict=True)]
    assert [page.status for page in shown] == [200] * len(paths)
    barrier = Barrier(len(paths))

    def use(visitor: Browser, page: Page) -> str:
        barrier.wait(timeout=10)
        return visitor.submit(page, password=PASSWORD, password_again=PASSWORD).path

    with ThreadPoolExecutor(len(paths)) as pool:
        outcomes = list(pool.map(use, visitors, shown))
    assert sorted(outcomes) == sorted(["/sign-in", *_losers(outcomes, paths)])
    assert count(container, Member) == before + 1


def _losers(outcomes: list[str], paths: list[str]) -> list[str]:
    """Those who stay on the page of their link, as it tells them that it is used up."""
    winner = outcomes.index("/sign-in")
    return [path for number, path in enumerate(paths) if number != winner]


def test_a_link_lasts_a_day(browser: Browser, client: TestClient, clock: FixedClock) -> None:
    sign_up(browser)
    path = link(client)
    clock.advance(timedelta(hours=23, minutes=59))
    assert browser.get(path).status == 200
    clock.advance(timedelta(minutes=1))
    assert browser.get(path).status == 410


def test_an_address_that_became_a_member_meanwhile(browser: Browser, client: TestClient, container: Container) -> None:
    sign_up(browser)
    path = link(client)
    page = browser.get(path)
    with container.database.unit_of_work() as session:
        member = members.find_active(session, KNOWN.login_id)
        assert member is not None
        member.email = NEW
    before = count(container, Member)
    assert browser.submit(page, password=PASSWORD, password_again=PASSWORD).status == 410
    assert count(container, Member) == before


@pytest.mark.parametrize("password", ["", "short-1A", "no-digits-HERE", "back\\slash-1A", "全角Password-1"])
def test_a_password_against_the_policy_leaves_the_link_good(
    browser: Browser, client: TestClient, container: Container, password: str
) -> None:
    sign_up(browser)
    path = link(client)
    assert confirm(browser, path, password).status == 422
    assert browser.fill(path, password=PASSWORD, password_again=PASSWORD + "x").status == 422
    assert member_of(container) is None
    confirm(browser, path)
    assert member_of(container) is not None


def test_mails_to_one_address_are_limited_and_nobody_is_told(
    browser: Browser, client: TestClient, container: Container
) -> None:
    limit = int(container.settings.mails_per_new_address.split("/")[0])
    pages = [sign_up(browser) for _ in range(limit + 2)]
    assert {(page.path, page.text) for page in pages} == {("/sign-up/sent", pages[0].text)}
    assert len(mailbox(client, NEW)) == limit
    for _ in range(limit + 2):
        sign_up(browser, email=KNOWN.email)
    assert len(mailbox(client, KNOWN.email)) == limit


def test_sign_ups_from_one_address_are_limited_and_nothing_typed_is_lost(container: Container) -> None:
    limit = int(container.settings.registrations_per_address.split("/")[0])
    client = TestClient(public_app(container), client=("203.0.113.7", 50000))
    browser = Browser(client, container)
    for number in range(limit):
        assert sign_up(browser, email=f"h{number}@umi-shoji.example").path == "/sign-up/sent"
    page = sign_up(browser)
    assert page.status == 429
    assert page.form().fields["company"] == DETAILS["company"]
    assert count(container, Registration) == limit


def test_a_form_from_elsewhere_is_refused(browser: Browser, container: Container) -> None:
    browser.get("/sign-up")
    assert browser.client.post("/sign-up", data=DETAILS).status_code == 403
    page = browser.get("/sign-up")
    answer = browser.client.post(
        "/sign-up", data=page.form().fields | DETAILS, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert count(container, Registration) == 0


def test_who_is_signed_in_needs_no_form(browser: Browser) -> None:
    assert browser.sign_in(KNOWN.login_id).get("/sign-up").path == "/mypage"


def test_old_sign_ups_are_forgotten(browser: Browser, container: Container, clock: FixedClock) -> None:
    sign_up(browser)
    clock.advance(timedelta(days=3))
    sign_up(browser, email="other@umi-shoji.example")
    with container.database.reading() as session:
        assert [row.email for row in session.scalars(select(Registration))] == ["other@umi-shoji.example"]


def test_the_database_does_not_tell_the_token(browser: Browser, client: TestClient, container: Container) -> None:
    sign_up(browser)
    token = link(client).rpartition("/")[2]
    with container.database.reading() as session:
        stored = str([session.execute(select(table)).all() for table in Base.metadata.sorted_tables])
    assert NEW in stored
    assert token not in stored


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%F0%9F%98%80", "<script>", "%ED%A0%80"])
def test_an_invented_link_opens_nothing(browser: Browser, token: str) -> None:
    page = browser.get(f"/sign-up/{token}")
    assert page.status == 410
    assert "<script>" not in page.answer.text.replace("<script ", "")


@pytest.mark.parametrize("value", ["\0", "\ud800", "<script>alert(1)</script>", "名" * 1000, "{{ 7 * 7 }}"])
def test_odd_input_does_no_harm(browser: Browser, value: str) -> None:
    sendable = value.encode("utf-8", "replace").decode()
    page = browser.fill("/sign-up", **dict.fromkeys(DETAILS, sendable))
    assert page.status == 422
    assert "<script>alert" not in page.answer.text
