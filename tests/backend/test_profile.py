"""会員情報 and 会員情報変更, with the change of the mail address, and My Page's home."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from backend.app import public_app
from backend.audit import service as audit
from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE, Person
from backend.members import service as members
from backend.members.models import CodeChannel, Member
from backend.mypage import current_password, profile
from tests.backend.conftest import mailbox
from tests.backend.pages import Browser, Page


def person(case: str) -> Person:
    return next(person for person in PEOPLE if person.case == case)


PLAIN, PAID, SCREENING = person("plain"), person("paid_20"), person("screening")
BY_SMS = next(person for person in PEOPLE if person.code_channel == CodeChannel.SMS and not person.locked)
NEW = "misaki@umi-shoji.example"


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container).sign_in(PLAIN.login_id)


def stored(container: Container, login_id: str = PLAIN.login_id) -> Member:
    with container.database.reading() as session:
        member = members.find(session, login_id)
        assert member is not None
        return member


def acts(container: Container, login_id: str = PLAIN.login_id) -> list[str]:
    with container.database.reading() as session:
        member = members.find(session, login_id)
        assert member is not None
        return [event.action for event in audit.newest_of(session, member.id, 20)]


def subjects(client: TestClient, to: str) -> list[str]:
    return [mail["subject"] for mail in mailbox(client, to)]


def test_all_that_is_known_is_shown(browser: Browser) -> None:
    page = browser.get("/mypage/profile")
    for value in (PLAIN.login_id, PLAIN.name, PLAIN.email, PLAIN.company, PLAIN.address, PLAIN.phone):
        assert value in page.text
    assert "ログインIDは変更できません" in page.text


def test_the_links_are_called_as_the_faq_calls_them(browser: Browser) -> None:
    links = browser.get("/mypage/profile/edit").links
    assert links["パスワードの変更はこちら"] == "/mypage/password"
    assert links["二要素認証の設定はこちら"] == "/mypage/two-factor"
    assert links["メールアドレスの変更はこちら"] == "/mypage/profile/email"


def test_what_is_changed_is_stored_told_mailed_and_written_down(
    browser: Browser, client: TestClient, container: Container
) -> None:
    page = browser.fill("/mypage/profile/edit", company=" 海商事 株式会社 ", phone="0312345678")

    assert page.path == "/mypage/profile"
    assert "変更しました：会社名、電話番号。" in page.text
    member = stored(container)
    assert (member.company, member.phone) == ("海商事 株式会社", "03-1234-5678")
    assert (member.name, member.address, member.email) == (PLAIN.name, PLAIN.address, PLAIN.email)
    [mail] = mailbox(client, PLAIN.email)
    assert "・会社名\n・電話番号\n" in mail["body"]
    assert "海商事" not in mail["body"]
    assert acts(container) == [Action.PROFILE_CHANGED]
    assert "変更しました" not in browser.get("/mypage/profile").text


def test_saving_without_a_change_does_nothing(browser: Browser, client: TestClient, container: Container) -> None:
    """The demo's number is none that could be typed today, and stays all the same."""
    page = browser.fill("/mypage/profile/edit")
    assert profile.NOTHING_CHANGED in page.text
    assert subjects(client, PLAIN.email) == []
    assert acts(container) == []
    assert stored(container).phone == PLAIN.phone


@pytest.mark.parametrize("box", [None, "on"])
def test_the_wish_for_mails(browser: Browser, container: Container, box: str | None) -> None:
    browser.fill("/mypage/profile/edit", mail_opt_in=box)
    assert stored(container).mail_opt_in == (box is not None)


def test_nothing_typed_is_lost_and_every_mistake_is_told(browser: Browser, container: Container) -> None:
    page = browser.fill("/mypage/profile/edit", name="", phone="12", address="東京都港区海岸9-9")
    assert page.status == 422
    assert page.invalid == ["name", "phone"]
    assert page.form().fields["address"] == "東京都港区海岸9-9"
    assert page.form().fields["phone"] == "12"
    assert stored(container).address == PLAIN.address


