"""Lists: what they show, how they follow, their states."""

import re

from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.desk_samples import ago, text
from tests.web.console.fake_console import FakeConsole


def test_a_card_says_who_why_how_long_and_what(console: ConsolePage) -> None:
    card = console.card("田中 太郎")
    for words in ("待ち 4分", "担当者を希望", "未返信 2件", "本人確認済み", "会員が画面を開いています"):
        expect(card).to_contain_text(words)
    expect(console.card("ゲスト0412")).not_to_contain_text("会員が画面を開いています")
    expect(console.page.get_by_role("navigation", name="画面")).to_contain_text("順番待ち")


def test_the_waiting_time_ticks(page: Page, desk: FakeConsole) -> None:
    page.clock.install()
    console = ConsolePage(page, desk).at("queue")
    time = console.card("ゲスト0412").locator(".card-time")
    expect(time).to_have_text(re.compile("待ち 5.秒"))
    page.clock.run_for(15_000)
    expect(time).to_have_text("待ち 1分")


def test_a_card_follows_what_happens_and_keeps_the_focus(console: ConsolePage, desk: FakeConsole, page: Page) -> None:
    expect(console.cards).to_have_count(2)
    page.keyboard.press("j")
    last = {"author": "member", "parts": text("まだでしょうか"), "at": ago()}
    desk.changes("c-tanaka", last=last, unanswered=3)
    expect(console.card("田中")).to_contain_text("まだでしょうか")
    expect(console.card("田中")).to_contain_text("未返信 3件")
    expect(console.card("田中").get_by_role("link")).to_be_focused()
    desk.changes("c-tanaka", owner="bot")
    expect(console.cards).to_have_count(1)
    expect(console.card("ゲスト0412").get_by_role("link")).to_be_focused()


def test_presence_is_a_dot(console: ConsolePage, desk: FakeConsole) -> None:
    expect(console.card("ゲスト0412")).to_be_visible()
    desk.tells("presence", {"conversation_id": "c-guest1", "is_present": True})
    expect(console.card("ゲスト0412")).to_contain_text("会員が画面を開いています")


def test_the_list_of_all_can_be_narrowed_down(console: ConsolePage, desk: FakeConsole, page: Page) -> None:
    console.at("all")
    expect(console.cards).to_have_count(6)
    console.button("自動応答中").click()
    expect(console.cards).to_have_count(1)
    console.button("すべて").click()
    page.get_by_label("この一覧を絞り込む").fill("佐藤")
    expect(console.cards).to_have_count(1)
    page.get_by_label("この一覧を絞り込む").fill("いない人")
    expect(page.get_by_text("見つかりませんでした")).to_be_visible()


def test_nobody_waits(page: Page, desk: FakeConsole) -> None:
    for conversation in ("c-tanaka", "c-guest1"):
        desk.conversations[conversation]["owner"] = "bot"
    console = ConsolePage(page, desk).at("queue")
    expect(page.get_by_text("お待ちの方はいません")).to_be_visible()
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(console.card("ゲスト9001")).to_be_visible()
    expect(page.get_by_text("お待ちの方はいません")).to_have_count(0)


def test_a_list_that_does_not_come_can_be_asked_for_again(page: Page, desk: FakeConsole) -> None:
    desk.fails("conversations", 500, 500)
    console = ConsolePage(page, desk).at("queue")
    page.get_by_role("button", name="もう一度試す").click()
    expect(console.cards).to_have_count(2)


def test_after_reconnecting_the_list_is_fetched_again(console: ConsolePage, desk: FakeConsole) -> None:
    expect(console.cards).to_have_count(2)
    console.page.keyboard.press("j")
    console.page.keyboard.press("j")
    desk.conversations["c-tanaka"]["owner"] = "bot"
    desk.drops_streams()
    expect(console.cards).to_have_count(1)
    expect(console.card("ゲスト0412").get_by_role("link")).to_be_focused()


def test_after_reconnecting_the_open_conversation_is_up_to_date(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).talk_with("c-sato")
    expect(console.input).to_be_visible()
    desk.conversations["c-sato"]["agent"] = {"id": 2, "name": "石井 健"}
    desk.drops_streams()
    expect(console.composer.get_by_text("石井 健さんが対応しています。")).to_be_visible()


def test_an_old_answer_does_not_undo_what_the_stream_has_told(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    """The list was asked for before a colleague took the conversation, and answers after the stream has told so."""
    expect(console.cards).to_have_count(2)
    answer = desk.withhold("conversations")
    page.get_by_label("この一覧を絞り込む").fill("c")
    assert answer.made.wait(10)
    desk.changes("c-tanaka", owner="agent", agent={"id": 2, "name": "石井 健"})
    expect(page.get_by_role("link", name="順番待ち 1件")).to_be_visible()
    answer.go.set()
    expect(console.card("ゲスト0412")).to_be_visible()
    expect(console.cards).to_have_count(1)


def test_who_begins_to_wait_while_the_list_is_on_its_way_is_in_it(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    expect(console.cards).to_have_count(2)
    answer = desk.withhold("conversations")
    desk.drops_streams()
    assert answer.made.wait(10)
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(page.get_by_role("link", name="順番待ち 3件")).to_be_visible()
    answer.go.set()
    expect(console.cards.last).to_contain_text("ゲスト9001")
    expect(console.cards).to_have_count(3)


def test_a_conversation_that_is_no_more(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).at("queue/c-gone")
    expect(page.get_by_role("alert").filter(has_text="見つかりませんでした")).to_be_visible()
    expect(console.cards).to_have_count(2)


def test_a_screen_that_is_none(page: Page, desk: FakeConsole) -> None:
    ConsolePage(page, desk).at("nowhere")
    expect(page.get_by_text("左の一覧から選び直してください。")).to_be_visible()
