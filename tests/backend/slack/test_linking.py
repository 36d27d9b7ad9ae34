"""A Slack user becomes a colleague: by a link of their own, at the console, with a fresh code, and only so."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import IntegrityError

from backend.audit.actions import Action
from backend.console import cookies
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.demo.staff import COLLEAGUES
from backend.slack import links, people
from tests.backend.conftest import mailbox
from tests.backend.desk import ADMIN, AGENT, ISHII, KIMURA, Desk
from tests.backend.slack.conftest import Workplace
from tests.backend.slack.linking import CONFIRM, Linker, door, fresh_code, link
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.staff_signing_in import acts, backup_codes, change, code_now, enter_password, newest_act, person


@pytest.fixture(autouse=True)
def nobody_linked(container: Container, peer: SlackPeer) -> None:
    """The demo's staff come linked."""
    for colleague in COLLEAGUES:
        change(container, colleague.login_id, slack_user_id=None)
    peer.add_user("U0KIMURA", "Kimura Takuya")


def test_from_slack_to_the_console_and_back(
    client: TestClient, container: Container, peer: SlackPeer, workplace: Workplace
) -> None:
    linker = Linker(client, container)
    page = linker.follows(link(container))
    for shown in ("Kimura Takuya", "U0KIMURA", "Madoguchi", KIMURA.name, KIMURA.login_id):
        assert shown in page.text

    done = linker.confirms(page)

    assert (done.path, "Slackと連携しました" in done.text) == ("/console/account", True)
    found = people.find(container, "U0KIMURA")
    assert found is not None
    assert (found.name, person(container).slack_linked_at) == (KIMURA.name, container.clock.now())
    assert (newest_act(container).action, newest_act(container).details) == (
        Action.SLACK_LINKED,
        {"slack_user": "U0KIMURA"},
    )
    assert "Slackの連携のお知らせ" in mailbox(client, KIMURA.email)[0]["subject"]
    [told] = peer.wait_for(lambda: peer.direct("U0KIMURA"))
    assert KIMURA.name in told.text


def test_who_is_not_signed_in_comes_back_after_it(client: TestClient, container: Container) -> None:
    linker = Linker(client, container, signs_in=False)
    password = linker.follows(link(container))
    assert password.path == "/console/sign-in"
    code = linker.browser.submit(password, login_id=KIMURA.login_id, password=KIMURA.password)
    page = linker.browser.submit(code, code=code_now(container))

    assert page.path == CONFIRM
    assert linker.confirms(page).path == "/console/account"
    assert person(container).slack_user_id == "U0KIMURA"
    assert linker.browser.get("/console/sign-in").path == "/console", "the link is put away"


def test_the_link_alone_shows_and_changes_nothing(client: TestClient, container: Container) -> None:
    browser = Linker(client, container, signs_in=False).browser
    page = browser.get(link(container))

    assert "U0KIMURA" not in page.answer.text
    assert '<meta http-equiv="refresh" content="0; url=/console/slack/confirm">' in page.answer.text
    assert browser.get(CONFIRM).path == "/console/sign-in"
    assert enter_password(browser).path == "/console/sign-in/code"
    assert browser.get(CONFIRM).path == "/console/sign-in"
    assert person(container).slack_user_id is None


