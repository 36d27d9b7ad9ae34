"""Every screen and dialog at a desk, on a tablet and on a phone: axe, targets, sideways scrolling, motion."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole

SIZES = {"phone": (360, 640), "tablet": (820, 1180), "desk": (1280, 800)}
SCREENS = {
    "queue": "順番待ち",
    "mine/c-sato": "自分の対応",
    "queue/c-tanaka": "順番待ち",
    "all": "すべての会話",
    "tickets": "チケット",
    "tickets/open/TKT-000101": "チケット",
    "tickets/open/TKT-000102": "チケット",
    "search/請求書": "検索",
    "feedback": "フィードバック",
    "canned": "定型文",
    "staff": "担当者",
    "audit": "監査ログ",
}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """
() => [...document.querySelectorAll("button, input, textarea, select, a")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".skip"))
  .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
  .filter(([element, box]) => (box.height < 32 || box.width < 32) && getComputedStyle(element).display !== "inline")
  .map(([element, box]) => `${element.textContent || element.name}: ${box.width}x${box.height}`)
"""


@pytest.fixture
def admin(page: Page, desk: FakeConsole) -> ConsolePage:
    desk.me = desk.staff[2]
    desk.conversations["c-sato"]["agent"] = {"id": 3, "name": "中野 恵"}
    return ConsolePage(page, desk)


def _violations(page: Page) -> list[tuple[str, str | None, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["impact"], [node["html"][:200] for node in each["nodes"]]) for each in found]


def _settled(page: Page) -> None:
    expect(page.locator(".skeleton")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", SCREENS)
def test_a_screen(admin: ConsolePage, page: Page, place: str, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    admin.at(place)
    expect(admin.heading).to_have_text(SCREENS[place])
    _settled(page)
    assert _violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("tab", ["回答候補", "会員情報", "チケット"])
@pytest.mark.parametrize("size", ["tablet", "desk"])
def test_a_tab_beside_the_conversation(admin: ConsolePage, page: Page, tab: str, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    admin.talk_with("c-tanaka", view="queue")
    if size == "tablet":
        page.get_by_role("button", name="会員と引き継ぎの情報").click()
    admin.tab(tab).click()
    if tab == "会員情報":
        page.get_by_role("button", name="会員情報を開く").click()
    _settled(page)
    assert _violations(page) == []
    assert page.evaluate(SMALL_TARGETS) == []


def _help(console: ConsolePage) -> None:
    console.at("queue").page.keyboard.press("?")


def _account(console: ConsolePage) -> None:
    console.at("queue").page.get_by_role("button", name="アカウントと設定").click()


def _reveal(console: ConsolePage) -> None:
    console.talk_with("c-tanaka", view="queue").log.get_by_role("button", name="電話番号").click()
    console.dialog.get_by_label("その他").check()


def _transfer(console: ConsolePage) -> None:
    console.talk_with("c-sato").button("引き継ぐ…").click()


def _end(console: ConsolePage) -> None:
    console.talk_with("c-sato").button("終了する").click()


def _new_ticket(console: ConsolePage) -> None:
    console.talk_with("c-sato")
    if console.tab("チケット").is_hidden():
        console.page.get_by_role("button", name="会員と引き継ぎの情報").click()
    console.tab("チケット").click()
    console.button("チケットを作る").click()


def _answer(console: ConsolePage) -> None:
    console.at("tickets/open/TKT-000102").page.get_by_label("回答", exact=True).fill("お答えします。")
    console.button("送る内容を確かめる").click()


def _canned(console: ConsolePage) -> None:
    console.at("canned").button("定型文を追加").click()


def _invite(console: ConsolePage) -> None:
    console.at("staff").button("担当者を招待").click()


def _manage(console: ConsolePage) -> None:
    console.at("staff").page.get_by_role("button", name="石井 健").click()


def _code(console: ConsolePage) -> None:
    _manage(console)
    console.button("2段階認証を解除する").click()


DIALOGS: list[Callable[[ConsolePage], None]] = [
    _help,
    _account,
    _reveal,
    _transfer,
    _end,
    _new_ticket,
    _answer,
    _canned,
    _invite,
    _manage,
    _code,
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("opens", DIALOGS, ids=lambda opens: opens.__name__.strip("_"))
def test_a_dialog(admin: ConsolePage, page: Page, opens: Callable[[ConsolePage], None], size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    opens(admin)
    expect(admin.dialog.last).to_be_visible()
    _settled(page)
    assert _violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SMALL_TARGETS) == []


def test_writing_with_the_list_of_canned_replies_open(admin: ConsolePage, page: Page, desk: FakeConsole) -> None:
    admin.talk_with("c-sato")
    admin.input.press_sequentially("/")
    expect(page.get_by_role("option")).to_have_count(3)
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(admin.toasts).to_have_count(1)
    assert _violations(page) == []
    page.keyboard.press("Escape")
    admin.button("社内メモ").click()
    assert _violations(page) == []


def test_dark(context: BrowserContext, desk: FakeConsole) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme="dark")
    console = ConsolePage(page, desk).talk_with("c-sato")
    _settled(page)
    assert _violations(page) == []
    console.button("社内メモ").click()
    assert _violations(page) == []
    console.at("tickets/open/TKT-000101")
    _settled(page)
    assert _violations(page) == []


def test_the_log_speaks_only_what_is_new(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).at("mine")
    page.evaluate(
        """() => {
          window.spoken = [];
          new MutationObserver((changes) => {
            for (const change of changes) {
              const live = change.target.closest?.("[role=log]");
              if (live?.getAttribute("aria-live") !== "polite") continue;
              for (const node of change.addedNodes) window.spoken.push(node.textContent);
            }
          }).observe(document.body, { childList: true, subtree: true });
        }"""
    )
    console.card("佐藤").click()
    expect(console.log).to_have_attribute("aria-live", "polite")
    assert page.evaluate("window.spoken") == []
    desk.says("c-sato", "できました")
    expect(console.bubbles.last).to_have_text("できました")
    (heard,) = page.evaluate("window.spoken")
    assert "できました" in heard


def test_skipping_to_the_screen(console: ConsolePage, page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ移動")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    expect(console.heading).to_have_text("順番待ち")


def test_reduced_motion_is_respected(console: ConsolePage, page: Page, desk: FakeConsole) -> None:
    """The tests' own pages ask for it; `no-preference` shows that there is something to reduce."""
    desk.asks_for_a_person("c-new", "ゲスト9001")
    name = "(toast) => getComputedStyle(toast).animationName"
    assert console.toasts.evaluate(name) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert console.toasts.evaluate(name) == "arrive"
