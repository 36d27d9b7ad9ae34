"""The switch to やさしい日本語: in sight, by keyboard, kept for the conversation."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.fake_backend import GREETING, FakeBackend
from tests.web.widget import Widget

EASY = "注文（ちゅうもん）はキャンセルできません。"
# A person looks at these now and then: `MADOGUCHI_SCREENSHOTS=folder`.
SCREENSHOTS = os.environ.get("MADOGUCHI_SCREENSHOTS")


@pytest.fixture
def toggle(widget: Widget) -> Locator:
    widget.open()
    return widget.root.get_by_role("button", name="やさしい日本語")


def pressed(toggle: Locator, is_pressed: bool) -> None:
    expect(toggle).to_have_attribute("aria-pressed", str(is_pressed).lower())


def ask(widget: Widget, fake: FakeBackend, reply: str) -> None:
    fake.says(reply)
    widget.send("注文をやめたい")
    expect(widget.bubbles.last).to_have_text(reply)


def test_before_anything_is_asked_the_greeting_changes_too(widget: Widget, fake: FakeBackend, toggle: Locator) -> None:
    pressed(toggle, False)
    toggle.click()
    pressed(toggle, True)
    expect(widget.bubbles).to_have_text([GREETING])
    assert fake.begun_with == [{"channel": "web"}, {"channel": "web", "style": "easy"}]
    assert fake.styles == []
    expect(toggle).to_be_focused()


def test_in_the_middle_the_conversation_goes_on_in_the_other_style(
    widget: Widget, fake: FakeBackend, toggle: Locator
) -> None:
    ask(widget, fake, "キャンセルできません。")
    toggle.click()
    pressed(toggle, True)
    ask(widget, fake, EASY)
    toggle.click()
    pressed(toggle, False)
    assert fake.styles == ["easy", "standard"]
    assert len(fake.begun_with) == 1


def test_it_is_worked_by_keyboard(widget: Widget, fake: FakeBackend, toggle: Locator, page: Page) -> None:
    ask(widget, fake, "キャンセルできません。")
    widget.button("メニュー").focus()
    page.keyboard.press("Shift+Tab")
    expect(toggle).to_be_focused()
    page.keyboard.press("Enter")
    pressed(toggle, True)
    page.keyboard.press("Space")
    pressed(toggle, False)


def test_it_is_kept_over_a_reload_and_into_the_next_conversation(
    widget: Widget, fake: FakeBackend, toggle: Locator, page: Page
) -> None:
    ask(widget, fake, "キャンセルできません。")
    toggle.click()
    pressed(toggle, True)
    page.reload()
    expect(widget.bubbles).to_have_count(3)
    pressed(toggle, True)
    widget.choose_from_menu("新しい会話を始める")
    expect(widget.bubbles).to_have_text([GREETING])
    pressed(toggle, True)
    assert fake.begun_with[-1] == {"channel": "web", "style": "easy"}


def test_a_switch_that_fails_says_so_and_changes_nothing(widget: Widget, fake: FakeBackend, toggle: Locator) -> None:
    ask(widget, fake, "キャンセルできません。")
    fake.fails("style", 503)
    toggle.click()
    expect(widget.root.get_by_text("切り替えできませんでした")).to_be_visible()
    pressed(toggle, False)
    toggle.click()
    pressed(toggle, True)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_header_has_room_for_it(widget: Widget, fake: FakeBackend, toggle: Locator, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    ask(widget, fake, EASY)
    for is_pressed in (True, False):
        toggle.click()
        pressed(toggle, is_pressed)
        boxes = [box for box in map(Locator.bounding_box, (toggle, widget.button("メニュー"))) if box]
        assert len(boxes) == 2
        assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
        assert boxes[0]["x"] >= 0
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        heading = widget.root.get_by_role("heading", name="サポート窓口")
        assert heading.evaluate("e => e.getClientRects().length === 1 && e.offsetHeight < 30"), "the title wraps"
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"easy-{width}-{'on' if is_pressed else 'off'}.png")