def test_a_new_phone_number_sets_codes_back_to_mail(browser: Browser, client: TestClient, container: Container) -> None:
    browser.sign_in(BY_SMS.login_id)
    assert "送り先はメールに戻ります" in browser.get("/mypage/profile/edit").text
    page = browser.fill("/mypage/profile/edit", phone="090-1234-5678")

    assert profile.BY_MAIL_NOW in page.text
    assert stored(container, BY_SMS.login_id).code_channel == CodeChannel.MAIL
    assert set(acts(container, BY_SMS.login_id)) == {Action.PROFILE_CHANGED, Action.CODE_CHANNEL_CHANGED}
    assert "認証コードの送り先変更のお知らせ" in subjects(client, BY_SMS.email)


def test_other_changes_leave_the_way_of_codes(browser: Browser, container: Container) -> None:
    browser.sign_in(BY_SMS.login_id).fill("/mypage/profile/edit", address="東京都港区海岸9-9")
    assert stored(container, BY_SMS.login_id).code_channel == CodeChannel.SMS


@pytest.mark.parametrize("who", [PAID, SCREENING], ids=lambda who: who.case)
def test_who_uses_paid_is_told_what_does_not_follow(browser: Browser, who: Person) -> None:
    browser.sign_in(who.login_id)
    assert "Paidお客様サポートデスク" in browser.get("/mypage/profile/edit").text
    page = browser.fill("/mypage/profile/edit", company="海商事株式会社")
    assert profile.PAID_STAYS in page.text
    for words in ("会社名・代表者名", "Paidお客様サポートデスク", "Paidマイページ", "翌日以降に発行されるPaid請求書"):
        assert words in page.text


def test_the_wish_for_mails_is_no_matter_of_paid(browser: Browser) -> None:
    browser.sign_in(PAID.login_id)
    assert profile.PAID_STAYS not in browser.fill("/mypage/profile/edit", mail_opt_in=None).text


def test_who_does_not_use_paid_is_not_troubled_with_it(browser: Browser) -> None:
    assert "サポートデスク" not in browser.fill("/mypage/profile/edit", company="海商事株式会社").text


@pytest.mark.parametrize(
    "path", ["/mypage", "/mypage/profile", "/mypage/profile/edit", "/mypage/profile/email", "/mypage/password"]
)
def test_pages_need_a_session_and_lead_back(container: Container, client: TestClient, path: str) -> None:
    answer = Browser(client, container).client.get(path, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next={path}"


@pytest.mark.parametrize("path", ["/mypage/profile/edit", "/mypage/profile/email", "/mypage/password"])
def test_forms_of_others_are_refused(browser: Browser, container: Container, path: str) -> None:
    form = browser.get(path).form().fields | {"csrf_token": "a" * 64, "company": "悪意"}
    assert browser.client.post(path, data=form).status_code == 403
    assert stored(container).company == PLAIN.company


# The mail address


def ask(browser: Browser, email: str = NEW, password: str = PLAIN.password) -> Page:
    return browser.fill("/mypage/profile/email", email=email, current_password=password)


def link(client: TestClient, to: str = NEW) -> str:
    return urlsplit(next(mail["link"] for mail in mailbox(client, to) if "link" in mail)).path


def test_from_the_request_to_the_new_address(browser: Browser, client: TestClient, container: Container) -> None:
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, PLAIN.login_id)
    reset = link(client, PLAIN.email)
    asked = ask(browser)
    assert f"{NEW} へ確認のメールをお送りしました" in asked.text
    assert stored(container).email == PLAIN.email

    path = link(client)
    assert [browser.get(path).status for _ in range(2)] == [200, 200]
    done = browser.fill(path)

    assert done.path == "/email-change/done"
    member = stored(container)
    assert (member.email, member.login_id) == (NEW, PLAIN.login_id)
    assert "メールアドレス変更のお知らせ" in subjects(client, NEW)
    assert "メールアドレス変更のお知らせ" in subjects(client, PLAIN.email)
    assert acts(container)[0] == Action.EMAIL_CHANGED
    assert browser.get(path).status == 410
    assert browser.get(reset).status == 410


