"""/demo/members and /demo/mailbox: what they tell, and to whom."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from backend.app import public_app
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.demo import routes as demo_routes
from backend.identity import totp
from backend.members import service as members
from tests.backend.conftest import mailbox

PATHS = ["/demo/members", "/demo/mailbox?to=sakura.ito", "/demo/staff"]


def send_code(container: Container, login_id: str, code: str) -> None:
    with container.database.unit_of_work() as session:
        member = members.find_active(session, login_id)
        assert member is not None
        container.letters.chat_code(session, member, code=code, valid_minutes=10)


def test_members_are_told_as_agreed(client: TestClient) -> None:
    told = client.get("/demo/members").json()

    assert {person["role"] for person in told["staff"]} == {"agent", "admin"}
    assert len(told["members"]) >= 10
    assert {frozenset(member) for member in told["members"]} == {
        frozenset({"login_id", "password", "name", "situation", "case"})
    }
    assert all("\n" not in member["situation"] for member in told["members"])


def test_staff_are_told_with_the_codes_of_this_moment(client: TestClient, clock: FixedClock) -> None:
    told = client.get("/demo/members").json()["staff"]
    page = client.get("/demo/staff")

    assert {frozenset(one) for one in told} == {
        frozenset({"login_id", "password", "totp_secret", "role", "slack_user_id"})
    }
    for one in told:
        assert one["login_id"] in page.text
        assert totp.code_at(one["totp_secret"], clock.now()) in page.text
    assert page.headers["cache-control"] == "no-store"


def test_a_mail_is_told_as_agreed(container: Container, client: TestClient) -> None:
    send_code(container, "sakura.ito", "123456")

    [mail] = mailbox(client, "sakura.ito")
    assert set(mail) == {"channel", "to", "subject", "body", "code", "sent_at"}
    assert (mail["channel"], mail["code"]) == ("mail", "123456")
    assert "123456" in mail["body"]
    assert mail["sent_at"].endswith("+09:00")


@pytest.mark.parametrize(
    ("to", "codes"),
    [
        ("sakura.ito", ["222222", "111111"]),
        ("ito@mihon-medical.example", ["222222", "111111"]),
        ("ITO@mihon-medical.example", ["222222", "111111"]),
        ("shota.watanabe", ["333333"]),
        ("090-0000-0006", ["333333"]),
        ("09000000006", ["333333"]),
        ("０９０－００００－０００６", ["333333"]),
        ("misaki.tanaka", []),
        ("nobody@example.com", []),
        ("%", []),
    ],
)
def test_a_mailbox_is_found_by_address_phone_or_login_id(
    container: Container, client: TestClient, to: str, codes: list[str]
) -> None:
    for login_id, code in (("sakura.ito", "111111"), ("sakura.ito", "222222"), ("shota.watanabe", "333333")):
        send_code(container, login_id, code)

    assert [mail["code"] for mail in mailbox(client, to)] == codes


def test_without_an_address_everything_is_there(container: Container, client: TestClient) -> None:
    send_code(container, "sakura.ito", "111111")
    send_code(container, "shota.watanabe", "333333")

    found: list[dict[str, Any]] = client.get("/demo/mailbox", headers={"Accept": "application/json"}).json()
    assert [mail["code"] for mail in found] == ["333333", "111111"]


def test_a_browser_gets_a_page(container: Container, client: TestClient) -> None:
    send_code(container, "sakura.ito", "123456")
    page = client.get("/demo/mailbox", params={"to": "sakura.ito"}, headers={"Accept": "text/html,*/*"})

    assert page.headers["Content-Type"].startswith("text/html")
    assert page.headers["Cache-Control"] == "no-store"
    assert "デモ" in page.text
    assert "123456" in page.text
    assert "まだ何も送られていません" in client.get("/demo/mailbox?to=nobody").text


def test_the_page_shows_what_was_asked_for_as_text(client: TestClient) -> None:
    page = client.get("/demo/mailbox", params={"to": '"><script>alert(1)</script>'})
    assert "<script>" not in page.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("peer", ["192.0.2.7", "2001:db8::7", "10.0.0.2"])
def test_other_machines_get_nothing(container: Container, path: str, peer: str) -> None:
    with TestClient(public_app(container), client=(peer, 50000)) as stranger:
        assert stranger.get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_proxy_on_this_machine_gets_nothing(client: TestClient, path: str, header: str) -> None:
    assert client.get(path).status_code == 200
    assert client.get(path, headers={header: "192.0.2.7"}).status_code == 404


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},  # another port of this machine
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "null"},
    ],
)
def test_other_sites_open_in_a_browser_here_get_nothing(client: TestClient, path: str, headers: dict[str, str]) -> None:
    assert client.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}],
)
def test_who_types_the_address_or_follows_our_link_gets_it(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    assert client.get(path, headers=headers).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_production_has_no_demo(container: Container, path: str) -> None:
    production = {
        "environment": "production",
        "public_url": "https://shop.example",
        "smtp_host": "mail.madoguchi.example",
        "smtp_security": "tls",
    }
    settings = Settings(**(container.settings.model_dump() | production))
    app = FastAPI()
    app.state.container = replace(container, settings=settings)
    app.include_router(demo_routes.router)

    assert TestClient(app, client=("127.0.0.1", 50000)).get(path).status_code == 404
