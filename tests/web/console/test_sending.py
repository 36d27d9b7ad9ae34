"""What an agent writes: sent once, in order, whatever the line does; and never by the Enter of an IME."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


@pytest.fixture
def talk(page: Page, desk: FakeConsole) -> ConsolePage:
    """My conversation, open."""
    return ConsolePage(page, desk).talk_with("c-sato")


def _sent(desk: FakeConsole) -> list[str]:
    return [body["text"] for body in desk.posted("c-sato/messages")]


def _agent_bubbles(talk: ConsolePage) -> list[str]:
    return talk.log.locator('[data-author="agent"][data-kind="message"] .bubble').all_text_contents()


def test_enter_sends_and_shift_enter_makes_a_line(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.input.fill("一行目")
    page.keyboard.press("Shift+Enter")
    page.keyboard.insert_text("二行目")
    page.keyboard.press("Enter")
    expect(talk.bubbles.last).to_have_text("一行目\n二行目")
    expect(talk.log.locator("[data-delivery=sending]")).to_have_count(0)
    expect(talk.input).to_have_value("")
    expect(talk.input).to_be_focused()
    assert _sent(desk) == ["一行目\n二行目"]


def test_the_enter_that_accepts_a_conversion_does_not_send(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.input.focus()
    ime = page.context.new_cdp_session(page)
    ime.send("Input.imeSetComposition", {"text": "しょうち", "selectionStart": 4, "selectionEnd": 4})
    # As a browser reports a key that the IME has; a real press would reach the text, since no IME runs here.
    talk.input.evaluate(
        """(field) => field.dispatchEvent(new KeyboardEvent("keydown",
             {key: "Enter", isComposing: true, keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    ime.send("Input.insertText", {"text": "承知しました"})
    expect(talk.input).to_have_value("承知しました")
    assert _sent(desk) == []
    page.keyboard.press("Enter")
    expect(talk.bubbles.last).to_have_text("承知しました")


def test_safaris_late_enter_does_not_send(talk: ConsolePage, desk: FakeConsole) -> None:
    """There the composition has ended before the key event, which only its code 229 tells."""
    talk.input.fill("承知しました")
    talk.input.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    expect(talk.input).to_have_value("承知しました")
    assert _sent(desk) == []


def test_a_lost_answer_is_fetched_again_without_doubling(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    lost: list[str] = []

    def lose_first_answer(route: Route) -> None:
        if lost:
            route.fallback()
            return
        lost.append(route.fetch().text())
        route.abort("connectionreset")

    page.route("**/messages", lose_first_answer)
    with page.expect_response("**/messages"):  # the second answer: the first one never arrives
        talk.input.fill("確認します")
        talk.input.press("Enter")
    expect(talk.log.locator("[data-delivery=done]", has_text="確認します")).to_have_count(1)
    assert _agent_bubbles(talk) == ["確認します"]
    assert len(desk.posted("messages")) == 2
    assert len({body["client_message_id"] for body in desk.posted("messages")}) == 1
    assert len([entry for entry in desk.entries["c-sato"] if entry.get("author") == "agent"]) == 1


def test_the_streams_order_holds(talk: ConsolePage, desk: FakeConsole) -> None:
    """The member's words came first at the server, though mine were on the screen already."""
    hold = desk.hold("messages")
    talk.input.fill("お調べします")
    talk.input.press("Enter")
    expect(talk.bubbles.last).to_have_text("お調べします")
    desk.says("c-sato", "まだですか")
    expect(talk.bubbles.filter(has_text="まだですか")).to_have_count(1)
    hold.set()
    expect(talk.log.locator("[data-delivery=sending]")).to_have_count(0)
    expect(talk.bubbles.last).to_have_text("お調べします")
    assert talk.bubbles.all_text_contents()[-2:] == ["まだですか", "お調べします"]


def test_a_stumbling_server_is_tried_again_and_what_fails_can_be_resent(
    talk: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    page.clock.install()
    desk.fails("messages", 503, 502, 500, 500)
    talk.input.fill("お願いします")
    talk.input.press("Enter")
    while len(desk.posted("messages")) < 4:
        page.clock.run_for(500)
    expect(talk.log.locator(".delivery.failed")).to_contain_text("送れませんでした。")
    talk.button("もう一度送る").click()
    expect(talk.log.locator("[data-delivery=done]", has_text="お願いします")).to_have_count(1)
    assert len({body["client_message_id"] for body in desk.posted("messages")}) == 1


def test_a_refusal_says_why(talk: ConsolePage, desk: FakeConsole) -> None:
    desk.fails("messages", 409, code="not_yours")
    talk.input.fill("お願いします")
    talk.input.press("Enter")
    expect(talk.log.locator(".delivery.failed")).to_contain_text("not_yours")


def test_offline_it_waits_and_after_reconnecting_nothing_is_doubled_or_lost(
    talk: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    desk.says("c-sato", "もしもし")
    expect(talk.bubbles.last).to_have_text("もしもし")  # the stream is open
    page.context.set_offline(True)
    expect(page.locator(".connection-bar")).to_contain_text("オフラインです")
    talk.input.fill("電波が切れました")
    talk.input.press("Enter")
    expect(talk.log.get_by_text("つながり次第送ります")).to_be_visible()
    desk.says("c-sato", "聞こえますか")
    page.context.set_offline(False)
    expect(talk.log.locator("[data-delivery=done]", has_text="電波が切れました")).to_have_count(1)
    expect(talk.bubbles.filter(has_text="聞こえますか")).to_have_count(1)
    expect(page.locator(".connection-bar")).to_be_hidden()
    assert _agent_bubbles(talk) == ["電波が切れました"]
    assert _sent(desk) == ["電波が切れました"]


def test_a_dropped_stream_is_resumed_where_it_stopped(talk: ConsolePage, desk: FakeConsole) -> None:
    desk.says("c-sato", "一つ目")
    expect(talk.bubbles.last).to_have_text("一つ目")  # the stream is open
    begun = len(desk.stream_starts)
    known = str(len(desk.entries["c-sato"]))
    desk.drops_streams()
    desk.entries["c-sato"].append(desk.silent("切れている間に"))
    expect(talk.bubbles.last).to_have_text("切れている間に")
    assert desk.stream_starts[begun:] == [("c-sato", known)]
    assert talk.bubbles.all_text_contents()[-2:] == ["一つ目", "切れている間に"]


def test_drafts_stay_through_switching_and_reloading(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.input.fill("書きかけの返信")
    talk.button("社内メモ").click()
    talk.input.fill("書きかけのメモ")
    talk.talk_with("c-tanaka", view="queue")
    expect(talk.input).to_be_hidden()
    talk.talk_with("c-sato")
    expect(talk.input).to_have_value("書きかけの返信")
    page.reload()
    expect(talk.input).to_have_value("書きかけの返信")
    talk.button("社内メモ").click()
    expect(talk.input).to_have_value("書きかけのメモ")


def test_the_session_ends_and_the_draft_stays(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.input.fill("書きかけの返信")
    desk.fails("notes", 401, code="sign_in_needed")
    talk.button("社内メモ").click()
    talk.input.fill("メモ")
    talk.button("メモを残す").click()
    bar = page.get_by_role("alert").filter(has_text="ログインの有効期限が切れました")
    expect(bar).to_be_visible()
    expect(talk.input).to_have_value("メモ")
    bar.get_by_role("link", name="ログインし直す").click()
    page.goto(f"{desk.origin}/console")
    expect(talk.log).to_be_visible()
    expect(talk.input).to_have_value("書きかけの返信")


def test_typing_is_told_both_ways(talk: ConsolePage, desk: FakeConsole) -> None:
    talk.input.press_sequentially("少々です")
    talk.input.press("Enter")
    expect(talk.log.locator("[data-delivery=done]", has_text="少々です")).to_have_count(1)
    assert desk.posted("typing") == [{"active": True}]
    desk.tells("typing", {"conversation_id": "c-sato", "author": "member", "active": True})
    expect(talk.log.get_by_text("佐藤 花子が入力しています")).to_be_visible()
    desk.tells("typing", {"conversation_id": "c-tanaka", "author": "member", "active": False})
    desk.says("c-sato", "できました")
    expect(talk.bubbles.last).to_have_text("できました")
    expect(talk.log.get_by_text("佐藤 花子が入力しています")).to_be_hidden()


@pytest.mark.parametrize("change", [{"owner": "bot", "agent": None}, {"is_present": False}])
def test_nobody_is_writing_to_a_person_who_is_there_no_more(
    talk: ConsolePage, desk: FakeConsole, page: Page, change: dict[str, object]
) -> None:
    page.clock.install()  # the sign must not go just because time has passed
    desk.changes("c-sato", is_present=True)
    desk.tells("typing", {"conversation_id": "c-sato", "author": "member", "active": True})
    sign = talk.log.get_by_text("佐藤 花子が入力しています")
    expect(sign).to_be_visible()
    desk.changes("c-sato", **change)
    expect(sign).to_be_hidden()
