"""One script tag on anybody's page, and the files behind it."""

import base64
import json
import re
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from backend.web.routes import STATIC_DIRECTORY
from tests.web.fake_backend import GREETING, FakeBackend
from tests.web.widget import Widget


def _token(subject: str) -> str:
    """Looks like a signed token; only the server would check the signature."""
    payload = base64.urlsafe_b64encode(json.dumps({"sub": subject}).encode()).decode().rstrip("=")
    return f"e30.{payload}.signature"


def _with(page: Page, **attributes: str) -> None:
    """Serve the demo page with these attributes on its script tag, from now on."""
    given = "".join(f' data-{name.replace("_", "-")}="{value}"' for name, value in attributes.items())

    def rewrite(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("<script src", f"<script{given} src", 1))

    page.unroute_all()
    page.route(re.compile(r"/$"), rewrite)


def test_it_works_on_another_origins_page_whatever_its_styles(page: Page, fake: FakeBackend) -> None:
    page.goto(fake.origin + "/plain")
    widget = Widget(page)
    widget.open()
    expect(widget.bubbles).to_have_text([GREETING])
    fake.says("はい。")
    widget.send("こんにちは")
    expect(widget.bubbles.last).to_have_text("はい。")
    fake.pushes("担当の佐藤です。")
    expect(widget.bubbles.last).to_have_text("担当の佐藤です。")
    assert widget.bubbles.first.evaluate("(bubble) => getComputedStyle(bubble).color") != "rgb(255, 0, 0)"
    called = page.evaluate("performance.getEntriesByType('resource').map((entry) => new URL(entry.name).hostname)")
    assert set(called) == {"localhost"}


def test_everything_comes_from_one_origin(page: Page, fake: FakeBackend) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(fake.origin + "/")
    Widget(page).open()
    assert {url for url in asked if not url.startswith(fake.origin)} == set()


def test_every_file_is_asked_for_at_once_and_once(page: Page, fake: FakeBackend) -> None:
    """No file waits for another one to name it: widget.js has hints for all that there are."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text) if "preload" in message.text else None)
    page.goto(fake.origin + "/plain")
    widget = Widget(page)
    widget.open()
    hinted = page.locator("link[rel=modulepreload], link[rel=preload]").evaluate_all(
        "(links) => links.map((link) => new URL(link.href).pathname)"
    )
    folder = STATIC_DIRECTORY / "widget"
    files = {f"/static/widget/{file.relative_to(folder)}" for file in folder.rglob("*.*") if file.name != "widget.js"}
    assert set(hinted) == files
    assert sorted(path for path in asked if path.startswith("/static/widget/")) == sorted(files)
    assert warnings == []


def test_a_second_script_tag_adds_no_second_chat(page: Page, fake: FakeBackend) -> None:
    page.goto(fake.origin + "/plain")
    expect(page.locator("madoguchi-chat")).to_have_count(1)
    page.add_script_tag(url=fake.origin + "/widget.js")
    expect(page.locator("madoguchi-chat")).to_have_count(1)


def test_an_identity_token_is_handed_over_once(page: Page, fake: FakeBackend) -> None:
    token = _token("yamada")
    _with(page, identity_token=token)
    page.goto(fake.origin + "/")
    Widget(page).open()
    assert fake.begun_with == [{"channel": "web", "identity_token": token}]


def test_a_refused_identity_token_does_not_keep_anybody_from_asking(page: Page, fake: FakeBackend) -> None:
    fake.fails("begin", 401)
    _with(page, identity_token=_token("yamada"))
    page.goto(fake.origin + "/")
    Widget(page).open()
    assert fake.begun_with[1:] == [{"channel": "web"}]


def test_the_next_member_in_the_same_tab_does_not_see_the_conversation_before(page: Page, fake: FakeBackend) -> None:
    _with(page, identity_token=_token("yamada"))
    page.goto(fake.origin + "/")
    widget = Widget(page)
    widget.open()
    widget.send("山田の質問です")
    expect(widget.own_bubbles).to_have_count(1)
    _with(page, identity_token=_token("yamada"))
    page.reload()
    expect(widget.own_bubbles).to_have_text(["山田の質問です"])
    _with(page, identity_token=_token("sato"))
    page.reload()
    expect(widget.bubbles).to_have_text([GREETING])
    assert len(fake.begun_with) == 2


def test_a_new_tab_knows_nothing(widget: Widget, fake: FakeBackend, context: BrowserContext) -> None:
    """Offices share computers: the key to a conversation goes with its tab."""
    widget.open()
    other = context.new_page()
    other.goto(fake.origin + "/")
    Widget(other).open()
    assert len(fake.begun_with) == 2


def test_a_page_without_https_can_send_too(context: BrowserContext, fake: FakeBackend) -> None:
    context.add_init_script("delete Crypto.prototype.randomUUID")
    page = context.new_page()
    page.goto(fake.origin + "/")
    widget = Widget(page)
    widget.open()
    widget.send("こんにちは")
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    client_id = fake.posts[0]["client_message_id"]
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", client_id)


def test_the_demo_page_says_what_it_is_and_links_its_tools(widget: Widget, page: Page) -> None:
    expect(page.get_by_text("この店舗は架空のものです")).to_be_visible()
    expect(page.get_by_role("link", name="デモ会員の一覧")).to_have_attribute("href", "/demo/members")
    expect(page.get_by_role("link", name="デモ用メールボックス")).to_have_attribute("href", "/demo/mailbox")


@pytest.mark.parametrize("path", ["/widget.js", "/static/widget/element.js", "/static/widget/styles/base.css"])
def test_files_may_be_embedded_and_are_revalidated(fake: FakeBackend, path: str) -> None:
    response = httpx.get(fake.origin + path)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cache-control"] == "no-cache"
    again = httpx.get(fake.origin + path, headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["/static/../routes.py", "/static/%2e%2e/routes.py", "/static/..%2froutes.py", "/static/"]
)
def test_nothing_outside_the_folder_is_served(fake: FakeBackend, path: str) -> None:
    assert httpx.get(fake.origin + path).status_code == 404
