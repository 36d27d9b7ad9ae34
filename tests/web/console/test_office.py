"""Search, feedback, canned replies, accounts, audit log."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


@pytest.fixture
def admin(page: Page, desk: FakeConsole) -> ConsolePage:
    desk.me = desk.staff[2]
    return ConsolePage(page, desk)


def test_searching(console: ConsolePage, page: Page) -> None:
    page.keyboard.press("s")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("請")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="2文字以上")).to_be_visible()
    page.get_by_role("searchbox").fill("請求書")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="チケット 1件")).to_be_visible()
    page.get_by_role("searchbox").fill("折り返し")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="会話 1件")).to_be_visible()
    console.card("田中").get_by_role("link").click()
    expect(console.log).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("折り返し")
    expect(console.card("田中")).to_be_visible()
    page.get_by_role("searchbox").fill("ないことば")
    page.keyboard.press("Enter")
    expect(page.get_by_text("見つかりませんでした")).to_be_visible()


def test_the_card_of_a_member_who_was_found_opens_when_asked_for(
    console: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    console.at("search/見本さくら")
    found = page.locator("section").filter(has=page.get_by_role("heading", name="会員 1件"))
    expect(found).to_contain_text("見本 さくら")
    assert not [path for _, path, _ in desk.calls if "/members/" in path]
    found.get_by_role("button", name="会員情報を開く").click()
    expect(found.locator(".facts")).to_contain_text("会社名")


def test_feedback_is_reviewed(console: ConsolePage, desk: FakeConsole, page: Page) -> None:
    console.at("feedback")
    expect(page.locator(".feedback-list").first.locator("> li")).to_have_count(2)
    page.get_by_role("button", name="支払期日").click()
    expect(page.get_by_text("確認済み", exact=True)).to_be_focused()
    console.button("すべて").click()
    expect(page.locator(".feedback-list").first.locator("> li")).to_have_count(2)
    console.button("未確認").click()
    expect(page.locator(".feedback-list").first.locator("> li")).to_have_count(1)
    assert desk.office.feedback["answers"][0]["reviewed"] is True


def test_agents_read_canned_replies(console: ConsolePage, page: Page) -> None:
    console.at("canned")
    expect(page.get_by_role("heading", name="はじめのご挨拶")).to_be_visible()
    expect(console.button("定型文を追加")).to_be_hidden()
    expect(page.get_by_role("link", name="監査ログ")).to_have_count(0)


def test_admins_write_canned_replies(admin: ConsolePage, desk: FakeConsole, page: Page) -> None:
    admin.at("canned").button("定型文を追加").click()
    admin.dialog.get_by_label("呼び出し名").fill("owabi")
    admin.dialog.get_by_label("題名").fill("お詫び")
    admin.dialog.get_by_label("本文").fill("申し訳ございません。")
    admin.dialog.get_by_role("button", name="{会員名}").click()
    admin.button("保存する").click()
    expect(page.get_by_role("heading", name="お詫び")).to_be_visible()
    assert desk.canned[-1]["text"] == "申し訳ございません。{会員名}"
    page.get_by_role("listitem").filter(has_text="お詫び").get_by_role("button", name="編集").click()
    admin.dialog.get_by_label("題名").fill("お詫びの言葉")
    admin.button("保存する").click()
    expect(page.get_by_role("heading", name="お詫びの言葉")).to_be_visible()
    page.get_by_role("listitem").filter(has_text="お詫びの言葉").get_by_role("button", name="削除").click()
    admin.dialog.get_by_role("button", name="削除").click()
    expect(page.get_by_role("heading", name="お詫びの言葉")).to_have_count(0)


def code_of(admin: ConsolePage) -> Locator:
    """Where the admin's own code is typed, in the dialog on top."""
    return admin.dialog.last.get_by_label("あなたの認証コード")


def test_inviting_a_colleague(admin: ConsolePage, desk: FakeConsole, page: Page) -> None:
    admin.at("staff").button("担当者を招待").click()
    for label, words in [
        ("ログインID", "yamada"),
        ("名前（担当者どうし", "山田 優"),
        ("表示名（会員に", "山田"),
        ("メールアドレス", "yamada@desk.example"),
    ]:
        admin.dialog.get_by_label(label).fill(words)
    admin.button("招待を送る").click()
    expect(code_of(admin)).to_be_focused()
    code_of(admin).fill("123456")
    admin.button("招待を送る").click()
    expect(page.get_by_role("row", name="山田 優")).to_contain_text("招待中")
    [sent] = desk.posted("staff-accounts")
    assert (sent["role"], sent["code"]) == ("agent", "123456")


