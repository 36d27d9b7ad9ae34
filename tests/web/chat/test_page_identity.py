"""The chat on a page that knows who is signed in: the proof is asked for when needed, and goes with the member."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.web.fake_backend import GREETING, FakeBackend
from tests.web.widget import Widget

ANONYMOUS = {"channel": "web"}
PROVEN = {"channel": "web", "identity_token": "a-token"}


@pytest.fixture
def asked(page: Page) -> list[Request]:
    """Requests for a token; each is given one."""
    asked: list[Request] = []

    def answer(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(json={"token": "a-token"})

    page.route("**/identity-token", answer)
    return asked


@pytest.fixture
def visit(page: Page, fake: FakeBackend) -> Callable[..., Widget]:
    """Opens the demo page as if this member were signed in; `""` is nobody."""

    def visit(subject: str, *, url: str = "/api/me/identity-token") -> Widget:
        attributes = f'data-identity-subject="{subject}"'
        if subject:
            attributes += f' data-identity-url="{url}"'

        def rewrite(route: Route) -> None:
            response = route.fetch()
            body = response.text().replace("<script src", f"<script {attributes} src", 1)
            body = body.replace("</title>", '</title><meta name="csrf-token" content="from-the-page">')
            route.fulfill(response=response, body=body)

        page.unroute(re.compile(r"/$"))
        page.route(re.compile(r"/$"), rewrite)
        page.goto(fake.origin + "/")
        return Widget(page)

    return visit


def test_opening_the_chat_proves_who_is_signed_in(
    visit: Callable[..., Widget], fake: FakeBackend, asked: list[Request]
) -> None:
    widget = visit("member-1")
    expect(widget.launcher).to_be_visible()
    assert asked == []

    widget.open()
    [request] = asked
    assert request.method == "POST"
    assert request.headers["x-csrf-token"] == "from-the-page"
    assert fake.begun_with == [PROVEN]


def test_another_conversation_is_proven_anew(
    visit: Callable[..., Widget], fake: FakeBackend, asked: list[Request]
) -> None:
    widget = visit("member-1")
    widget.open()
    fake.forgets()
    widget.send("こんにちは")
    widget.button("新しい会話を始める").click()
    expect(widget.bubbles).to_have_text([GREETING])
    assert len(asked) == 2
    assert fake.begun_with == [PROVEN, PROVEN]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 403, "json": {"code": "csrf_token_invalid"}},
        {"status": 200, "body": "<!doctype html>"},
        {"status": 200, "json": {}},
        {"status": 303, "headers": {"Location": "/sign-in"}},
    ],
    ids=["refused", "not JSON", "without a token", "led to the sign-in page"],
)
def test_without_the_proof_one_can_still_ask(
    visit: Callable[..., Widget], page: Page, fake: FakeBackend, answer: dict[str, object]
) -> None:
    page.route("**/identity-token", lambda route: route.fulfill(**answer))
    visit("member-1").open()
    assert fake.begun_with == [ANONYMOUS]


def test_a_dead_line_does_not_keep_anybody_from_asking(
    visit: Callable[..., Widget], page: Page, fake: FakeBackend
) -> None:
    page.route("**/identity-token", lambda route: route.abort())
    visit("member-1").open()
    assert fake.begun_with == [ANONYMOUS]


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/identity-token", "//elsewhere.example/identity-token", "http://["]
)
def test_no_other_origin_is_asked(
    visit: Callable[..., Widget], fake: FakeBackend, asked: list[Request], url: str
) -> None:
    visit("member-1", url=url).open()
    assert asked == []
    assert fake.begun_with == [ANONYMOUS]


def test_the_same_members_next_page_goes_on_with_the_conversation(
    visit: Callable[..., Widget], page: Page, fake: FakeBackend, asked: list[Request]
) -> None:
    widget = visit("member-1")
    widget.open()
    widget.send("注文を見せて")
    expect(widget.own_bubbles).to_have_count(1)
    visit("member-1")
    expect(widget.own_bubbles).to_have_text(["注文を見せて"])
    assert len(asked) == 1


@pytest.mark.parametrize("next_one", ["member-2", ""], ids=["another member", "signed out"])
def test_a_members_conversation_is_gone_with_the_member(
    visit: Callable[..., Widget], fake: FakeBackend, asked: list[Request], next_one: str
) -> None:
    widget = visit("member-1")
    widget.open()
    widget.send("注文を見せて")
    expect(widget.own_bubbles).to_have_count(1)

    visit(next_one)
    expect(widget.bubbles).to_have_text([GREETING])
    assert fake.begun_with == [PROVEN, PROVEN if next_one else ANONYMOUS]


def test_a_visitors_conversation_lasts_over_the_pages_before_signing_in(
    visit: Callable[..., Widget], fake: FakeBackend, asked: list[Request]
) -> None:
    widget = visit("")
    widget.open()
    widget.send("ログインできません")
    expect(widget.own_bubbles).to_have_count(1)
    visit("")
    expect(widget.own_bubbles).to_have_text(["ログインできません"])
    assert fake.begun_with == [ANONYMOUS]

    visit("member-1")
    expect(widget.bubbles).to_have_text([GREETING])
    assert fake.begun_with == [ANONYMOUS, PROVEN]


def test_a_page_that_says_nothing_of_members_leaves_the_conversation_alone(
    visit: Callable[..., Widget], page: Page, fake: FakeBackend, asked: list[Request]
) -> None:
    widget = visit("member-1")
    widget.open()
    widget.send("注文を見せて")
    expect(widget.own_bubbles).to_have_count(1)
    page.unroute(re.compile(r"/$"))
    page.goto(fake.origin + "/")
    expect(widget.own_bubbles).to_have_text(["注文を見せて"])
