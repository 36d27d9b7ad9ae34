"""Buttons of earlier messages while a person is there and after it, and the button that calls off a call."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.fake_backend import GREETING_CHOICES, FakeBackend
from tests.web.widget import Widget

WHILE_THERE = "担当者がお話ししている間は、このボタンは使えません。ご用件は、そのままお書きください。"
FROM_BEFORE = "担当者とのお話より前のボタンのため、使えません。ご質問は、あらためてお書きください。"
CALL_OFF: dict[str, Any] = {
    "title": "担当者の呼び出しをやめる",
    "topic": "conversation/handoff",
    "payload": "choice:conversation/handoff:signed",
    "calls_off": True,
}


@pytest.fixture
def with_person(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.desk.joins()
    expect(widget.root.locator(".header-who")).to_have_text("担当者 木村")


@pytest.mark.usefixtures("with_person")
def test_while_a_person_is_there_no_button_speaks_for_the_member(widget: Widget, fake: FakeBackend, page: Page) -> None:
    button = widget.button("パスワードを忘れた")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_accessible_description(WHILE_THERE)
    expect(widget.log.get_by_text(WHILE_THERE)).to_have_count(0)
    button.focus()
    page.keyboard.press("Enter")
    expect(widget.log.get_by_text(WHILE_THERE)).to_be_visible()
    widget.send("お願いします")
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    assert [post["text"] for post in fake.posts] == ["お願いします"]


@pytest.mark.usefixtures("with_person")
@pytest.mark.parametrize("is_reloaded", [False, True])
def test_after_a_person_only_what_is_offered_since_can_be_pressed(
    widget: Widget, fake: FakeBackend, page: Page, is_reloaded: bool
) -> None:
    fake.pushes("お待たせしました。")
    fake.desk.hands_back()
    expect(widget.root.locator(".header-who")).to_have_text("自動応答アシスタント")
    fake.pushes("次のうちどれですか。", author="bot", choices=[GREETING_CHOICES[1] | {"title": "新しいほう"}])
    if is_reloaded:
        page.reload()
    expect(widget.button("パスワードを忘れた")).to_have_accessible_description(FROM_BEFORE)
    widget.button("パスワードを忘れた").click(force=True)
    expect(widget.log.get_by_text(FROM_BEFORE)).to_be_visible()
    fake.says("お支払期日は、サービスごとに異なります。")
    widget.button("新しいほう").click()
    expect(widget.bubbles.last).to_have_text("お支払期日は、サービスごとに異なります。")
    assert [post["text"] for post in fake.posts] == [GREETING_CHOICES[1]["payload"]]


@pytest.mark.usefixtures("with_person")
def test_who_went_away_without_a_word_leaves_the_buttons_as_they_were(widget: Widget, fake: FakeBackend) -> None:
    fake.desk.hands_back()
    expect(widget.button("パスワードを忘れた")).not_to_have_attribute("aria-disabled", "true")


@pytest.mark.usefixtures("with_person")
def test_why_a_button_rests_is_told_in_the_easy_style_too(widget: Widget, fake: FakeBackend) -> None:
    widget.send("はい")
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    widget.root.locator(".style-toggle").click()
    expect(widget.button("パスワードを忘れた")).to_have_accessible_description(
        "担当者（たんとうしゃ）と話（はな）している間（あいだ）は、このボタンを使（つか）えません。"
        "言（い）いたいことは、下（した）に書（か）いてください。"
    )


def test_a_call_can_be_called_off_only_while_there_is_one(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    fake.desk.queues()
    fake.pushes("担当者をお呼びしています。", author="system", choices=[CALL_OFF])
    button = widget.button("担当者の呼び出しをやめる")
    expect(button).to_be_visible()
    button.focus()
    fake.desk.gives_up()
    expect(button).to_be_hidden()
    expect(widget.input).to_be_focused()
    page.reload()
    expect(widget.bubbles.last).to_contain_text("おつなぎできませんでした")
    expect(button).to_be_hidden()
