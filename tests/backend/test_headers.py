"""Headers that say what browsers may do with our answers, and who may read them from elsewhere."""

import pytest
from fastapi.testclient import TestClient

from backend.app import public_app
from backend.composition import build_container
from backend.container import Container
from backend.core.settings import Settings
from tests.backend.databases import CHEAP_PASSWORDS
from tests.backend.desk import Desk

HSTS = "Strict-Transport-Security"
ELSEWHERE = {"Origin": "https://elsewhere.example"}
ALLOWED = "access-control-allow-origin"


@pytest.mark.parametrize("path", ["/sign-in", "/api/live", "/widget.js", "/nothing-here"])
def test_https_is_kept_to_where_pages_are_served_over_it(settings: Settings, path: str) -> None:
    over_https = settings.model_copy(update={"public_url": "https://shop.example"})
    container = build_container(Settings(**over_https.model_dump()), passwords=CHEAP_PASSWORDS)
    answer = TestClient(public_app(container)).get(path)
    assert answer.headers[HSTS] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/sign-in", "/api/live"])
def test_without_https_nothing_is_promised(client: TestClient, path: str) -> None:
    assert HSTS not in client.get(path).headers


@pytest.mark.parametrize("path", ["/api/health", "/api/live", "/api/suggest?q=a", "/widget.js", "/static/icon.svg"])
def test_what_the_widget_needs_may_be_read_from_any_page(client: TestClient, path: str) -> None:
    assert client.get(path, headers=ELSEWHERE).headers[ALLOWED] == "*"


def test_conversations_may_be_used_from_any_page(client: TestClient) -> None:
    assert client.post("/api/conversations", headers=ELSEWHERE).headers[ALLOWED] == "*"
    asked = ELSEWHERE | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    assert client.options("/api/conversations/some/messages", headers=asked).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/demo/members",
        "/demo/mailbox",
        "/sign-in",
        "/mypage",
        "/api/me",
        "/api/me/identity-token",
        "/api/openapi.json",
        "/api/conversationsabout",
        "/nothing-here",
    ],
)
def test_nothing_else_may_be_read_from_elsewhere(client: TestClient, path: str) -> None:
    assert ALLOWED not in client.get(path, headers=ELSEWHERE, follow_redirects=False).headers
    asked = ELSEWHERE | {"Access-Control-Request-Method": "GET"}
    assert ALLOWED not in client.options(path, headers=asked).headers


def test_only_named_origins_may_if_they_are_named(container: Container, settings: Settings) -> None:
    named = Settings(**(settings.model_dump() | {"widget_origins": ("https://shop.example",)}))
    named_only = TestClient(public_app(build_container(named, container.clock, CHEAP_PASSWORDS)))
    assert ALLOWED not in named_only.get("/api/live", headers=ELSEWHERE).headers
    at_the_shop = named_only.get("/api/live", headers={"Origin": "https://shop.example"})
    assert at_the_shop.headers[ALLOWED] == "https://shop.example"


@pytest.mark.parametrize("path", ["/me", "/conversations", "/search?q=ab", "/members/1", "/tickets", "/nothing-here"])
def test_no_browser_keeps_what_staff_see(client: TestClient, container: Container, path: str) -> None:
    at_desk = Desk(client, container).sign_in().client.get(f"/console/api{path}")
    refused = client.get(f"/console/api{path}")
    assert [answer.headers["Cache-Control"] for answer in (at_desk, refused)] == ["no-store"] * 2


@pytest.mark.parametrize("path", ["/demo/members", "/demo/staff", "/demo/mailbox"])
def test_no_browser_keeps_the_secrets_of_the_demo(client: TestClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"
