"""A new handoff is not to be missed, and nobody is startled for nothing."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole

# Counts tones instead of sounding them, keeps notices instead of showing them, lets a test say who has the focus.
LISTEN = """
window.tones = [];
window.notices = [];
window.hasFocus = true;
document.hasFocus = () => window.hasFocus;
OscillatorNode.prototype.start = function () { window.tones.push(this.frequency.value) };
OscillatorNode.prototype.stop = () => {};
window.Notification = class {
  static permission = localStorage.getItem("permission") ?? "default";
  static async requestPermission() {
    localStorage.setItem("permission", "granted");
    return (this.permission = "granted");
  }
  constructor(title, options) { window.notices.push(title + "|" + (options.body ?? "")) }
  close() {}
};
"""


@pytest.fixture
def console(context: BrowserContext, page: Page, desk: FakeConsole) -> ConsolePage:
    context.add_init_script(LISTEN)
    console = ConsolePage(page, desk).at("mine")
    expect(console.cards).to_have_count(1)
    page.mouse.click(700, 500)  # browsers let a page sound only after somebody has touched it
    page.wait_for_function("() => navigator.userActivation.hasBeenActive")
    return console


def _tones(page: Page) -> list[float]:
    found: list[float] = page.evaluate("window.tones")
    return found


def test_two_tones_a_toast_a_badge_and_one_spoken_sentence(console: ConsolePage, desk: FakeConsole, page: Page) -> None:
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(console.toasts).to_contain_text("新しい順番待ち：ゲスト9001")
    expect(page.get_by_role("alert").filter(has_text="新しい順番待ち：ゲスト9001")).to_have_count(1)
    assert _tones(page) == [784, 1047]
    expect(page.get_by_role("link", name="順番待ち 3件")).to_be_visible()
    desk.tells("handoff", desk.conversations["c-new"])
    desk.changes("c-sato", unanswered=0)  # what comes behind it: the second alert has been taken in
    expect(console.card("佐藤")).not_to_contain_text("未返信")
    expect(console.toasts).to_have_count(1)
    assert _tones(page) == [784, 1047]


def test_the_title_tells_how_many_wait_and_blinks_till_somebody_looks(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    expect(page).to_have_title("(2) 順番待ち｜自分の対応｜担当者コンソール")
    page.evaluate("window.hasFocus = false")
    page.clock.install()
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(console.toasts).to_have_count(1)
    page.clock.run_for(1_000)
    expect(page).to_have_title("● 新しい順番待ち：ゲスト9001")
    page.clock.run_for(1_000)
    expect(page).to_have_title("(3) 順番待ち｜自分の対応｜担当者コンソール")
    page.evaluate("window.hasFocus = true; dispatchEvent(new Event('focus'))")
    page.clock.run_for(3_000)
    expect(page).to_have_title("(3) 順番待ち｜自分の対応｜担当者コンソール")


def test_desktop_notices_are_asked_for_by_a_button_and_hold_no_words(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    page.evaluate("window.hasFocus = false")
    desk.asks_for_a_person("c-one", "ゲスト9001")
    expect(console.toasts).to_have_count(1)
    assert page.evaluate("window.notices") == []
    page.get_by_role("button", name="アカウントと設定").click()
    console.dialog.get_by_role("button", name="デスクトップ通知を許可する").click()
    expect(console.dialog.get_by_text("デスクトップ通知は有効です。")).to_be_visible()
    page.keyboard.press("Escape")
    desk.asks_for_a_person("c-two", "ゲスト9002")
    expect(console.toasts).to_have_count(2)
    assert page.evaluate("window.notices") == ["新しい順番待ち：ゲスト9002|"]


def test_the_sound_can_be_turned_off_and_that_is_remembered(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    console.button("通知音：オン").click()
    page.reload()
    expect(console.button("通知音：オフ")).to_be_visible()
    expect(console.cards).to_have_count(1)
    page.mouse.click(700, 500)
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(console.toasts).to_have_count(1)
    assert _tones(page) == []


def test_away_from_the_desk_it_is_quiet(console: ConsolePage, desk: FakeConsole, page: Page) -> None:
    page.get_by_role("button", name="受付中").click()
    expect(page.locator(".availability")).to_have_attribute("data-state", "away")
    assert desk.me["is_available"] is False
    desk.asks_for_a_person("c-new", "ゲスト9001")
    expect(page.get_by_role("link", name="順番待ち 3件")).to_be_visible()
    expect(console.toasts).to_have_count(0)
    assert _tones(page) == []


def test_a_reply_in_a_conversation_nobody_looks_at_ticks_once(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    desk.changes("c-sato", unanswered=2)
    expect(console.card("佐藤")).to_contain_text("未返信 2件")
    assert _tones(page) == [660]
    console.card("佐藤").click()
    expect(console.log).to_be_visible()
    desk.changes("c-sato", unanswered=3)
    expect(console.card("佐藤")).to_contain_text("未返信 3件")
    assert _tones(page) == [660]


def test_what_a_member_writes_to_me_is_told_on_every_screen_till_i_look(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    page.goto(f"{desk.origin}/console#tickets")
    page.reload()  # the list of one's own has never been on this screen
    expect(page.get_by_role("link", name="自分の対応 未返信 1件")).to_be_visible()
    last = {"author": "member", "parts": [{"text": "まだですか"}], "at": "2026-01-05T01:00:00+00:00"}
    desk.changes("c-sato", unanswered=2, last=last)
    expect(console.toasts).to_contain_text("新着メッセージ：佐藤 花子")
    expect(console.toasts).to_contain_text("まだですか")
    expect(page).to_have_title("(2) 順番待ち｜(1) 新着メッセージ｜チケット｜担当者コンソール")
    expect(page.locator(".badge-mine")).to_have_attribute("data-unanswered", "")
    console.toasts.get_by_role("button", name="開く").click()
    expect(console.input).to_be_visible()
    expect(console.toasts).to_have_count(0)
    expect(page).to_have_title("(2) 順番待ち｜自分の対応｜担当者コンソール")
    desk.changes("c-sato", unanswered=0)
    expect(page.get_by_role("link", name="自分の対応 1件")).to_be_visible()


def test_behind_another_window_a_message_to_me_is_a_notice_and_goes_when_i_come_back(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    page.evaluate("localStorage.setItem('permission', 'granted')")
    console.talk_with("c-sato")
    page.reload()
    expect(console.input).to_be_visible()
    page.wait_for_function("() => document.title.includes('順番待ち｜')")
    page.evaluate("window.hasFocus = false")
    desk.changes("c-sato", unanswered=2)
    expect(console.toasts).to_contain_text("新着メッセージ：佐藤 花子")
    assert page.evaluate("window.notices") == ["新着メッセージ：佐藤 花子|"]
    page.evaluate("window.hasFocus = true; dispatchEvent(new Event('focus'))")
    expect(console.toasts).to_have_count(0)


def test_whether_the_desk_is_open_follows_what_is_told(console: ConsolePage, desk: FakeConsole, page: Page) -> None:
    label = page.locator(".desk-hours")
    expect(label).to_have_text("チャット窓口は開いています")
    desk.opening |= {"is_open": False}
    desk.tells("counts", desk.counts())
    expect(label).to_have_text("チャット窓口は閉じています（受付中の担当者がいません）")
    desk.opening |= {"is_within_hours": False}
    desk.tells("counts", desk.counts())
    expect(label).to_have_text("チャット窓口は閉じています（受付時間外）")
    desk.opening |= {"is_open": True, "is_within_hours": True}
    desk.tells("counts", desk.counts())
    expect(label).to_have_text("チャット窓口は開いています")


def test_who_began_to_wait_while_the_line_was_down_is_told_of_afterwards(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    newcomer = desk.conversations["c-guest1"] | {"id": "c-late", "title": "ゲスト5555"}
    desk.conversations["c-late"] = newcomer
    desk.drops_streams()
    expect(console.toasts).to_contain_text("新しい順番待ち：ゲスト5555")
    expect(console.toasts).to_have_count(1)


def test_one_that_a_colleague_passes_on_is_an_alert_on_every_screen(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    page.goto(f"{desk.origin}/console#tickets")
    expect(page.get_by_role("heading", level=1)).to_have_text("チケット")
    page.evaluate("window.hasFocus = false; localStorage.setItem('permission', 'granted')")
    desk.gives("c-suzuki")
    expect(console.toasts).to_contain_text("引き継がれた会話：鈴木 一郎")
    expect(page.get_by_role("alert").filter(has_text="引き継がれた会話：鈴木 一郎")).to_have_count(1)
    assert _tones(page) == [784, 1047]
    expect(page).to_have_title("● 引き継がれた会話：鈴木 一郎")
    console.toasts.get_by_role("button", name="開く").click()
    expect(console.heading).to_have_text("自分の対応")
    expect(console.input).to_be_visible()


def test_one_that_is_passed_on_to_somebody_else_is_no_alert(console: ConsolePage, desk: FakeConsole) -> None:
    desk.tells("given", desk.conversations["c-suzuki"])
    desk.changes("c-sato", unanswered=0)  # what comes behind it has been taken in
    expect(console.card("佐藤")).not_to_contain_text("未返信")
    expect(console.toasts).to_have_count(0)


def test_the_toast_says_what_the_member_said_last(console: ConsolePage, desk: FakeConsole) -> None:
    last = {"author": "member", "parts": [{"text": "二重に請求されています"}], "at": "2026-01-05T01:00:00+00:00"}
    desk.tells("handoff", desk.conversations["c-guest1"] | {"id": "c-new", "title": "ゲスト9001", "last": last})
    expect(console.toasts).to_contain_text("続けて「違います」・二重に請求されています")
