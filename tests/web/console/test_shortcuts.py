"""Keys for those who sit here all day; none while somebody types or an IME composes."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


def test_the_help_sheet(console: ConsolePage, page: Page) -> None:
    page.keyboard.press("?")
    expect(console.dialog.get_by_role("heading", name="キーボード操作")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(console.heading).to_have_text("順番待ち")
    page.keyboard.press("Escape")
    expect(console.dialog).to_have_count(0)


@pytest.mark.parametrize(
    ("keys", "screen"),
    [("gm", "自分の対応"), ("ga", "すべての会話"), ("gt", "チケット"), ("gq", "順番待ち"), ("s", "検索")],
)
def test_going_places(console: ConsolePage, page: Page, keys: str, screen: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    expect(console.heading).to_have_text(screen)


def test_the_focus_does_not_vanish_with_a_screen(console: ConsolePage, page: Page) -> None:
    page.get_by_label("この一覧を絞り込む").focus()
    page.get_by_label("この一覧を絞り込む").evaluate("() => { location.hash = '#feedback' }")
    expect(console.heading).to_have_text("フィードバック")
    expect(console.heading).to_be_focused()


def test_j_k_enter_and_escape(console: ConsolePage, page: Page) -> None:
    expect(console.cards).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="田中 太郎")).to_be_focused()
    page.keyboard.press("j")
    expect(console.card("ゲスト0412").get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_text("会話を選んでください")).to_be_visible()


def test_r_and_n_go_to_reply_and_note(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).talk_with("c-sato")
    page.keyboard.press("r")
    expect(page.get_by_label("会員への返信")).to_be_focused()
    page.get_by_role("heading", level=2, name="佐藤").focus()
    page.keyboard.press("n")
    expect(page.get_by_label("社内メモ（会員には見えません）")).to_be_focused()
    expect(console.input).to_have_value("")


def test_escape_ends_the_writing_before_it_leaves(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).talk_with("c-sato")
    console.input.fill("書きかけ")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=2, name="佐藤 花子")).to_be_focused()
    expect(console.input).to_have_value("書きかけ")
    page.keyboard.press("Escape")
    expect(console.log).to_have_count(0)
    expect(console.card("佐藤").get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("typed", ["c", "s?", "gtjkrn"])
def test_letters_that_are_typed_are_letters(page: Page, desk: FakeConsole, typed: str) -> None:
    console = ConsolePage(page, desk).talk_with("c-sato")
    console.input.focus()
    page.keyboard.type(typed)
    expect(console.input).to_have_value(typed)
    expect(console.heading).to_have_text("自分の対応")
    expect(console.dialog).to_have_count(0)


@pytest.mark.parametrize("options", ["{isComposing: true}", "{keyCode: 229}"], ids=["composing", "Safari"])
def test_no_key_of_a_composition_is_taken(console: ConsolePage, page: Page, options: str) -> None:
    page.evaluate(
        f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: 's', bubbles: true, ...{options}}}))"
    )
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(console.heading).to_have_text("自分の対応")


def test_keys_of_the_browser_are_left_alone(console: ConsolePage, page: Page) -> None:
    taken = page.evaluate(
        """() => ["s", "c", "r", "n"].map((key) => {
          const event = new KeyboardEvent("keydown", {key, ctrlKey: true, bubbles: true, cancelable: true});
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        })"""
    )
    assert taken == [False] * 4
    expect(console.heading).to_have_text("順番待ち")


def test_escape_closes_the_drawer_before_the_conversation(page: Page, desk: FakeConsole) -> None:
    page.set_viewport_size({"width": 820, "height": 1180})
    console = ConsolePage(page, desk).talk_with("c-sato")
    page.get_by_role("button", name="会員と引き継ぎの情報").click()
    expect(console.tab("引き継ぎ")).to_be_focused()
    console.button("情報を閉じる").click()
    expect(console.tab("引き継ぎ")).to_be_hidden()
    page.get_by_role("button", name="会員と引き継ぎの情報").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="会員と引き継ぎの情報")).to_be_focused()
    expect(console.tab("引き継ぎ")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(console.cards).to_have_count(1)
    expect(console.log).to_have_count(0)