SIGN_IN_FIRST = "お申し込みになったご本人がログインしているときに確定できます"


@pytest.mark.parametrize("who", [None, PAID.login_id])
def test_whoever_got_the_mail_cannot_confirm_it(
    browser: Browser, client: TestClient, container: Container, who: str | None
) -> None:
    """A mistyped address may be somebody's."""
    ask(browser)
    path = link(client)
    stranger = Browser(client, container)
    if who is not None:
        stranger.sign_in(who)
    page = stranger.get(path)
    assert page.status == 403
    assert SIGN_IN_FIRST in page.text
    assert not {words for words in (NEW, PLAIN.email, PLAIN.name, PLAIN.login_id) if words in page.answer.text}

    token = stranger.get("/contact").form().fields["csrf_token"]
    refused = client.post(path, data={"csrf_token": token})
    assert refused.status_code == 403
    assert SIGN_IN_FIRST in refused.text
    assert stored(container).email == PLAIN.email

    browser.sign_in(PLAIN.login_id)
    assert browser.fill(path).path == "/email-change/done"
    assert stored(container).email == NEW


def test_confirming_needs_a_session_that_still_lives(
    browser: Browser, client: TestClient, container: Container
) -> None:
    ask(browser)
    page = browser.get(link(client))
    with container.database.unit_of_work() as session:
        container.sessions.close_all(session, stored(container).id)
    assert browser.submit(page).path == "/sign-in"
    assert stored(container).email == PLAIN.email
    assert browser.sign_in(PLAIN.login_id).fill(page.path).path == "/email-change/done"


def test_it_needs_the_current_password(browser: Browser, client: TestClient, container: Container) -> None:
    page = ask(browser, password="Wrong-Pass-2026")
    assert page.status == 422
    assert page.invalid == ["current_password"]
    assert page.form().fields["email"] == NEW
    assert page.form().fields["current_password"] == ""
    assert mailbox(client, NEW) == []
    assert acts(container) == [Action.PASSWORD_CHECK_FAILED]
    assert stored(container).failed_logins == 0


def test_tries_of_the_current_password_are_limited(browser: Browser, client: TestClient, container: Container) -> None:
    limit = int(container.settings.password_checks_per_account.split("/")[0])
    for _ in range(limit):
        ask(browser, password="Wrong-Pass-2026")
    page = ask(browser)
    assert page.status == 429
    assert current_password.TOO_MANY in page.text
    assert mailbox(client, NEW) == []
    assert not stored(container).is_locked


@pytest.mark.parametrize("email", ["", "misaki", PLAIN.email, f" {PLAIN.email.upper()} "])
def test_what_is_no_new_address(browser: Browser, client: TestClient, email: str) -> None:
    page = ask(browser, email)
    assert page.status == 422
    assert page.invalid == ["email"]
    assert subjects(client, PLAIN.email) == []


def test_anothers_address_gets_the_same_words_and_only_the_owner_learns_it(
    browser: Browser, client: TestClient, container: Container
) -> None:
    free, taken = ask(browser), ask(browser, PAID.email)
    assert taken.text.replace(PAID.email, NEW) == free.text
    assert (taken.status, taken.path) == (free.status, free.path)
    [mail] = mailbox(client, PAID.email)
    assert mail["subject"] == "メールアドレス変更のお申し込みについて"
    assert "link" not in mail


def test_a_new_request_replaces_the_one_before(browser: Browser, client: TestClient) -> None:
    ask(browser)
    first = link(client)
    ask(browser, "other@umi-shoji.example")
    assert browser.get(first).status == 410
    assert browser.get(link(client, "other@umi-shoji.example")).status == 200


