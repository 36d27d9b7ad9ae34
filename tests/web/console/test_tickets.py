"""Tickets: lists, the fields, answers by mail, and unlocking as a piece of work."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole


@pytest.fixture
def tickets(page: Page, desk: FakeConsole) -> ConsolePage:
    console = ConsolePage(page, desk).at("tickets")
    expect(console.cards).to_have_count(4)
    return console


@pytest.fixture
def unlocking(page: Page, desk: FakeConsole) -> ConsolePage:
    console = ConsolePage(page, desk).at("tickets/open/TKT-000101")
    expect(page.get_by_role("heading", level=2, name="アカウントロックの解除")).to_be_focused()
    return console


def test_lists_and_filters(tickets: ConsolePage, page: Page) -> None:
    expect(tickets.card("アカウントロックの解除")).to_contain_text("期限切れ")
    page.get_by_role("link", name="期限切れ", exact=True).click()
    expect(tickets.cards).to_have_count(1)
    page.get_by_role("link", name="自分", exact=True).click()
    expect(tickets.cards).to_have_count(1)
    page.get_by_role("link", name="完了", exact=True).click()
    expect(tickets.card("ご契約のプラン変更")).to_have_count(1)
    page.get_by_role("link", name="未対応", exact=True).click()
    page.get_by_label("種類").select_option("withdrawal")
    expect(tickets.cards).to_have_count(1)


def test_taking_a_ticket(unlocking: ConsolePage, desk: FakeConsole, page: Page) -> None:
    unlocking.button("自分が担当する").click()
    expect(unlocking.toasts).to_contain_text("変更を保存しました")
    expect(page.get_by_label("担当者", exact=True)).to_have_value("1")
    (change,) = desk.posted("TKT-000101")
    assert change == {"assignee_id": 1, "seen": {"status": "open", "assignee_id": None}}


def test_status_and_time(unlocking: ConsolePage, desk: FakeConsole, page: Page) -> None:
    page.get_by_label("状態").select_option("in_progress")
    page.get_by_label("期限", exact=True).fill("2026-12-01T12:00")
    unlocking.button("変更を保存する").click()
    expect(unlocking.toasts).to_contain_text("変更を保存しました")
    (change,) = desk.posted("TKT-000101")
    assert (change["status"], change["due_at"]) == ("in_progress", "2026-12-01T03:00:00.000Z")


def test_who_was_quicker_with_a_ticket_is_not_overwritten(unlocking: ConsolePage, desk: FakeConsole) -> None:
    desk.fails("TKT-000101", 409, code="changed_meanwhile")
    unlocking.button("自分が担当する").click()
    expect(unlocking.toasts).to_contain_text("changed_meanwhile")
    expect(unlocking.page.get_by_label("担当者", exact=True)).to_have_value("")


def test_unlocking_by_the_checklist(unlocking: ConsolePage, desk: FakeConsole, page: Page) -> None:
    unlocking.button("登録内容を表示する").click()
    name = page.get_by_role("group", name="お名前")
    expect(name).to_contain_text("登録内容：田中 太郎")
    name.get_by_label("一致した").check()
    company = page.get_by_role("group", name="会社名")
    expect(company).to_contain_text("みなも商事株式会社")
    company.get_by_label("一致した").check()
    phone = page.get_by_role("group", name="電話番号")
    expect(phone.get_by_role("button", name="電話番号")).to_be_visible()
    phone.get_by_label("一致しなかった").check()
    phone.get_by_role("textbox").fill("古い番号")
    unlocking.button("確認結果を記録して解除する").click()
    expect(unlocking.toasts).to_contain_text("ロックを解除し")
    expect(page.get_by_role("heading", name="本人確認とロックの解除")).to_have_count(0)
    (body,) = desk.posted("unlock")
    assert body["checks"] == [
        {"key": "name", "asked": True, "matched": True, "note": ""},
        {"key": "company", "asked": True, "matched": True, "note": ""},
        {"key": "phone", "asked": True, "matched": False, "note": "古い番号"},
        {"key": "account", "asked": False, "matched": False, "note": ""},
    ]
    assert body["client_key"]


def test_nothing_asked_unlocks_nothing(unlocking: ConsolePage, desk: FakeConsole, page: Page) -> None:
    unlocking.button("確認結果を記録して解除する").click()
    expect(page.get_by_role("alert").filter(has_text="1つ以上選んでください")).to_be_visible()
    assert desk.posted("unlock") == []


def test_what_does_not_match_is_said_and_the_form_stays(unlocking: ConsolePage, desk: FakeConsole, page: Page) -> None:
    desk.fails("unlock", 409, code="not_matched")
    desk.office.change("TKT-000101", {"status": "in_progress", "status_label": "対応中"}, desk.staff, desk.me)
    page.get_by_role("group", name="お名前").get_by_label("一致しなかった").check()
    unlocking.button("確認結果を記録して解除する").click()
    expect(page.get_by_role("alert").filter(has_text="not_matched")).to_be_visible()
    expect(page.get_by_role("group", name="お名前").get_by_label("一致しなかった")).to_be_checked()
    expect(page.locator(".history li")).to_have_count(2)
    expect(page.locator(".ticket-head")).to_contain_text("対応中")
    expect(page.get_by_label("状態")).to_have_value("in_progress")


def test_two_people_unlock_where_the_desk_asks_for_that(page: Page, desk: FakeConsole) -> None:
    ticket = desk.office.tickets["TKT-000101"]
    ticket["unlock_needs_approval"] = True
    console = ConsolePage(page, desk).at("tickets/open/TKT-000101")
    page.get_by_role("group", name="お名前").get_by_label("一致した").check()
    console.button("確認結果を記録して承認を依頼する").click()
    expect(console.toasts).to_contain_text("承認を依頼しました")
    expect(page.get_by_text("ほかの担当者の承認を待っています")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="アカウントロックの解除")).to_be_focused()
    expect(console.card("アカウントロックの解除")).to_contain_text("承認待ち")
    expect(console.button("承認してロックを解除する")).to_have_count(0)
    expect(page.get_by_text("承認の依頼は取り下げになります")).to_be_visible()

    # As a colleague sees it, who sends it back and then, asked again, approves.
    desk.office.ask("TKT-000101", desk.staff[1], desk.me)
    desk.tells("ticket", desk.office.tickets["TKT-000101"])
    sheet = page.locator(".approval")
    expect(sheet).to_contain_text("石井 健")
    expect(sheet.get_by_role("definition").filter(has_text="一致した")).to_be_visible()
    expect(console.button("確認結果を記録して承認を依頼する")).to_have_count(0)
    page.get_by_label("差し戻す理由（担当者だけが見ます）").fill("会社名も尋ねてください")
    console.button("差し戻す").click()
    expect(console.toasts.last).to_contain_text("依頼を差し戻しました")
    expect(page.locator(".history li").last).to_contain_text("会社名も尋ねてください")
    desk.office.ask("TKT-000101", desk.staff[1], desk.me)
    desk.tells("ticket", desk.office.tickets["TKT-000101"])
    console.button("承認してロックを解除する").click()
    expect(page.locator(".ticket-head")).to_contain_text("完了")
    expect(sheet).to_have_count(0)
    declined, approved = *desk.posted("decline"), *desk.posted("approve")
    assert (declined["note"], declined["request_id"], approved["request_id"]) == ("会社名も尋ねてください", 7, 7)


def test_on_a_phone_what_it_is_about_comes_first(unlocking: ConsolePage, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    body, fields = page.locator(".ticket-body").bounding_box(), page.locator(".ticket-side").bounding_box()
    assert body
    assert fields
    assert body["y"] < fields["y"]


def test_who_has_shown_whose_account_it_is_is_not_called_unproven(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).at("tickets/open/TKT-000101")
    expect(page.get_by_text("まだ確認できていません")).to_be_visible()
    desk.office.tickets["TKT-000101"]["requested"]["is_proven"] = True
    desk.tells("ticket", desk.office.tickets["TKT-000101"])
    expect(page.get_by_text("まだ確認できていません")).to_have_count(0)
    expect(console.heading).to_have_text("チケット")


def test_an_answer_is_looked_at_before_it_goes(tickets: ConsolePage, desk: FakeConsole, page: Page) -> None:
    tickets.card("請求書の宛名").click()
    page.get_by_label("回答", exact=True).fill("宛名はマイページで変更できます。")
    tickets.button("送る内容を確かめる").click()
    expect(tickets.dialog).to_contain_text("担当者からの回答（TKT-000102）")
    expect(tickets.dialog).to_contain_text("田中 太郎様")
    expect(tickets.dialog).to_contain_text("宛名はマイページで変更できます。")
    tickets.button("書き直す").click()
    assert desk.posted("answer") == []
    tickets.button("送る内容を確かめる").click()
    tickets.button("メールを送る").click()
    expect(tickets.toasts).to_contain_text("メールを送りました")
    (body,) = desk.posted("answer")
    assert (body["text"], body["close"]) == ("宛名はマイページで変更できます。", False)


def test_a_ticket_is_closed_with_the_answer_only_where_that_is_said(
    tickets: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    tickets.card("請求書の宛名").click()
    page.get_by_label("回答", exact=True).fill("宛名はマイページで変更できます。")
    page.get_by_label("回答して完了にする").check()
    tickets.button("送る内容を確かめる").click()
    tickets.button("メールを送って完了にする").click()
    expect(tickets.toasts).to_contain_text("メールを送りました")
    assert [body["close"] for body in desk.posted("answer")] == [True]


def test_a_note_stands_in_the_history(tickets: ConsolePage, desk: FakeConsole, page: Page) -> None:
    tickets.card("請求書の宛名").click()
    page.get_by_label("社内メモ（担当者だけが見ます）").fill("経理の返事待ち")
    tickets.button("社内メモを追加").click()
    expect(page.locator(".history li").last).to_contain_text("経理の返事待ち")


@pytest.mark.parametrize(
    ("ticket", "button", "sure", "call"),
    [
        ("TKT-000104", "リンクを送る", "リンクを送る", "reset-link"),
        ("TKT-000103", "アカウントを閉じる", "アカウントを閉じる", "close-account"),
    ],
)
def test_steps_that_cannot_be_undone_ask_first(
    page: Page, desk: FakeConsole, ticket: str, button: str, sure: str, call: str
) -> None:
    console = ConsolePage(page, desk).at(f"tickets/open/{ticket}")
    console.button(button).click()
    console.dialog.get_by_role("button", name="やめる").click()
    assert desk.posted(call) == []
    console.button(button).click()
    console.dialog.get_by_role("button", name=sure).click()
    expect(console.button(button)).to_have_count(0)
    assert len(desk.posted(call)) == 1


def test_closing_an_account_names_whose_it_is(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).at("tickets/open/TKT-000103")
    console.button("アカウントを閉じる").click()
    expect(console.dialog).to_contain_text("佐藤 花子さん（ログインID：sato-hanako）のアカウントを閉じます。")


def test_who_opened_a_withdrawal_leaves_the_closing_to_a_colleague(page: Page, desk: FakeConsole) -> None:
    desk.office.tickets["TKT-000103"]["opened_by"] = {"id": desk.me["id"], "name": desk.me["name"]}
    console = ConsolePage(page, desk).at("tickets/open/TKT-000103")
    expect(page.get_by_text("別の担当者が会話で確かめてから、アカウントを閉じます")).to_be_visible()
    expect(console.button("アカウントを閉じる")).to_have_count(0)


def test_who_closes_an_account_for_a_colleague_is_told_to_look_first(page: Page, desk: FakeConsole) -> None:
    desk.office.tickets["TKT-000103"]["opened_by"] = {"id": 2, "name": "石井 健"}
    console = ConsolePage(page, desk).at("tickets/open/TKT-000103")
    expect(
        page.get_by_text("石井 健さんが会話から作成したチケットです。会員ご本人の申し出を会話で確かめて")
    ).to_be_visible()
    console.button("アカウントを閉じる").click()
    console.dialog.get_by_role("button", name="アカウントを閉じる").click()
    expect(console.button("アカウントを閉じる")).to_have_count(0)
    assert len(desk.posted("close-account")) == 1


def test_a_half_written_answer_survives_a_colleagues_change(
    tickets: ConsolePage, desk: FakeConsole, page: Page
) -> None:
    tickets.card("請求書の宛名").click()
    page.get_by_label("回答", exact=True).fill("書きかけ")
    ticket = desk.office.tickets["TKT-000102"]
    ticket["subject"] = "請求書の宛名と日付について"
    desk.tells("ticket", ticket)
    expect(tickets.card("宛名と日付")).to_be_visible()
    expect(page.get_by_label("回答", exact=True)).to_have_value("書きかけ")


def test_making_a_ticket_from_a_conversation(page: Page, desk: FakeConsole) -> None:
    console = ConsolePage(page, desk).talk_with("c-sato")
    console.tab("チケット").click()
    expect(page.get_by_text("チケットはありません")).to_be_visible()
    console.button("チケットを作る").click()
    console.dialog.get_by_label("内容").fill("来週、請求書の件で連絡する")
    console.dialog.get_by_role("button", name="作る").click()
    expect(page.get_by_role("link", name="来週、請求書の件で連絡する")).to_be_visible()
    assert desk.posted("tickets") == [{"kind": "contact", "body": "来週、請求書の件で連絡する"}]
