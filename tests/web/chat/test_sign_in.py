"""Proving who one is in the chat, and how long that holds."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.web.fake_backend import CODE, FakeBackend, Reply
from tests.web.widget import Widget

MINUTE_MS = 60_000


@pytest.fixture
def asked(widget: Widget, fake: FakeBackend, page: Page) -> Widget:
    """A member has asked for their orders and sees the sign-in card."""
    page.clock.install()
    widget.open()
    fake.says("お調べするには、ご本人確認をお願いします。", card={"type": "sign_in"})
    widget.send("注文の状況を教えてください")
    expect(widget.login_id).to_be_visible()
    return widget


def _sign_in(widget: Widget, fake: FakeBackend) -> None:
    fake.after_confirming = [Reply("ご注文は手続き中です。")]
    widget.login_id.fill("yamada@example.jp")
    widget.login_id.press("Enter")
    widget.code.fill(CODE)
    widget.code.press("Enter")
    expect(widget.bubbles.last).to_have_text("ご注文は手続き中です。")
    expect(widget.identity).to_have_text("ご本人確認済み")  # the stream may bring the answer before the call does


def test_after_the_code_the_question_is_answered_by_itself(asked: Widget, fake: FakeBackend) -> None:
    asked.login_id.fill("  yamada@example.jp ")
    asked.button("認証コードを送る").click()
    expect(asked.root.get_by_text("ご登録があれば認証コードをお送りしました")).to_be_visible()
    expect(asked.code).to_be_focused()
    expect(asked.code).to_have_attribute("autocomplete", "one-time-code")
    expect(asked.code).to_have_attribute("inputmode", "numeric")
    fake.after_confirming = [Reply("ご注文は手続き中です。")]
    asked.code.fill("４８２ ９１３")
    asked.button("確認する").click()
    expect(asked.bubbles.last).to_have_text("ご注文は手続き中です。")
    expect(asked.log.get_by_text("ご本人確認が完了しました")).to_be_visible()
    expect(asked.identity).to_have_text("ご本人確認済み")
    expect(asked.input).to_be_focused()
    assert fake.identity_calls == [("start", {"login_id": "yamada@example.jp"}), ("confirm", {"code": CODE})]


def test_the_code_never_becomes_a_message_nor_stays_in_storage(asked: Widget, fake: FakeBackend, page: Page) -> None:
    _sign_in(asked, fake)
    assert CODE not in json.dumps([fake.posts, fake.conversations])
    assert CODE not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    assert CODE not in asked.log.inner_text()
    expect(asked.code).to_have_count(0)


def test_a_wrong_code_can_be_corrected(asked: Widget, fake: FakeBackend) -> None:
    asked.login_id.fill("yamada")
    asked.login_id.press("Enter")
    asked.code.fill("000000")
    asked.code.press("Enter")
    expect(asked.error.filter(has_text="認証コードが確認できませんでした")).to_be_visible()
    expect(asked.code).to_have_value("")
    expect(asked.code).to_be_focused()
    expect(asked.code).to_have_attribute("aria-invalid", "true")
    asked.code.fill(CODE)
    asked.code.press("Enter")
    expect(asked.identity).to_have_text("ご本人確認済み")


def test_when_the_tries_are_used_up_a_new_code_helps(asked: Widget, fake: FakeBackend) -> None:
    asked.login_id.fill("yamada")
    asked.login_id.press("Enter")
    fake.fails("confirm", 429)
    asked.code.fill("000000")
    asked.code.press("Enter")
    expect(asked.error.filter(has_text="確認できる回数を超えました")).to_be_visible()
    asked.button("コードを再送する").click()
    expect(asked.root.get_by_text("新しい認証コードをお送りしました")).to_be_visible()
    assert [body for call, body in fake.identity_calls if call == "start"] == [{"login_id": "yamada"}] * 2


@pytest.mark.parametrize(
    ("status", "words"), [(429, "続けてコードをお送りできません"), (503, "ただいま手続きができません")]
)
def test_a_code_that_cannot_be_sent_is_said(asked: Widget, fake: FakeBackend, status: int, words: str) -> None:
    fake.fails("start", status)
    asked.login_id.fill("yamada")
    asked.login_id.press("Enter")
    expect(asked.error.filter(has_text=words)).to_be_visible()
    expect(asked.login_id).to_have_value("yamada")


def test_an_empty_field_is_pointed_out(asked: Widget, fake: FakeBackend) -> None:
    asked.button("認証コードを送る").click()
    expect(asked.error.filter(has_text="ログインIDを入力してください")).to_be_visible()
    assert fake.identity_calls == []


def test_another_login_id_can_be_given(asked: Widget, fake: FakeBackend) -> None:
    asked.login_id.fill("yamda")
    asked.login_id.press("Enter")
    asked.button("ログインIDを入れ直す").click()
    expect(asked.login_id).to_have_value("yamda")
    expect(asked.login_id).to_be_focused()


def test_only_the_newest_card_works(asked: Widget, fake: FakeBackend) -> None:
    fake.says("コードはこちらの欄にお願いします。", card={"type": "sign_in", "step": "code"})
    asked.send("４８２９１３")
    expect(asked.code).to_be_visible()
    expect(asked.login_id).to_have_count(0)
    expect(asked.log.get_by_text("このご案内は終了しました")).to_be_visible()


def test_a_warning_comes_before_the_idle_time_ends_and_asking_extends_it(
    asked: Widget, fake: FakeBackend, page: Page
) -> None:
    _sign_in(asked, fake)
    page.clock.fast_forward(12 * MINUTE_MS)
    expect(asked.identity).to_have_text("ご本人確認済み")
    page.clock.fast_forward(1 * MINUTE_MS + 1_000)
    expect(asked.identity).to_contain_text("続けてご質問いただくと延長されます")
    asked.send("契約も見せてください")
    expect(asked.identity).to_have_text("ご本人確認済み")


def test_after_lapsing_one_can_confirm_again(asked: Widget, fake: FakeBackend, page: Page) -> None:
    _sign_in(asked, fake)
    page.clock.fast_forward(15 * MINUTE_MS + 1_000)
    expect(asked.identity).to_contain_text("ご本人確認の有効時間が終わりました")
    asked.button("もう一度確認する").click()
    expect(asked.login_id).to_be_focused()
    _sign_in(asked, fake)
    expect(asked.identity).to_have_text("ご本人確認済み")


def test_activity_does_not_stretch_it_beyond_an_hour(asked: Widget, fake: FakeBackend, page: Page) -> None:
    _sign_in(asked, fake)
    for _ in range(4):
        page.clock.fast_forward(13 * MINUTE_MS + 30_000)
        expect(asked.identity).to_contain_text("続けてご質問いただくと延長されます")
        fake.says("はい。")
        asked.send("まだいます")
        expect(asked.identity).to_have_text("ご本人確認済み")
    page.clock.fast_forward(4 * MINUTE_MS + 30_000)
    expect(asked.identity).to_contain_text("のちほどもう一度ご確認をお願いします")
    page.clock.fast_forward(2 * MINUTE_MS)
    expect(asked.identity).to_contain_text("有効時間が終わりました")


def test_a_reload_keeps_the_confirmed_state(asked: Widget, fake: FakeBackend, page: Page) -> None:
    _sign_in(asked, fake)
    page.reload()
    expect(asked.identity).to_have_text("ご本人確認済み")
    expect(asked.log.get_by_text("ご本人確認が完了しました")).to_be_visible()


def test_the_server_asking_again_ends_the_confirmed_state(asked: Widget, fake: FakeBackend) -> None:
    _sign_in(asked, fake)
    fake.says("もう一度ご本人確認をお願いします。", card={"type": "sign_in"})
    asked.send("注文は？")
    expect(asked.login_id).to_be_visible()
    expect(asked.identity).to_be_hidden()


def test_ending_forgets_who_it_was(asked: Widget, fake: FakeBackend) -> None:
    _sign_in(asked, fake)
    asked.choose_from_menu("会話を終了する")
    expect(asked.identity).to_be_hidden()


def test_the_answer_after_signing_in_starts_in_sight(asked: Widget, fake: FakeBackend, page: Page) -> None:
    """However much stands above it: the sign-in card, and the words that it came with."""
    page.set_viewport_size({"width": 360, "height": 640})
    asked.login_id.fill("yamada")
    asked.login_id.press("Enter")
    fake.after_confirming = [Reply("ご注文は次のとおりです。\n" + "長い説明です。" * 60)]
    asked.code.fill(CODE)
    asked.code.press("Enter")
    answer = asked.bubbles.last
    expect(answer).to_contain_text("ご注文は次のとおりです。")
    expect(asked.log.get_by_text("ご本人確認が完了しました")).to_be_in_viewport(ratio=1)
    top = asked.log.bounding_box()
    start = answer.bounding_box()
    assert top is not None
    assert start is not None
    assert top["y"] < start["y"] < top["y"] + top["height"] / 2


def test_the_card_comes_into_sight_with_its_field(asked: Widget, fake: FakeBackend, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    asked.log.evaluate("(log) => { log.scrollTop = 0 }")
    asked.login_id.evaluate("(input) => input.focus({ preventScroll: true })")
    expect(asked.button("認証コードを送る")).to_be_in_viewport(ratio=1)
