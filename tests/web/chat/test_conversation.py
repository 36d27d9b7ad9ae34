"""Asking and being answered, and keeping the conversation."""

import threading

from playwright.sync_api import Page, expect

from tests.web.fake_backend import GREETING, FakeBackend
from tests.web.widget import Widget


def test_the_conversation_begins_only_when_the_panel_is_opened(widget: Widget, fake: FakeBackend) -> None:
    expect(widget.launcher).to_be_visible()
    assert fake.begun_with == []
    widget.open()
    assert fake.begun_with == [{"channel": "web"}]
    expect(widget.bubbles).to_have_text([GREETING])


def test_the_greeting_offers_its_subjects_as_a_named_list_of_buttons(widget: Widget) -> None:
    widget.open()
    choices = widget.log.get_by_role("list", name="選択肢").get_by_role("button")
    expect(choices).to_have_text(["パスワードを忘れた", "支払期日を調べる", "注文の状況を調べる"])


def test_a_choice_posts_its_payload_and_shows_its_title(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.says("再設定の方法をご案内します。")
    widget.button("パスワードを忘れた").click()
    expect(widget.bubbles).to_have_text([GREETING, "パスワードを忘れた", "再設定の方法をご案内します。"])
    assert [post["text"] for post in fake.posts] == ["choice:faq/forgot_password"]


def test_a_question_is_shown_at_once_and_a_typing_sign_until_the_reply(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    reply = fake.says("マイページの注文一覧でご覧いただけます。", release=threading.Event())
    widget.send("注文の状況は？")
    expect(widget.own_bubbles).to_have_text(["注文の状況は？"])
    expect(widget.root.get_by_text("返信を準備しています").first).to_be_visible()
    assert reply.release is not None
    reply.release.set()
    expect(widget.bubbles.last).to_have_text("マイページの注文一覧でご覧いただけます。")
    expect(widget.root.locator(".typing")).to_be_hidden()


def test_quick_messages_get_all_replies_in_order(widget: Widget, fake: FakeBackend) -> None:
    """The earlier post answers with its own message only; the replies come with the last one."""
    widget.open()
    widget.send("すみません")
    expect(widget.log.locator("[data-delivery=done]")).to_have_count(1)
    fake.says("二つのご質問にお答えします。")
    widget.send("支払方法を教えてください")
    expect(widget.bubbles).to_have_text(
        [GREETING, "すみません", "支払方法を教えてください", "二つのご質問にお答えします。"]
    )


def test_a_reload_keeps_conversation_and_open_panel(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    fake.says("はい、承ります。")
    widget.send("お願いします")
    expect(widget.bubbles).to_have_count(3)
    page.reload()
    expect(widget.bubbles).to_have_text([GREETING, "お願いします", "はい、承ります。"])
    assert len(fake.begun_with) == 1
    fake.says("ほかにございますか。")
    widget.send("続きです")
    expect(widget.bubbles.last).to_have_text("ほかにございますか。")


def test_what_others_say_arrives_by_itself_and_once(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.says("お待ちください。")
    widget.send("担当者をお願いします")
    expect(widget.bubbles).to_have_count(3)
    fake.pushes("担当者が参加しました。", author="system")
    fake.pushes("担当の佐藤です。")
    expect(widget.bubbles.last).to_have_text("担当の佐藤です。")
    expect(widget.bubbles).to_have_count(5)


def test_a_dropped_stream_resumes_where_it_stopped(widget: Widget, fake: FakeBackend, page: Page) -> None:
    page.clock.install()
    widget.open()
    last = fake.pushes("担当の佐藤です。")
    expect(widget.bubbles.last).to_have_text("担当の佐藤です。")
    fake.drops_streams()
    fake.failures["events"].extend([503, 503])
    missed = threading.Thread(target=lambda: fake.pushes("切れている間のお知らせです。"))
    missed.start()
    missed.join()
    while len(fake.stream_starts) < 2:
        page.clock.run_for(1_000)
    expect(widget.bubbles.last).to_have_text("切れている間のお知らせです。")
    assert fake.stream_starts[-1] == last["id"]
    expect(widget.bubbles).to_have_count(3)


def test_messages_while_closed_are_counted_on_the_launcher(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    widget.input.press("Escape")
    fake.pushes("担当の佐藤です。")
    expect(widget.root.get_by_role("button", name="未読 1 件")).to_be_visible()
    widget.launcher.click()
    expect(widget.bubbles.last).to_have_text("担当の佐藤です。")
    widget.input.press("Escape")
    expect(widget.root.locator(".badge")).to_be_hidden()


def test_an_agent_is_seen_typing(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.tells("typing", {"author": "agent", "active": True})
    expect(widget.root.get_by_text("担当者が入力しています").first).to_be_visible()
    fake.tells("typing", {"author": "agent", "active": False})
    expect(widget.root.locator(".typing")).to_be_hidden()


def test_ending_closes_the_composer_and_a_new_one_can_begin(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    first = fake.newest
    widget.choose_from_menu("会話を終了する")
    expect(widget.root.get_by_text("会話を終了しました")).to_be_visible()
    expect(widget.input).to_be_hidden()
    assert fake.ended == {first}
    expect(widget.button("パスワードを忘れた")).to_be_disabled()
    widget.button("新しい会話を始める").click()
    expect(widget.input).to_be_focused()
    expect(widget.bubbles).to_have_text([GREETING])
    assert fake.newest != first


def test_a_new_conversation_from_the_menu_ends_the_old_one(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    first = fake.newest
    widget.send("前の話です")
    expect(widget.bubbles).to_have_count(2)
    widget.choose_from_menu("新しい会話を始める")
    expect(widget.bubbles).to_have_text([GREETING])
    assert fake.ended == {first}


def test_an_end_from_elsewhere_is_shown(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.tells("status", {"ended": True})
    expect(widget.root.get_by_text("会話を終了しました")).to_be_visible()


def test_a_lapsed_conversation_starts_anew_with_the_unsent_words(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.forgets()
    widget.send("まだ聞けますか")
    expect(widget.root.get_by_text("この会話は続けられなくなりました")).to_be_visible()
    widget.button("新しい会話を始める").click()
    expect(widget.bubbles).to_have_text([GREETING])
    expect(widget.input).to_have_value("まだ聞けますか")


def test_a_reload_after_the_conversation_lapsed_begins_another(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    fake.forgets()
    page.reload()
    expect(widget.bubbles).to_have_text([GREETING])
    assert len(fake.begun_with) == 2


def test_a_failed_start_can_be_tried_again(widget: Widget, fake: FakeBackend) -> None:
    fake.fails("begin", 503)
    widget.launcher.click()
    expect(widget.root.get_by_text("ただいまチャットをご利用いただけません")).to_be_visible()
    widget.button("もう一度試す").click()
    expect(widget.bubbles).to_have_text([GREETING])


def test_markup_in_messages_stays_text(widget: Widget, fake: FakeBackend, page: Page) -> None:
    widget.open()
    evil = "<img src=x onerror='window.hacked=1'><b>太字</b>"
    fake.says(evil, choices=[{"title": evil, "topic": "faq/x", "payload": "choice:faq/x"}])
    widget.send(evil)
    expect(widget.bubbles.last).to_have_text(evil)
    expect(widget.log.locator("img, b")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_the_demo_pages_examples_ask_in_the_chat(widget: Widget, fake: FakeBackend, page: Page) -> None:
    fake.says("ログイン画面から再設定できます。")
    page.get_by_role("button", name="パスワードを忘れてしまいました").click()
    expect(widget.bubbles).to_have_text(
        [GREETING, "パスワードを忘れてしまいました", "ログイン画面から再設定できます。"]
    )
