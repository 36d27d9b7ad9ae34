"""Thumbs under the bot's answers, and why one was no help."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.chat.samples import CARDS
from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget


@pytest.fixture
def thumbs(widget: Widget, fake: FakeBackend) -> Locator:
    """Under one answer."""
    widget.open()
    fake.says("バックアップコードは10個あります。", topic="faq/backup_codes")
    widget.send("バックアップコードは何個？")
    return widget.log.get_by_role("group", name="この回答の評価")


def _up(thumbs: Locator) -> Locator:
    return thumbs.get_by_role("button", name="役に立った", exact=True)


def _down(thumbs: Locator) -> Locator:
    return thumbs.get_by_role("button", name="役に立たなかった", exact=True)


def _pressed(thumbs: Locator, *, up: bool, down: bool) -> None:
    for button, is_pressed in ((_up(thumbs), up), (_down(thumbs), down)):
        expect(button).to_have_attribute("aria-pressed", str(is_pressed).lower())


def _said(fake: FakeBackend) -> list[dict[str, Any]]:
    return [verdict for _message, verdict in fake.desk.verdicts]


@pytest.mark.parametrize(
    ("topic", "card", "count"),
    [
        ("faq/backup_codes", None, 1),
        ("account/order_status", CARDS["orders"], 1),
        ("account/order_status", CARDS["sign_in"], 0),
        ("account/payment_due", None, 0),
        ("conversation/clarify", None, 0),
        (None, None, 0),
    ],
    ids=["faq", "account", "signing in", "a form asks", "asked back", "no topic"],
)
def test_only_answers_are_judged(
    widget: Widget, fake: FakeBackend, topic: str | None, card: dict[str, Any] | None, count: int
) -> None:
    widget.open()
    fake.says("お答えします。", topic=topic, card=card)
    widget.send("教えてください")
    expect(widget.bubbles.last).to_have_text("お答えします。")
    expect(widget.log.get_by_role("group", name="この回答の評価")).to_have_count(count)


def test_a_thumb_up_is_told_and_thanked_for(fake: FakeBackend, thumbs: Locator) -> None:
    _pressed(thumbs, up=False, down=False)
    _up(thumbs).click()
    expect(thumbs.get_by_role("status")).to_have_text("ありがとうございます")
    _pressed(thumbs, up=True, down=False)
    _up(thumbs).click()
    assert _said(fake) == [{"helpful": True}]


def test_a_thumb_down_asks_why_by_keyboard_too(widget: Widget, fake: FakeBackend, thumbs: Locator, page: Page) -> None:
    _down(thumbs).focus()
    page.keyboard.press("Enter")
    expect(widget.root.get_by_role("form", name="役に立たなかった理由")).to_be_visible()
    expect(thumbs.get_by_role("status")).to_have_text("よろしければ理由をお聞かせください")
    expect(_down(thumbs)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(widget.root.get_by_role("radio", name="情報が足りない")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("5個しか見えません")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(thumbs.get_by_role("status")).to_have_text("ご意見ありがとうございます")
    expect(widget.root.get_by_role("form", name="役に立たなかった理由")).to_have_count(0)
    expect(_down(thumbs)).to_be_focused()
    assert _said(fake) == [
        {"helpful": False},
        {"helpful": False, "reason": "incomplete", "comment": "5個しか見えません"},
    ]


@pytest.mark.parametrize("way", ["skip", "escape", "nothing chosen"])
def test_nobody_has_to_say_why(widget: Widget, fake: FakeBackend, thumbs: Locator, page: Page, way: str) -> None:
    _down(thumbs).click()
    form = widget.root.get_by_role("form", name="役に立たなかった理由")
    if way == "escape":
        form.get_by_role("radio").first.focus()
        page.keyboard.press("Escape")
    else:
        form.get_by_role("button", name="スキップ" if way == "skip" else "送る").click()
    expect(form).to_have_count(0)
    expect(widget.panel).to_be_visible()
    expect(_down(thumbs)).to_be_focused()
    assert _said(fake) == [{"helpful": False}]


def test_a_changed_mind_takes_the_place_of_what_was_said(widget: Widget, fake: FakeBackend, thumbs: Locator) -> None:
    _down(thumbs).click()
    expect(widget.root.get_by_role("form", name="役に立たなかった理由")).to_be_visible()
    _up(thumbs).click()
    expect(widget.root.get_by_role("form", name="役に立たなかった理由")).to_have_count(0)
    _pressed(thumbs, up=True, down=False)
    expect(thumbs.get_by_role("status")).to_have_text("ありがとうございます")
    assert _said(fake) == [{"helpful": False}, {"helpful": True}]
    assert len({message for message, _verdict in fake.desk.verdicts}) == 1


def test_a_thumb_is_kept_over_a_reload_in_this_tab(fake: FakeBackend, thumbs: Locator, page: Page) -> None:
    _up(thumbs).click()
    expect(thumbs.get_by_role("status")).to_have_text("ありがとうございます")
    page.reload()
    _pressed(thumbs, up=True, down=False)
    assert len(fake.desk.verdicts) == 1


def test_a_thumb_that_did_not_arrive_is_not_shown(
    widget: Widget, fake: FakeBackend, thumbs: Locator, page: Page
) -> None:
    fake.fails("feedback", 503, 404)
    for _ in range(2):
        _down(thumbs).click()
        expect(thumbs.get_by_role("status")).to_have_text("お送りできませんでした。もう一度お試しください。")
        _pressed(thumbs, up=False, down=False)
    expect(widget.input).to_be_visible()
    _down(thumbs).click()
    fake.fails("feedback", 503)
    form = widget.root.get_by_role("form", name="役に立たなかった理由")
    form.get_by_role("radio", name="その他").check()
    form.get_by_role("button", name="送る").click()
    expect(form.get_by_role("alert")).to_have_text("お送りできませんでした。もう一度お試しください。")
    form.get_by_role("button", name="送る").click()
    expect(form).to_have_count(0)
    assert _said(fake) == [{"helpful": False}, {"helpful": False, "reason": "other"}]


def test_a_comment_has_the_servers_length(widget: Widget, thumbs: Locator) -> None:
    _down(thumbs).click()
    comment = widget.root.get_by_role("textbox", name="くわしく")
    comment.fill("あ" * 600)
    assert len(comment.input_value()) == 500
