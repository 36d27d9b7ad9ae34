"""Where codes go: by SMS only once a code has come back from the phone."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.members import service as members
from tests.backend.conftest import mailbox
from tests.backend.pages import Browser, Page
from tests.backend.signing_in import SAKURA, at_once, audited, enter_password, member_of, prepared

PAGE = "/mypage/two-factor"


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container).sign_in(SAKURA.login_id)


def wish_for_sms(browser: Browser) -> Page:
    return browser.fill(PAGE, channel="sms")


def phone_code(browser: Browser) -> str:
    newest = mailbox(browser.client, SAKURA.login_id)[0]
    assert (newest["channel"], newest["to"]) == ("sms", SAKURA.phone)
    return str(newest["code"])


def test_by_sms_once_the_phone_has_answered(browser: Browser, container: Container) -> None:
    asked = wish_for_sms(browser)
    assert asked.path == f"{PAGE}/phone"
    assert member_of(container).code_channel == "mail"

    done = browser.submit(asked, code=phone_code(browser))
    assert done.path == PAGE
    assert "SMSに変更しました" in done.text
    assert audited(container) == [Action.CODE_CHANNEL_CHANGED]
    assert mailbox(browser.client, SAKURA.login_id)[0]["channel"] == "mail"  # the letter that tells of it

    browser.client.cookies.clear()
    enter_password(browser)
    assert mailbox(browser.client, SAKURA.login_id)[0]["channel"] == "sms"


def test_back_to_mail_at_once(browser: Browser, container: Container) -> None:
    browser.submit(wish_for_sms(browser), code=phone_code(browser))
    back = browser.fill(PAGE, channel="mail")

    assert "メールです" in back.text
    assert member_of(container).code_channel == "mail"
    assert audited(container) == [Action.CODE_CHANNEL_CHANGED] * 2


def test_choosing_what_is_chosen_changes_and_tells_nothing(browser: Browser, container: Container) -> None:
    browser.fill(PAGE, channel="mail")

    assert audited(container) == []
    assert mailbox(browser.client, SAKURA.login_id) == []


@pytest.mark.parametrize("channel", [None, "", "pigeon"])
def test_no_other_way_is_known(browser: Browser, container: Container, channel: str | None) -> None:
    refused = browser.fill(PAGE, channel=channel)

    assert refused.status == 422
    assert member_of(container).code_channel == "mail"


def test_wrong_codes_run_out_and_never_lock(browser: Browser, container: Container) -> None:
    asked = wish_for_sms(browser)
    right = phone_code(browser)
    wrong = next(other for other in ("000000", "111111") if other != right)
    for _ in range(container.settings.code_tries):
        assert browser.submit(asked, code=wrong).status == 422

    assert browser.submit(asked, code=right).path == PAGE
    assert member_of(container).code_channel == "mail"
    assert member_of(container).failed_logins == 0


def test_a_code_lasts_ten_minutes(browser: Browser, container: Container, clock: FixedClock) -> None:
    asked = wish_for_sms(browser)
    code = phone_code(browser)
    clock.advance(timedelta(minutes=10))

    assert browser.submit(asked, code=code).path == PAGE
    assert member_of(container).code_channel == "mail"


def test_a_code_works_once_also_at_once(browser: Browser, container: Container) -> None:
    asked = wish_for_sms(browser)
    at_once([prepared(browser, asked, code=phone_code(browser)).send] * 4)

    assert audited(container) == [Action.CODE_CHANNEL_CHANGED]


def test_a_code_for_a_number_that_has_changed_is_worth_nothing(browser: Browser, container: Container) -> None:
    asked = wish_for_sms(browser)
    code = phone_code(browser)
    with container.database.unit_of_work() as session:
        members.get(session, member_of(container).id).phone = "+81900000099"

    assert browser.submit(asked, code=code).status == 422
    assert member_of(container).code_channel == "mail"


def test_sms_are_limited(browser: Browser, container: Container) -> None:
    limit = int(container.settings.phone_checks_per_number.split("/")[0])
    statuses = [wish_for_sms(browser).status for _ in range(limit + 1)]

    assert statuses == [200] * limit + [429]
    assert len(mailbox(browser.client, SAKURA.login_id)) == limit


@pytest.mark.parametrize("phone", ["0990-512-345", "0570-000-123", "+43 900 123456", "+1 212-555-0123"])
def test_no_sms_goes_where_it_makes_somebody_rich(browser: Browser, container: Container, phone: str) -> None:
    with container.database.unit_of_work() as session:
        members.get(session, member_of(container).id).phone = phone

    refused = wish_for_sms(browser)

    assert (refused.status, refused.path) == (422, PAGE)
    assert "SMSをお送りできません" in refused.text
    assert mailbox(browser.client, SAKURA.login_id) == []


def test_the_code_page_needs_a_code_on_its_way(browser: Browser) -> None:
    assert browser.get(f"{PAGE}/phone").path == PAGE
