"""Keyboard, screen reader, small screens, zoom, motion, contrast."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.chat.samples import CARDS
from tests.web.fake_backend import GREETING, FakeBackend
from tests.web.widget import Widget

# A person looks at these now and then: `MADOGUCHI_SCREENSHOTS=folder`.
SCREENSHOTS = os.environ.get("MADOGUCHI_SCREENSHOTS")
Scene = Callable[[Widget, FakeBackend, Page], None]

# Notes what a screen reader would speak: what is added to the log while it is polite.
LISTEN_TO_THE_LOG = """
window.spoken = [];
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = attach.call(this, options);
  new MutationObserver((changes) => {
    for (const change of changes) {
      const place = change.target.nodeType === 1 ? change.target : change.target.parentElement;
      const live = place?.closest("[aria-live]");
      if (live?.getAttribute("role") !== "log" || live.getAttribute("aria-live") !== "polite") continue;
      if (place.closest("[aria-hidden]")) continue;
      for (const node of change.addedNodes) {
        const copy = node.cloneNode(true);
        for (const hidden of copy.querySelectorAll?.("[aria-hidden]") ?? []) hidden.remove();
        window.spoken.push(copy.textContent);
      }
    }
  }).observe(root, { childList: true, subtree: true, characterData: true });
  return root;
};
"""

# Every text that is shown, with its contrast against the ground behind it (WCAG 2.2, 1.4.3).
LOW_CONTRAST = """
(host) => {
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of host.shadowRoot.querySelectorAll("*")) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
    if (!text || element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    const lights = [luminance(parse(getComputedStyle(element).color)), luminance(ground(element))];
    const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
    if (contrast < 4.5) found.push(`${text}: ${contrast.toFixed(2)}`);
  }
  return found;
}
"""

SMALL_TARGETS = """
(host) => [...host.shadowRoot.querySelectorAll("button, input, textarea, a")]
  .map((element) => element.type === "radio" ? element.closest("label") : element)
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .map((element) => [element.getAttribute("aria-label") ?? element.textContent, element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([name, box]) => `${name}: ${box.width}x${box.height}`)
"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOG_SIDEWAYS = "(log) => log.scrollWidth - log.clientWidth"


def _fill(widget: Widget, fake: FakeBackend) -> None:
    """One message of every kind."""
    for card in (*CARDS.values(), CARDS["ticket"]):
        fake.says(
            "お調べしました。", card=card, choices=[{"title": "次へ", "topic": "faq/x", "payload": "choice:faq/x"}]
        )
        widget.send("教えてください" * 6)
        expect(widget.log.locator("[data-delivery=sending]")).to_have_count(0)
    fake.fails("post", 429)
    widget.send("もう一つ")
    expect(widget.button("もう一度送る")).to_be_visible()


def _answer_in_doubt(widget: Widget, fake: FakeBackend, _page: Page) -> None:
    fake.says("ご案内します。", topic="faq/backup_codes")
    widget.send("教えてください")
    widget.button("役に立たなかった").click()
    expect(widget.root.get_by_role("form", name="役に立たなかった理由")).to_be_visible()


def _waiting(widget: Widget, fake: FakeBackend, _page: Page) -> None:
    fake.desk.queues(12, 13, 48)
    expect(widget.button("待つのをやめる")).to_be_visible()


def _answered_by_mail(widget: Widget, fake: FakeBackend, page: Page) -> None:
    _waiting(widget, fake, page)
    widget.button("メールで回答を受け取る").click()
    widget.button("この宛先で受け取る").click()
    expect(widget.root.get_by_role("alert").filter(has_text="メールアドレス")).to_be_visible()


def _with_a_person(widget: Widget, fake: FakeBackend, _page: Page) -> None:
    fake.desk.joins("長い名前を名乗っている東京の担当者")
    fake.pushes("お待たせしました。")
    fake.pushes("ご用件を拝見します。")
    fake.tells("typing", {"author": "agent", "active": True})
    expect(widget.root.locator(".typing")).to_be_visible()
    expect(widget.root.locator(".header-who.is-person")).to_be_visible()


def _rating(widget: Widget, fake: FakeBackend, page: Page) -> None:
    _with_a_person(widget, fake, page)
    fake.desk.ends()
    widget.root.get_by_role("button", name="送る").click()
    widget.root.get_by_role("radio", name="とても満足").check(force=True)
    expect(widget.root.get_by_role("textbox", name="ご意見")).to_be_visible()


SCENES = [_answer_in_doubt, _waiting, _answered_by_mail, _with_a_person, _rating]
SIZES = [(1280, 800), (360, 640), (640, 400), (320, 480)]


def test_everything_works_from_the_keyboard(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.launcher.focus()
    page.keyboard.press("Enter")
    expect(widget.input).to_be_focused()
    expect(widget.bubbles).to_have_text([GREETING])
    fake.says("ご案内します。")
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    expect(widget.bubbles.last).to_have_text("ご案内します。")
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
    expect(widget.button("パスワードを忘れた")).not_to_be_focused()
    widget.button("パスワードを忘れた").focus()
    fake.says("再設定の方法です。")
    page.keyboard.press("Space")
    expect(widget.bubbles.last).to_have_text("再設定の方法です。")
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_tab_reaches_every_control_in_the_order_of_reading(widget: Widget, page: Page) -> None:
    widget.open()
    widget.panel.focus()
    names = []
    for _ in range(8):
        page.keyboard.press("Tab")
        names.append(
            widget.root.evaluate(
                "(host) => host.shadowRoot.activeElement.getAttribute('aria-label')"
                " ?? (host.shadowRoot.activeElement.textContent || host.shadowRoot.activeElement.id)"
            )
        )
    assert names == [
        "やさしい日本語",
        "メニュー",
        "チャットを閉じる",
        "会話",
        "パスワードを忘れた",
        "支払期日を調べる",
        "注文の状況を調べる",
        "message",
    ]


def test_escape_closes_the_menu_before_the_panel(widget: Widget, page: Page) -> None:
    widget.open()
    widget.button("メニュー").click()
    expect(widget.button("ご本人確認をする")).to_be_focused()
    page.keyboard.press("Escape")
    expect(widget.button("メニュー")).to_be_focused()
    expect(widget.button("メニュー")).to_have_attribute("aria-expanded", "false")
    expect(widget.panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_focus_is_always_visible(widget: Widget, page: Page) -> None:
    widget.open()
    widget.panel.focus()
    for name in ("やさしい日本語", "メニュー"):
        page.keyboard.press("Tab")
        outline = widget.button(name).evaluate("(button) => getComputedStyle(button).outlineStyle")
        assert outline == "solid"


def test_a_screen_reader_hears_what_is_new_and_nothing_again(context: BrowserContext, fake: FakeBackend) -> None:
    context.add_init_script(LISTEN_TO_THE_LOG)
    page = context.new_page()
    page.goto(fake.origin + "/")
    widget = Widget(page)
    widget.open()
    expect(widget.log).to_have_attribute("aria-live", "polite")
    page.evaluate("window.spoken = []")
    fake.says("ご案内します。")
    widget.send("教えてください")
    expect(widget.bubbles.last).to_have_text("ご案内します。")
    spoken = page.evaluate("window.spoken")
    assert len(spoken) == 2
    assert spoken[0].startswith("あなた：教えてください")
    assert spoken[1].startswith("アシスタント：ご案内します。")

    page.reload()
    expect(widget.bubbles).to_have_count(3)
    expect(widget.log).to_have_attribute("aria-live", "polite")
    assert page.evaluate("window.spoken") == []
    fake.pushes("担当の佐藤です。")
    expect(widget.bubbles.last).to_have_text("担当の佐藤です。")
    (heard,) = page.evaluate("window.spoken")
    assert heard.startswith("担当者：担当の佐藤です。")


def test_a_long_wait_is_said_once(widget: Widget, fake: FakeBackend, page: Page) -> None:
    page.clock.install()
    widget.open()
    fake.tells("typing", {"author": "bot", "active": True})
    expect(widget.root.locator(".typing-words")).to_have_text("返信を準備しています")
    status = widget.root.get_by_role("status").filter(has_text="返信を準備しています")
    expect(status).to_have_count(0)
    page.clock.fast_forward(3_100)
    expect(status).to_have_count(1)


@pytest.mark.parametrize(
    ("width", "height"),
    [(360, 640), (320, 480), (640, 400)],
    ids=["phone", "1280 px at 400 %", "1280 px at 200 %"],
)
def test_no_sideways_scrolling(widget: Widget, fake: FakeBackend, page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate(SIDEWAYS) == 0
    widget.open()
    _fill(widget, fake)
    assert page.evaluate(SIDEWAYS) == 0
    assert widget.log.evaluate(LOG_SIDEWAYS) == 0
    box = widget.panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    expect(widget.input).to_be_in_viewport()
    expect(widget.button("メニュー")).to_be_in_viewport()


def test_a_phone_gets_the_whole_screen_and_keeps_the_focus_in_it(widget: Widget, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    widget.open()
    assert widget.panel.bounding_box() == pytest.approx({"x": 0, "y": 0, "width": 360, "height": 640}, abs=0.5)
    expect(widget.panel).to_have_attribute("aria-modal", "true")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "MADOGUCHI-CHAT"


def test_text_has_enough_contrast_and_targets_are_large_enough(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    _fill(widget, fake)
    assert widget.root.evaluate(LOW_CONTRAST) == []
    assert widget.root.evaluate(SMALL_TARGETS) == []


def _violations(page: Page) -> list[tuple[str, str, list[str]]]:
    """On the whole page, whatever their impact."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["impact"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 640)], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_whole_page(
    widget: Widget, fake: FakeBackend, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    assert _violations(page) == []
    widget.open()
    _fill(widget, fake)
    fake.says("見積書は発行できません。\n\nSorry, we cannot issue quotations (見積書), with a seal or without.")
    widget.send("Can I have a quotation?")
    expect(widget.log.locator("[lang=en]", has_text="Sorry")).to_be_visible()
    assert _violations(page) == []
    widget.button("メニュー").click()
    assert _violations(page) == []


@pytest.mark.parametrize(("width", "height"), SIZES, ids=["desk", "phone", "200 %", "400 %"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__.strip("_"))
def test_people_and_opinions_are_accessible_and_fit(
    widget: Widget, fake: FakeBackend, page: Page, scene: Scene, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    widget.open()
    scene(widget, fake, page)
    assert _violations(page) == []
    assert widget.root.evaluate(LOW_CONTRAST) == []
    assert widget.root.evaluate(SMALL_TARGETS) == []
    assert (page.evaluate(SIDEWAYS), widget.log.evaluate(LOG_SIDEWAYS)) == (0, 0)
    log = widget.log.bounding_box()
    assert log is not None
    assert log["height"] >= 60, "what was said stays in sight"
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{scene.__name__.strip('_')}-{width}.png")


def test_a_screen_reader_hears_an_answer_without_its_thumbs(context: BrowserContext, fake: FakeBackend) -> None:
    context.add_init_script(LISTEN_TO_THE_LOG)
    page = context.new_page()
    page.goto(fake.origin + "/")
    widget = Widget(page)
    widget.open()
    fake.says("ご案内します。", topic="faq/backup_codes")
    widget.send("教えてください")
    expect(widget.bubbles.last).to_have_text("ご案内します。")
    page.evaluate("window.spoken = []")
    thumbs = widget.root.get_by_role("group", name="この回答の評価")
    expect(thumbs).to_have_attribute("aria-live", "off")
    widget.button("役に立たなかった").click()
    expect(thumbs.get_by_role("status")).to_have_text("よろしければ理由をお聞かせください")
    assert page.evaluate("window.spoken") == []


def test_reduced_motion_is_respected(widget: Widget, page: Page) -> None:
    """The tests' own pages ask for it; `no-preference` shows that there is something to reduce."""
    widget.open()
    duration = "(panel) => getComputedStyle(panel).animationDuration"
    behaviour = "(log) => getComputedStyle(log).scrollBehavior"
    assert (widget.panel.evaluate(duration), widget.log.evaluate(behaviour)) == ("0.001s", "auto")
    page.emulate_media(reduced_motion="no-preference")
    assert (widget.panel.evaluate(duration), widget.log.evaluate(behaviour)) == ("0.18s", "smooth")
