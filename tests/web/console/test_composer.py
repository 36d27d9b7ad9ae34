"""Reply or note, canned replies, suggestions."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


@pytest.fixture
def talk(page: Page, desk: FakeConsole) -> ConsolePage:
    return ConsolePage(page, desk).talk_with("c-sato")


def test_a_note_is_no_reply(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    expect(talk.button("返信を送る")).to_be_visible()
    ground = "(form) => getComputedStyle(form).backgroundColor"
    reply_ground = talk.composer.evaluate(ground)
    page.get_by_role("heading", level=2, name="佐藤").focus()
    page.keyboard.press("n")
    expect(page.get_by_label("社内メモ（会員には見えません）")).to_be_focused()
    expect(talk.button("返信を送る")).to_have_count(0)
    expect(talk.button("メモを残す")).to_be_visible()
    assert talk.composer.evaluate(ground) != reply_ground
    page.keyboard.type("料金は経理に確認中")
    page.keyboard.press("Enter")
    expect(talk.log.locator(".note").last).to_contain_text("料金は経理に確認中")
    expect(talk.log.locator(".note").last).to_contain_text("社内メモ")
    expect(talk.log.locator(".note")).to_have_count(2)
    assert desk.posted("messages") == []
    assert desk.posted("notes") == [{"text": "料金は経理に確認中"}]


def test_a_note_that_is_not_kept_is_given_back(talk: ConsolePage, desk: FakeConsole) -> None:
    desk.fails("notes", 500)
    talk.button("社内メモ").click()
    talk.input.fill("大事なメモ")
    talk.input.press("Enter")
    expect(talk.toasts).to_contain_text("サーバーが応答できませんでした")
    expect(talk.input).to_have_value("大事なメモ")
    expect(talk.log.locator(".note")).to_have_count(1)


def test_notes_may_be_written_where_no_reply_may(talk: ConsolePage, desk: FakeConsole) -> None:
    talk.talk_with("c-suzuki", view="all")
    expect(talk.composer.get_by_text("石井 健さんが対応しています。")).to_be_visible()
    talk.button("社内メモ").click()
    talk.input.fill("手伝います")
    talk.button("メモを残す").click()
    expect(talk.log.locator(".note").last).to_contain_text("手伝います")


def test_canned_replies_by_keys(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.input.focus()
    page.keyboard.type("/")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    page.keyboard.type("ka")
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    expect(talk.input).to_have_value("ただいま確認いたします。そのままお待ちください。")
    expect(options).to_have_count(0)
    assert desk.posted("messages") == []
    page.keyboard.press("Enter")
    expect(talk.bubbles.last).to_have_text("ただいま確認いたします。そのままお待ちください。")


def test_arrows_choose_and_escape_closes_the_list_only(talk: ConsolePage, page: Page) -> None:
    talk.input.focus()
    page.keyboard.type("ご返信です。 /")
    chosen = page.locator('[role=option][aria-selected="true"]')
    expect(chosen).to_contain_text("はじめのご挨拶")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("お礼と終わりの挨拶")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(talk.log).to_be_visible()
    expect(talk.input).to_have_value("ご返信です。 /")


def test_the_variables_are_filled(talk: ConsolePage, page: Page) -> None:
    page.get_by_role("button", name="定型文", exact=True).click()
    page.get_by_role("option").first.click()
    expect(talk.input).to_have_value("田中 太郎様、お待たせしました。担当の木村です。")


def test_a_variable_that_is_still_to_be_filled_is_never_sent(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    desk.canned[0]["filled"] = "受付番号は{受付番号}です。{会員名}のご契約を確認します。"
    page.get_by_role("button", name="定型文", exact=True).click()
    page.get_by_role("option").first.click()
    page.keyboard.type("TKT-000101")  # the gap is selected: typing fills it
    expect(talk.input).to_have_value("受付番号はTKT-000101です。{会員名}のご契約を確認します。")
    page.keyboard.press("Enter")
    refusal = talk.composer.locator("[role=alert]")
    expect(refusal).to_have_text("「{会員名}」が空欄のままです。書き換えてから送ってください。")
    assert desk.posted("messages") == []
    page.keyboard.type("お客様")
    expect(refusal).to_be_hidden()
    page.keyboard.press("Enter")
    expect(talk.bubbles.last).to_have_text("受付番号はTKT-000101です。お客様のご契約を確認します。")


def test_a_slash_of_an_ime_filters_but_takes_no_key(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.input.focus()
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "／", "selectionStart": 1, "selectionEnd": 1})
    expect(page.get_by_role("option")).to_have_count(3)
    talk.input.evaluate(
        """(field) => field.dispatchEvent(new KeyboardEvent("keydown",
             {key: "Enter", isComposing: true, keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    expect(talk.input).to_have_value("／")
    assert desk.posted("messages") == []


@pytest.mark.parametrize(("key", "number"), [("Alt+1", 0), ("Alt+3", 2)])
def test_suggestions_by_key(talk: ConsolePage, desk: FakeConsole, page: Page, key: str, number: int) -> None:
    talk.tab("回答候補").click()
    expect(page.locator(".reply-offer:visible")).to_have_count(3)
    page.keyboard.press(key)
    expect(talk.input).to_have_value(desk.suggestions[number]["text"])
    expect(talk.input).to_be_focused()
    assert desk.posted("messages") == []


def test_suggestions_follow_the_members_words(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.tab("回答候補").click()
    expect(page.locator(".reply-offer:visible")).to_have_count(3)
    desk.suggestions = desk.suggestions[:1]
    desk.says("c-sato", "請求書の話です")
    expect(page.locator(".reply-offer:visible")).to_have_count(1)


def test_what_is_too_long_is_not_sent(talk: ConsolePage, desk: FakeConsole) -> None:
    talk.input.fill("あ" * 4003)
    expect(talk.composer.get_by_text("3 文字多いため送れません")).to_be_visible()
    talk.input.press("Enter")
    assert desk.posted("messages") == []