def test_looking_links_nothing(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    address = link(container)
    for _ in range(3):
        assert linker.follows(address).path == CONFIRM
    assert person(container).slack_user_id is None


def test_a_wrong_code_links_nothing_and_leaves_the_link_good(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    refused = linker.confirms(linker.follows(link(container)), "000000")
    assert (refused.status, refused.invalid, person(container).slack_user_id) == (422, ["code"], None)
    assert newest_act(container).action == Action.STAFF_CODE_CHECK_FAILED
    assert linker.confirms(refused).path == "/console/account"


def test_a_backup_code_does(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    linker.confirms(linker.follows(link(container)), backup_codes(container)[0])
    assert person(container).slack_user_id == "U0KIMURA"


def test_guessing_the_code_is_limited(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    page = linker.follows(link(container))
    allowed = int(container.settings.staff_code_checks.partition("/")[0])
    assert {linker.confirms(page, "000000").status for _ in range(allowed)} == {422}
    assert linker.confirms(page).status == 429
    assert person(container).slack_user_id is None


def test_without_the_forms_token_nothing_is_linked(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    form = linker.follows(link(container)).form("")
    sent = {"token": form.fields["token"], "code": fresh_code(container)}
    assert client.post(CONFIRM, data=sent).status_code == 403
    assert person(container).slack_user_id is None


def test_a_link_is_good_once(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    address = link(container)
    page = linker.follows(address)
    linker.confirms(page)
    change(container, AGENT, slack_user_id=None)

    assert linker.confirms(page).status == 410
    assert linker.browser.get(address).status == 410
    assert person(container).slack_user_id is None


def test_a_link_is_good_for_ten_minutes(client: TestClient, container: Container, clock: FixedClock) -> None:
    linker = Linker(client, container)
    address = link(container)
    clock.advance(timedelta(seconds=container.settings.slack_link_valid_seconds - 1))
    page = linker.follows(address)
    assert page.path == CONFIRM
    clock.advance(timedelta(seconds=1))
    assert linker.browser.get(address).status == 410
    assert linker.confirms(page).status == 410
    assert person(container).slack_user_id is None


def test_nothing_else_that_was_signed_is_a_link(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    good = link(container).partition("token=")[2]
    data = container.vault.unsign(good, purpose="slack-link")
    for token in (
        container.vault.sign(data, purpose="another"),
        container.vault.sign(["U0KIMURA"], purpose="slack-link"),
        good[:-9] + ("A" if good[-9] != "A" else "B") + good[-8:],  # not the last: two of its bits say nothing
        "",
    ):
        assert linker.browser.get(f"/console/slack/link?token={token}").status == 410
    assert cookies.SLACK_LINK not in {cookie.name for cookie in client.cookies.jar}


def test_what_was_shown_is_linked_whatever_link_is_followed_meanwhile(
    client: TestClient, container: Container, stranger: Staff
) -> None:
    linker = Linker(client, container)
    page = linker.follows(link(container))
    linker.browser.get(link(container, stranger.user))
    linker.confirms(page)
    assert person(container).slack_user_id == "U0KIMURA"


def test_an_account_has_one_slack_user(client: TestClient, container: Container) -> None:
    linker = Linker(client, container)
    linker.links()
    late = linker.follows(link(container, "U0OTHER"))
    assert (late.status, "先に「アカウント」で連携を解除" in late.text) == (409, True)
    assert person(container).slack_user_id == "U0KIMURA"


def test_a_slack_user_has_one_account(client: TestClient, container: Container) -> None:
    Linker(client, container).links()
    other = Linker(client, container, ISHII)
    page = other.follows(link(container))
    assert (page.status, "別の担当者アカウントと連携しています" in page.text) == (409, True)
    assert person(container, ISHII.login_id).slack_user_id is None


def test_of_two_who_confirm_the_same_user_the_second_is_told(client: TestClient, container: Container) -> None:
    other = Linker(client, container, ISHII)
    page = other.follows(link(container))
    cookies_of_other = dict(client.cookies)
    Linker(client, container).links()
    client.cookies.clear()
    for name, value in cookies_of_other.items():
        client.cookies.set(name, value, domain="testserver.local", path="/console")
    refused = other.confirms(page)
    assert (refused.status, person(container, ISHII.login_id).slack_user_id) == (409, None)


def test_when_slack_is_down_the_id_is_shown_and_linking_works(
    client: TestClient, container: Container, peer: SlackPeer
) -> None:
    linker = Linker(client, container)
    peer.down()
    page = linker.follows(link(container))
    assert "U0KIMURA" in page.text
    assert "確認できませんでした" in page.text
    linker.confirms(page)
    assert person(container).slack_user_id == "U0KIMURA"


def test_a_name_in_slack_is_only_text(client: TestClient, container: Container, peer: SlackPeer) -> None:
    peer.add_user("U0EVIL", "<script>alert(1)</script>")
    page = Linker(client, container).follows(link(container, "U0EVIL"))
    assert "<script>alert(1)" not in page.answer.text
    assert "&lt;script&gt;" in page.answer.text


def test_somebody_takes_their_own_off(client: TestClient, container: Container, kimura: Staff) -> None:
    browser = Linker(client, container).browser
    account = browser.get("/console/account")
    assert kimura.user in account.text
    done = browser.submit(account, "/console/account/slack/unlink")

    assert "Slackとの連携を解除しました" in done.text
    assert people.find(container, kimura.user) is None
    assert (newest_act(container).action, newest_act(container).details) == (
        Action.SLACK_UNLINKED,
        {"slack_user": kimura.user},
    )
    assert "連携解除" in mailbox(client, KIMURA.email)[0]["subject"]
    again = browser.submit(account, "/console/account/slack/unlink")
    assert (again.status, again.path) == (200, "/console/account")
    assert acts(container).count(Action.SLACK_UNLINKED) == 1


def test_an_admin_takes_it_off_with_a_code(client: TestClient, container: Container, kimura: Staff) -> None:
    admin = Desk(client, container).sign_in(ADMIN)
    agent = person(container).id
    path = f"/staff-accounts/{agent}/unlink-slack"
    listed = {each["login_id"]: each["is_linked_to_slack"] for each in admin.get("/staff-accounts").json()["accounts"]}
    assert (listed[AGENT], listed[ADMIN]) == (True, False)
    assert admin.post(path, code="000000").json()["code"] == "code_wrong"
    assert people.find(container, kimura.user) is not None

    done = admin.post(path, code=admin.code())

    assert (done.status_code, done.json()["is_linked_to_slack"]) == (200, False)
    assert people.find(container, kimura.user) is None
    assert newest_act(container).details == {"slack_user": kimura.user, "staff_id": agent}
    assert admin.post(path, code=admin.code()).json()["code"] == "not_linked"
    [shown, *_] = admin.get("/audit", q="Slack").json()["acts"]
    assert (shown["label"], shown["notes"]) == ("Slackとの連携の解除", [f"Slack：{kimura.user}"])


@pytest.mark.parametrize("column", ["disabled_at", "locked_at", "enrolled_at"])
def test_who_may_not_sign_in_counts_as_unlinked_at_once(container: Container, kimura: Staff, column: str) -> None:
    assert people.find(container, kimura.user) is not None
    before = getattr(person(container), column)
    change(container, AGENT, **{column: None if column == "enrolled_at" else container.clock.now()})
    assert people.find(container, kimura.user) is None
    change(container, AGENT, **{column: before})
    assert people.find(container, kimura.user) is not None


def test_of_two_at_the_same_moment_one_is_linked(container: Container) -> None:
    """The database says so where both have looked before either wrote."""
    offer = links.read(door(container), link(container).partition("token=")[2])
    assert offer is not None
    with container.database.unit_of_work() as session:
        links.use_up(session, offer, container.clock.now())
    with pytest.raises(IntegrityError), container.database.unit_of_work() as session:
        links.use_up(session, offer, container.clock.now())


class TestWithoutSlack:
    """What a desk without Slack has of it: nothing."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"slack_bot_token": None, "slack_signing_secret": None, "slack_channel": ""})

    def test_there_is_no_page(self, client: TestClient, container: Container) -> None:
        browser = Linker(client, container).browser
        assert browser.get("/console/slack/link?token=x").status == 404
        assert browser.get(CONFIRM).status == 404
        assert "Slack" not in browser.get("/console/account").text
