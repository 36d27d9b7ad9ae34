"""What makes a chat forget who it is with before the time is up, and what is written down when it learns it."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.container import Container
from backend.core.clock import FixedClock
from backend.members import service as members
from tests.backend.conftest import Visitor, mailbox
from tests.backend.fake_bot import FakeBot
from tests.backend.pages import Browser
from tests.backend.signing_in import SAKURA, audited

NEW = "Brand-New-2026"
OTHER = "misaki.tanaka"


def reset(browser: Browser, container: Container) -> None:
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, SAKURA.login_id)
    link = next(mail["link"] for mail in mailbox(browser.client, SAKURA.login_id) if "link" in mail)
    done = browser.fill(urlsplit(link).path, password=NEW, password_again=NEW)
    assert done.path == "/password-reset/done"


def change(browser: Browser, _container: Container) -> None:
    typed = {"current_password": SAKURA.password, "password": NEW, "password_again": NEW}
    assert browser.fill("/mypage/password", **typed).path == "/mypage/profile"


def sign_out_everywhere(browser: Browser, _container: Container) -> None:
    assert browser.submit(browser.get("/mypage/security"), "/sign-out/everywhere").path == "/sign-in"


def sign_out_here(browser: Browser, _container: Container) -> None:
    assert browser.submit(browser.get("/mypage"), "/sign-out").path == "/sign-in"


def is_known(internal: TestClient, bot: FakeBot) -> bool:
    reference = bot.asked[-1]["conversation"]
    return bool(internal.get(f"/internal/conversations/{reference}/account").json()["identified"])


@pytest.fixture
def identified(client: TestClient) -> Visitor:
    """A chat in some browser, in which the member has proven who they are."""
    visitor = Visitor(client)
    assert visitor.identify(SAKURA.login_id).status_code == 200
    return visitor


@pytest.mark.parametrize("act", [reset, change, sign_out_everywhere])
def test_what_signs_out_every_browser_ends_the_proof_in_every_chat(
    identified: Visitor,
    container: Container,
    internal: TestClient,
    bot: FakeBot,
    act: Callable[[Browser, Container], None],
) -> None:
    assert is_known(internal, bot)
    act(Browser(identified.client, container).sign_in(SAKURA.login_id), container)
    assert not is_known(internal, bot)
    assert identified.get("/messages").json()["identified_until"] is None
    identified.says("もしもし")
    assert not is_known(internal, bot)
    assert identified.identify(SAKURA.login_id).status_code == 200
    assert is_known(internal, bot)


def test_leaving_one_browser_leaves_the_chats_alone(
    identified: Visitor, container: Container, internal: TestClient, bot: FakeBot
) -> None:
    sign_out_here(Browser(identified.client, container).sign_in(SAKURA.login_id), container)
    assert is_known(internal, bot)


def test_anothers_chat_is_left_alone(
    client: TestClient, container: Container, internal: TestClient, bot: FakeBot
) -> None:
    assert Visitor(client).identify(OTHER).status_code == 200
    sign_out_everywhere(Browser(client, container).sign_in(SAKURA.login_id), container)
    assert is_known(internal, bot)


def _mark(container: Container, column: str, at: datetime) -> None:
    with container.database.unit_of_work() as session:
        member = members.find(session, SAKURA.login_id)
        assert member is not None
        setattr(member, column, at)


def test_who_is_locked_may_still_look_up_and_ask_to_be_unlocked(
    identified: Visitor, container: Container, clock: FixedClock, internal: TestClient, bot: FakeBot
) -> None:
    _mark(container, "locked_at", clock.now())
    assert is_known(internal, bot)


def test_who_has_left_is_nobody_any_more(
    identified: Visitor, container: Container, clock: FixedClock, internal: TestClient, bot: FakeBot
) -> None:
    _mark(container, "withdrawn_at", clock.now())
    assert not is_known(internal, bot)
    assert identified.get("/messages").json()["identified_until"] is None


def test_a_code_from_before_leaving_proves_nothing(visitor: Visitor, container: Container, clock: FixedClock) -> None:
    code = visitor.code(SAKURA.login_id)
    _mark(container, "withdrawn_at", clock.now())
    assert visitor.post("/identity/confirm", code=code).status_code == 422


def test_a_proof_is_written_down_and_shown_to_the_member(visitor: Visitor, container: Container) -> None:
    code = visitor.code(SAKURA.login_id)
    wrong = "000000" if code != "000000" else "111111"
    visitor.post("/identity/confirm", code=wrong)
    assert Action.CHAT_IDENTIFIED not in audited(container)
    visitor.post("/identity/confirm", code=code)
    assert audited(container).count(Action.CHAT_IDENTIFIED) == 1
    browser = Browser(visitor.client, container).sign_in(SAKURA.login_id)
    assert "チャットでの本人確認" in browser.get("/mypage/security").text
