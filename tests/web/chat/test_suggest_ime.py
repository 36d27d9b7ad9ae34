"""An IME goes first: while it composes, suggestions take no key, say nothing, and choose nothing."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget

WITHDRAW = "退会するにはどうすればいいですか？"


@pytest.fixture
def ime(widget: Widget, fake: FakeBackend, page: Page) -> CDPSession:
    fake.suggestions = {"たいかい": [WITHDRAW, "契約の変更や解約はどうすればいいですか？"], "退会": [WITHDRAW]}
    widget.open()
    return page.context.new_cdp_session(page)


def _compose(ime: CDPSession, text: str) -> None:
    ime.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def _commit(ime: CDPSession, text: str) -> None:
    ime.send("Input.insertText", {"text": text})


def _press_in_composition(widget: Widget, key: str) -> None:
    """As a browser reports a key that the IME has; a real press would reach the text, since no IME runs here."""
    widget.input.evaluate(
        """(field, key) => field.dispatchEvent(new KeyboardEvent("keydown",
             {key, isComposing: true, keyCode: 229, bubbles: true, composed: true, cancelable: true}))""",
        key,
    )


@pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp", "Enter", "Escape", "Tab"])
def test_no_key_of_a_composition_is_taken(
    widget: Widget, ime: CDPSession, fake: FakeBackend, page: Page, key: str
) -> None:
    widget.input.evaluate(
        """(field) => {
          window.keys = [];
          field.getRootNode().host.addEventListener("keydown", (event) => {
            window.keys.push([event.key, event.isComposing, event.defaultPrevented]);
          });
        }"""
    )
    _compose(ime, "たいかい")
    options = widget.root.get_by_role("option")
    expect(options).to_have_count(2)  # shown for the kana, and no more than shown
    _press_in_composition(widget, key)
    assert page.evaluate("window.keys") == [[key, True, False]]
    expect(options).to_have_count(2)
    expect(widget.root.locator("[aria-selected=true]")).to_have_count(0)
    expect(widget.panel).to_be_visible()
    expect(widget.own_bubbles).to_have_count(0)


def test_the_enter_that_accepts_a_conversion_neither_sends_nor_chooses(
    widget: Widget, ime: CDPSession, fake: FakeBackend, page: Page
) -> None:
    _compose(ime, "たいかい")
    expect(widget.root.get_by_role("option")).to_have_count(2)
    for key in ("ArrowDown", "Enter"):
        _press_in_composition(widget, key)
    expect(widget.own_bubbles).to_have_count(0)
    expect(widget.root.locator("[aria-selected=true]")).to_have_count(0)
    _commit(ime, "退会")
    expect(widget.input).to_have_value("退会")
    expect(widget.root.get_by_role("option")).to_have_text([WITHDRAW])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(widget.own_bubbles).to_have_text([WITHDRAW])


def test_safaris_late_enter_takes_nothing(widget: Widget, ime: CDPSession, fake: FakeBackend) -> None:
    """There the composition has ended before the key event, which only its code 229 tells."""
    _compose(ime, "たいかい")
    _commit(ime, "退会")
    expect(widget.root.get_by_role("option")).to_have_text([WITHDRAW])
    widget.input.press("ArrowDown")
    widget.input.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    expect(widget.own_bubbles).to_have_count(0)
    expect(widget.root.locator("[aria-selected=true]")).to_have_count(1)


def test_a_screen_reader_hears_of_suggestions_when_the_composition_is_over(widget: Widget, ime: CDPSession) -> None:
    count = widget.root.get_by_role("status").filter(has_text="候補が")
    _compose(ime, "たいかい")
    expect(widget.root.get_by_role("option")).to_have_count(2)
    expect(count).to_have_count(0)
    _commit(ime, "たいかい")
    expect(count).to_have_count(1)


def test_tapping_a_question_in_mid_composition_leaves_no_kana_behind(
    widget: Widget, ime: CDPSession, fake: FakeBackend
) -> None:
    _compose(ime, "たいかい")
    widget.root.get_by_role("option").first.click()
    expect(widget.own_bubbles).to_have_text([WITHDRAW])
    expect(widget.input).to_have_value("")
    expect(widget.input).to_be_focused()
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    assert [post["text"] for post in fake.posts] == ["choice:faq/0"]
