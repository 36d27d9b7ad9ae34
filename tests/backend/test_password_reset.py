"""Setting a new password by link: from the request to the page, by everybody who might try."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.database import Base
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.models import PasswordResetLink
from backend.notifications.models import OutgoingMessage
from tests.backend.conftest import mailbox

MEMBER = "sakura.ito"
NEW = "Brand-New-2026"
LOCKED = next(person.login_id for person in PEOPLE if person.case == "locked")
WITHDRAWN = next(person.login_id for person in PEOPLE if person.case == "withdrawn")


def ask(container: Container, login_id: str = MEMBER) -> None:
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, login_id)


def link(client: TestClient, login_id: str = MEMBER) -> str:
    """The path of the newest link that was mailed."""
    newest = next(mail["link"] for mail in mailbox(client, login_id) if "link" in mail)
    return re.sub(r"^http://[^/]+", "", newest)


def typed(client: TestClient, password: str = NEW, again: str | None = None) -> dict[str, str]:
    """What the form sends. Its token is the same on every page that a visitor sees."""
    token = re.findall(r'name="csrf-token" content="([0-9a-f]+)"', client.get("/password-reset").text)[0]
    return {"csrf_token": token, "password": password, "password_again": password if again is None else again}


def set_password(client: TestClient, path: str, password: str = NEW, again: str | None = None) -> int:
    return int(client.post(path, data=typed(client, password, again), follow_redirects=False).status_code)


def has_password(container: Container, login_id: str, password: str) -> bool:
    with container.database.reading() as session:
        member = members.find(session, login_id)
        return member is not None and container.passwords.verify(member.password_hash, password)


def test_from_the_mail_to_the_new_password(container: Container, client: TestClient) -> None:
    ask(container)
    path = link(client)

    page = client.get(path)
    assert page.status_code == 200
    assert "新しいパスワードの設定" in page.text

    done = client.post(path, data=typed(client))
    assert done.status_code == 200
    assert "パスワードを設定しました" in done.text
    assert has_password(container, MEMBER, NEW)
    assert mailbox(client, MEMBER)[0]["subject"] == "パスワード変更のお知らせ"


def test_the_mail_goes_to_the_registered_address_only(container: Container, client: TestClient) -> None:
    ask(container)
    [mail] = mailbox(client, MEMBER)

    assert mail["to"] == "ito@mihon-medical.example"
    assert mail["link"] in mail["body"]
    assert mail["link"].startswith(container.settings.base_url + "/password-reset/")


def test_looking_at_the_page_uses_nothing_up(container: Container, client: TestClient) -> None:
    ask(container)
    path = link(client)

    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert set_password(client, path) == 303


def test_two_links_at_once_do_not_wait_for_each_other(container: Container, client: TestClient) -> None:
    for _ in range(2):
        ask(container)
    tokens = [mail["link"].rsplit("/", 1)[1] for mail in mailbox(client, MEMBER)[:2]]
    barrier = Barrier(2)

    def use(token: str) -> bool:
        barrier.wait(timeout=10)
        with container.database.unit_of_work() as session:
            return container.password_resets.set_password(session, token, container.passwords.hash(NEW))

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, tokens)) == [False, True]


def test_a_link_works_once(container: Container, client: TestClient) -> None:
    ask(container)
    path = link(client)

    assert set_password(client, path) == 303
    assert set_password(client, path, "Another-Pass-1") == 410
    assert client.get(path).status_code == 410
    assert has_password(container, MEMBER, NEW)


def test_of_simultaneous_requests_one_succeeds(container: Container, client: TestClient) -> None:
    ask(container)
    path = link(client)
    passwords = [f"Contender-No-{number}" for number in range(8)]
    forms = {password: typed(client, password) for password in passwords}
    barrier = Barrier(len(passwords))

    def contend(password: str) -> int:
        barrier.wait(timeout=10)
        return int(client.post(path, data=forms[password], follow_redirects=False).status_code)

    with ThreadPoolExecutor(len(passwords)) as pool:
        outcomes = list(pool.map(contend, passwords))

    assert sorted(outcomes) == [303] + [410] * 7
    assert has_password(container, MEMBER, passwords[outcomes.index(303)])


def test_a_link_lasts_thirty_minutes(container: Container, client: TestClient, clock: FixedClock) -> None:
    ask(container)
    path = link(client)

    clock.advance(timedelta(minutes=29, seconds=59))
    assert client.get(path).status_code == 200
    clock.advance(timedelta(seconds=1))
    assert client.get(path).status_code == 410
    assert set_password(client, path) == 410


def test_setting_a_password_closes_the_members_other_links(container: Container, client: TestClient) -> None:
    ask(container)
    first = link(client)
    ask(container)
    second = link(client)
    ask(container, LOCKED)

    assert first != second
    assert client.get(first).status_code == 200
    assert set_password(client, second) == 303
    assert client.get(first).status_code == 410
    assert client.get(link(client, LOCKED)).status_code == 200


def test_a_new_password_never_unlocks(container: Container, client: TestClient) -> None:
    ask(container, LOCKED)
    assert set_password(client, link(client, LOCKED)) == 303

    assert has_password(container, LOCKED, NEW)
    with container.database.reading() as session:
        member = members.find(session, LOCKED)
        assert member is not None
        assert member.is_locked
        assert member.failed_logins > 0


@pytest.mark.parametrize("login_id", ["nobody", WITHDRAWN, "", "\0", "\ud800", "x" * 4000])
def test_nobody_gets_no_mail_but_the_same_work_is_done(container: Container, login_id: str) -> None:
    ask(container, login_id)

    with container.database.reading() as session:
        [trace] = session.scalars(select(PasswordResetLink))
        assert trace.member_id is None
        assert session.scalar(select(func.count(OutgoingMessage.id))) == 0


def test_who_leaves_meanwhile_sets_no_password(container: Container, client: TestClient, clock: FixedClock) -> None:
    ask(container)
    path = link(client)
    with container.database.unit_of_work() as session:
        member = members.find(session, MEMBER)
        assert member is not None
        member.withdrawn_at = clock.now()

    assert set_password(client, path) == 410
    assert not has_password(container, MEMBER, NEW)


def test_mails_are_limited_by_account_and_nobody_is_told(container: Container, client: TestClient) -> None:
    limit = int(container.settings.resets_per_account.split("/")[0])
    for typed in ["SAKURA.ITO", "ｓakura.ito ", *["sakura.ito"] * limit]:
        ask(container, typed)
    ask(container, LOCKED)

    assert len(mailbox(client, MEMBER)) == limit
    assert len(mailbox(client, LOCKED)) == 1


def test_traces_of_old_links_are_swept(container: Container, clock: FixedClock) -> None:
    for _ in range(3):
        ask(container, "nobody")
    clock.advance(timedelta(days=2))
    ask(container, "nobody")

    with container.database.reading() as session:
        assert session.scalar(select(func.count(PasswordResetLink.id))) == 1


def test_the_database_does_not_tell_the_token(container: Container, client: TestClient) -> None:
    ask(container)
    token = link(client).rpartition("/")[2]

    with container.database.reading() as session:
        stored = str([session.execute(select(table)).all() for table in Base.metadata.sorted_tables])
    assert MEMBER in stored
    assert token not in stored


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "%F0%9F%98%80", "<script>", "%ED%A0%80"])
def test_an_invented_link_opens_nothing(client: TestClient, token: str) -> None:
    page = client.get(f"/password-reset/{token}")

    assert page.status_code in {404, 410}
    assert "<script>" not in page.text
    assert set_password(client, f"/password-reset/{token}") in {404, 410}


@pytest.mark.parametrize(
    ("password", "again", "complaint"),
    [
        ("Short-1", "Short-1", "10文字以上"),
        ("Brand-New-2026\\", "Brand-New-2026\\", "記号だけ"),
        ("brand-new-2026", "brand-new-2026", "英大文字を1文字以上"),
        (NEW, "Brand-New-2027", "一致していません"),
        ("", "", "10文字以上"),
    ],
)
def test_the_page_says_what_is_wrong_and_the_link_stays_good(
    container: Container, client: TestClient, password: str, again: str, complaint: str
) -> None:
    ask(container)
    path = link(client)

    refused = client.post(path, data=typed(client, password, again))
    assert refused.status_code == 422
    assert complaint in refused.text
    assert 'role="alert"' in refused.text
    assert "Brand-New" not in refused.text  # what was typed is not sent back
    assert set_password(client, path) == 303


def test_a_form_without_its_fields_is_a_bad_form_not_an_error(container: Container, client: TestClient) -> None:
    ask(container)
    path = link(client)

    token = {"csrf_token": typed(client)["csrf_token"]}
    assert client.post(path, data=token).status_code == 422
    assert client.post(path, data=token, files={"password": b"x"}).status_code == 415
    assert client.post(path).status_code == 422
    assert client.post(path, content=b"\xff\xfe%00=%00", headers={"Content-Type": "text/plain"}).status_code == 422


def test_the_page_gives_nothing_away(container: Container, client: TestClient) -> None:
    ask(container)
    page = client.get(link(client))

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert re.findall(r'(?:src|href|action)="(?![/#])', page.text) == []
    assert "伊藤" not in page.text
    assert MEMBER not in page.text


def test_the_page_states_the_policy_and_loads_its_own_files(container: Container, client: TestClient) -> None:
    ask(container)
    page = client.get(link(client)).text

    assert "10文字以上" in page
    assert page.count("data-rule=") == 5
    assert "デモ" in page
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert client.get(path).status_code == 200
