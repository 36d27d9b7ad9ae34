"""What is personal stays closed until there is a reason, and closes again by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


@pytest.fixture
def talk(page: Page, desk: FakeConsole) -> ConsolePage:
    return ConsolePage(page, desk).talk_with("c-tanaka", view="queue")


def test_a_reason_opens_it_for_a_while(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    page.clock.install()
    talk.log.get_by_role("button", name="電話番号").click()
    expect(talk.dialog.get_by_role("heading", name="電話番号を表示する")).to_be_visible()
    talk.dialog.get_by_label("返信・折り返しのため").check()
    talk.dialog.get_by_role("button", name="表示する").click()
    expect(talk.log.get_by_text("090-0000-0001")).to_be_visible()
    expect(talk.log.get_by_text("あと60秒")).to_be_visible()
    assert desk.posted("reveals") == [{"source": "message", "id": "m5", "index": 0, "reason": "reply"}]
    page.clock.run_for(61_000)
    expect(talk.log.get_by_text("090-0000-0001")).to_have_count(0)
    expect(talk.log.get_by_role("button", name="電話番号")).to_be_visible()


def test_without_a_reason_nothing_is_asked_for(talk: ConsolePage, desk: FakeConsole) -> None:
    talk.log.get_by_role("button", name="電話番号").click()
    talk.dialog.get_by_role("button", name="表示する").click()
    expect(talk.dialog).to_be_visible()
    assert desk.posted("reveals") == []


def test_another_reason_needs_words(talk: ConsolePage, desk: FakeConsole) -> None:
    talk.log.get_by_role("button", name="電話番号").click()
    talk.dialog.get_by_label("その他").check()
    talk.dialog.get_by_role("button", name="表示する").click()
    expect(talk.dialog).to_be_visible()
    talk.dialog.get_by_label("理由の詳細").fill("本人からの依頼")
    talk.dialog.get_by_role("button", name="表示する").click()
    expect(talk.log.get_by_text("090-0000-0001")).to_be_visible()
    assert desk.posted("reveals")[0]["comment"] == "本人からの依頼"


def test_a_refusal_stays_in_the_dialog(talk: ConsolePage, desk: FakeConsole) -> None:
    desk.fails("reveals", 429)
    talk.log.get_by_role("button", name="電話番号").click()
    talk.dialog.get_by_label("本人確認のため").check()
    talk.dialog.get_by_role("button", name="表示する").click()
    expect(talk.dialog.get_by_role("alert")).not_to_be_empty()
    expect(talk.log.get_by_text("090-0000-0001")).to_have_count(0)


def test_hiding_again_and_the_focus_comes_back(talk: ConsolePage, page: Page) -> None:
    talk.log.get_by_role("button", name="電話番号").click()
    talk.dialog.get_by_label("本人確認のため").check()
    talk.dialog.get_by_role("button", name="表示する").click()
    talk.log.get_by_role("button", name="隠す").click()
    expect(talk.log.get_by_role("button", name="電話番号")).to_be_focused()


def test_the_members_card_opens_when_asked_for(talk: ConsolePage, desk: FakeConsole, page: Page) -> None:
    talk.tab("会員情報").click()
    assert not [path for _, path, _ in desk.calls if "/members/" in path]
    page.get_by_role("button", name="会員情報を開く").click()
    panel = page.get_by_role("tabpanel")
    expect(panel.get_by_text("アカウントロック中")).to_be_visible()
    expect(panel.get_by_text("みなも商事株式会社")).to_be_visible()
    expect(panel.get_by_role("button", name="メール")).to_be_visible()
    panel.get_by_role("button", name="電話番号").click()
    talk.dialog.get_by_label("本人確認のため").check()
    talk.dialog.get_by_role("button", name="表示する").click()
    expect(panel.get_by_text("090-0000-0001")).to_be_visible()
    assert desk.posted("reveals")[0] | {} == {
        "source": "member",
        "id": "11",
        "field": "phone",
        "index": 0,
        "reason": "identity",
    }


def test_lists_only_name_what_is_hidden(talk: ConsolePage) -> None:
    expect(talk.card("田中")).to_contain_text("折り返しの電話は ［電話番号］ にお願いできますか。")
