"""What staff see of a member who is known, and the work on an account that is locked."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import newest
from tests.e2e.handoff.sides import Desk, Visitor

# Nobody else's in these tests.
LOCKED_OUT = ("ai.yoshida", "Ai[Yoshida]909")
PHONE = "090-0000-1234"


@pytest.fixture
def known(visitor: Visitor) -> Visitor:
    """Somebody who looked up their orders, and waits for a person now."""
    visitor.send("注文の状況を調べて")
    visitor.proves_who_they_are("yumi.matsumoto")
    expect(visitor.log).to_contain_text(re.compile(r"ORD-\d{4}-\d{6}"))
    return visitor


def test_the_packet_says_who_it_is_and_what_was_done(known: Visitor, desk: Desk) -> None:
    desk.takes(known.asks_for_a_person())
    expect(desk.page.locator(".talk-head")).to_contain_text("松本 由美")
    packet = desk.page.get_by_role("tabpanel", name="引き継ぎ")
    expect(packet).to_contain_text("注文の状況を調べて")
    expect(packet).to_contain_text("注文状況")
    expect(packet.locator(".identified-line")).to_contain_text("メール")
    expect(packet).to_contain_text(re.compile("ご?注文.*表示"))
    desk.tab("会員情報").click()
    desk.button("会員情報を開く").click()
    card = desk.page.get_by_role("tabpanel", name="会員情報")
    expect(card).to_contain_text("見本学習塾")
    expect(card).to_contain_text(re.compile(r"ORD-\d{4}-\d{6}"))
    expect(card).not_to_contain_text("matsumoto@mihon-juku.example")


def test_a_phone_number_is_shown_for_a_reason_only(visitor: Visitor, desk: Desk) -> None:
    desk.takes(visitor.asks_for_a_person())
    visitor.send(f"電話は{PHONE}です")
    box = desk.log.get_by_role("button", name=re.compile("電話番号.*表示"))
    expect(box).to_be_visible()
    assert PHONE not in desk.page.content()
    box.click()
    desk.dialog.get_by_role("button", name="表示する").click()
    expect(desk.dialog).to_be_visible()
    desk.dialog.get_by_label("返信・折り返しのため").check()
    desk.dialog.get_by_role("button", name="表示する").click()
    expect(desk.log.locator(".revealed")).to_have_text(PHONE)
    desk.log.get_by_role("button", name="隠す").click()
    assert PHONE not in desk.page.content()


def test_a_locked_member_is_let_in_again(visitor: Visitor, desk: Desk) -> None:
    login_id, password = LOCKED_OUT
    page = visitor.page
    for _ in range(10):
        _give_password(page, login_id, "not-the-Passw0rd!")
    _give_password(page, login_id, password)
    expect(page.get_by_role("alert")).to_be_visible()
    visitor.send("アカウントがロックされたので解除してください")
    expect(visitor.log).to_contain_text("ログインID")
    visitor.send(login_id)
    expect(visitor.log).to_contain_text(re.compile(r"TKT-\d{6}"))
    number = re.search(r"TKT-\d{6}", visitor.log.inner_text())
    assert number is not None

    desk.at(f"tickets/open/{number[0]}")
    form = desk.page.locator("form.unlock")
    form.get_by_role("button", name="登録内容を表示する").click()
    expect(form).to_contain_text("吉田 愛")
    for asked in ("お名前", "会社名", "ご注文・ご契約"):
        form.get_by_role("group", name=asked).get_by_label("一致した", exact=True).check()
    form.get_by_role("button", name="確認結果を記録して解除する").click()
    expect(desk.toasts).to_contain_text("ロックを解除し")

    with desk.product.client() as http:
        params, accept = {"to": login_id}, {"Accept": "application/json"}
        mail = http.get("/demo/mailbox", params=params, headers=accept).json()[0]
        assert "ロック" in mail["subject"]
        assert "解除" in mail["subject"] + mail["body"]
        _give_password(page, login_id, password)
        page.get_by_label("認証コード").fill(newest(http, login_id, "code"))
    page.get_by_role("button", name="ログイン", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("マイページ")


def _give_password(page: Page, login_id: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("ログインID").fill(login_id)
    page.get_by_label("パスワード", exact=True).fill(password)
    page.get_by_role("button", name="ログイン", exact=True).click()