def test_managing_a_colleague(admin: ConsolePage, desk: FakeConsole, page: Page) -> None:
    admin.at("staff")
    expect(page.get_by_role("row", name="森 由美")).to_contain_text("ロック中")
    page.get_by_role("button", name="石井 健").click()
    expect(code_of(admin)).to_be_hidden()
    admin.dialog.get_by_label("役割").select_option("admin")
    code_of(admin).fill("123456")
    admin.button("保存する").click()
    expect(page.get_by_role("row", name="石井 健")).to_be_visible()
    assert desk.posted("staff-accounts/2") == [{"role": "admin", "code": "123456"}]
    expect(page.get_by_role("row", name="石井 健")).to_contain_text("連携済み")
    for act, path in [
        ("招待をもう一度送る", "invitation"),
        ("2段階認証を解除する", "reset-second-factor"),
        ("Slackの連携を解除する", "unlink-slack"),
    ]:
        page.get_by_role("button", name="石井 健").click()
        admin.button(act).click()
        code_of(admin).fill("234567")
        admin.dialog.last.get_by_role("button", name=act).click()
        expect(admin.dialog).to_have_count(0)
        assert desk.posted(path) == [{"code": "234567"}]
    page.get_by_role("button", name="石井 健").click()
    admin.button("無効にする").click()
    code_of(admin).fill("345678")
    admin.dialog.last.get_by_role("button", name="無効にする").click()
    expect(page.get_by_role("row", name="石井 健")).to_contain_text("無効")
    page.get_by_role("button", name="石井 健").click()
    admin.button("有効に戻す").click()
    code_of(admin).fill("1234-5678")
    admin.dialog.last.get_by_role("button", name="有効に戻す").click()
    expect(admin.dialog).to_have_count(0)
    assert desk.posted("staff-accounts/2")[1:] == [
        {"is_disabled": True, "code": "345678"},
        {"is_disabled": False, "code": "1234-5678"},
    ]


def test_what_is_no_secret_is_changed_without_a_code(admin: ConsolePage, desk: FakeConsole, page: Page) -> None:
    admin.at("staff")
    page.get_by_role("button", name="石井 健").click()
    admin.dialog.get_by_label("表示名（会員に").fill("いしい")
    admin.button("保存する").click()
    expect(admin.dialog).to_have_count(0)
    page.get_by_role("button", name="森 由美").click()
    admin.button("ロックを解除する").click()
    expect(admin.dialog).to_have_count(0)
    assert (desk.posted("staff-accounts/2"), desk.posted("unlock")) == ([{"display_name": "いしい"}], [{}])


def test_a_wrong_code_is_said_and_can_be_typed_again(admin: ConsolePage, desk: FakeConsole, page: Page) -> None:
    desk.fails("reset-second-factor", 422, code="code_wrong")
    admin.at("staff")
    page.get_by_role("button", name="石井 健").click()
    admin.button("2段階認証を解除する").click()
    code_of(admin).fill("000000")
    page.keyboard.press("Enter")
    expect(admin.dialog.last.get_by_role("alert")).to_contain_text("code_wrong")
    code_of(admin).fill("123456")
    page.keyboard.press("Enter")
    expect(admin.dialog).to_have_count(0)
    assert desk.posted("reset-second-factor")[-1] == {"code": "123456"}


def test_the_last_admin_stays(admin: ConsolePage, desk: FakeConsole, page: Page) -> None:
    desk.fails("3", 409, code="last_admin")
    admin.at("staff")
    page.get_by_role("button", name="管理 ：中野").click()
    expect(admin.button("無効にする")).to_be_hidden()
    admin.dialog.get_by_label("役割").select_option("agent")
    code_of(admin).fill("123456")
    admin.button("保存する").click()
    expect(admin.dialog.get_by_role("alert")).to_contain_text("last_admin")


def test_the_audit_log(admin: ConsolePage, page: Page) -> None:
    admin.at("audit")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.get_by_role("link", name="会話", exact=True)).to_have_attribute("href", re.compile("#all/0b8f6f5e"))
    expect(rows.get_by_role("link", name="チケット TKT-000102")).to_have_attribute("href", "#tickets/open/TKT-000102")
    page.get_by_role("searchbox").fill("ログイン")
    expect(rows).to_have_count(1)
    page.get_by_role("searchbox").fill("ないことば")
    expect(page.get_by_text("当てはまる記録はありません")).to_be_visible()


def test_signing_out_leaves_no_draft(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).talk_with("c-sato")
    console.input.fill("書きかけ")
    page.get_by_role("button", name="アカウントと設定").click()
    console.button("ログアウト").click()
    expect(page.get_by_role("heading", name="ログイン")).to_be_visible()
    console.talk_with("c-sato")
    expect(console.input).to_have_value("")