def test_mails_to_one_address_are_limited_and_nobody_is_told(
    browser: Browser, client: TestClient, container: Container
) -> None:
    limit = int(container.settings.mails_per_new_address.split("/")[0])
    pages = {ask(browser).text for _ in range(limit + 1)}
    assert len(pages) == 1
    assert len(mailbox(client, NEW)) == limit


def test_an_address_that_is_anothers_meanwhile(browser: Browser, client: TestClient, container: Container) -> None:
    ask(browser)
    page = browser.get(link(client))
    with container.database.unit_of_work() as session:
        other = members.find(session, PAID.login_id)
        assert other is not None
        other.email = NEW
    assert browser.submit(page).status == 410
    assert stored(container).email == PLAIN.email


def test_who_has_left_meanwhile(browser: Browser, client: TestClient, container: Container, clock: FixedClock) -> None:
    ask(browser)
    page = browser.get(link(client))
    with container.database.unit_of_work() as session:
        member = members.find(session, PLAIN.login_id)
        assert member is not None
        member.withdrawn_at = clock.now()
    assert browser.submit(page).path == "/sign-in"
    with container.database.unit_of_work() as session:
        token = page.path.rpartition("/")[2]
        assert not container.email_changes.complete(session, token, stored(container).id, address="127.0.0.1")
    assert stored(container).email == PLAIN.email


def test_a_link_lasts_an_hour(browser: Browser, client: TestClient, container: Container, clock: FixedClock) -> None:
    ask(browser)
    path = link(client)
    clock.advance(timedelta(minutes=59))
    assert browser.sign_in(PLAIN.login_id).get(path).status == 200
    clock.advance(timedelta(minutes=1))
    assert browser.get(path).status == 410


def test_of_simultaneous_uses_of_a_link_one_succeeds(
    browser: Browser, client: TestClient, container: Container
) -> None:
    ask(browser)
    path = link(client)
    app = public_app(container)
    clients = [TestClient(app, client=("127.0.0.1", 50000)) for _ in range(6)]
    visitors = [Browser(one, container).sign_in(PLAIN.login_id) for one in clients]
    shown = [visitor.get(path) for visitor in visitors]
    barrier = Barrier(len(visitors))

    def use(visitor: Browser, page: Page) -> str:
        barrier.wait(timeout=10)
        return visitor.submit(page).path

    with ThreadPoolExecutor(len(visitors)) as pool:
        outcomes = list(pool.map(use, visitors, shown))
    assert sorted(outcomes) == sorted(["/email-change/done", *[path] * 5])
    assert subjects(client, PLAIN.email).count("メールアドレス変更のお知らせ") == 1
    assert acts(container).count(Action.EMAIL_CHANGED) == 1


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%F0%9F%98%80", "<script>", "%ED%A0%80"])
def test_an_invented_link_opens_nothing(browser: Browser, token: str) -> None:
    assert browser.get(f"/email-change/{token}").status == 410


# Home


@pytest.mark.parametrize("who", [person for person in PEOPLE if not person.locked and not person.withdrawn])
def test_home_leads_everywhere(browser: Browser, who: Person) -> None:
    page = browser.sign_in(who.login_id).get("/mypage")
    assert page.status == 200
    assert f"{who.name} 様" in page.text
    assert "デモ" in page.text
    for label in ("会員情報", "会員情報変更", "注文一覧", "契約一覧", "請求一覧", "Paid決済情報"):
        assert label in page.links
    assert ("審査中" in page.text) == (who.case == "screening")


def test_home_tells_when_the_screening_should_be_over(browser: Browser) -> None:
    page = browser.sign_in(SCREENING.login_id).get("/mypage")
    assert "2026年7月17日頃まで" in page.text
    assert "通常1～3営業日" in page.text


def test_home_shows_the_newest_order_and_invoice(browser: Browser) -> None:
    page = browser.sign_in(PAID.login_id).get("/mypage")
    assert any(href.startswith("/mypage/orders/ORD-") for href in page.links.values())
    assert any(href.startswith("/mypage/invoices/INV-") for href in page.links.values())
