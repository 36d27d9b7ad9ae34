"""Waiting for a person: one's place, the ways out of the queue, and what happens when nobody is there."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.handoff.sides import ASKS, Desk, Visitor


def _ticket_of(visitor: Visitor) -> str:
    expect(visitor.log).to_contain_text(re.compile(r"TKT-\d{6}"))
    number = re.search(r"TKT-\d{6}", visitor.log.inner_text())
    assert number is not None
    return number[0]


def test_who_asks_while_nobody_is_there_gets_a_ticket_and_is_asked_for_an_address(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    visitor.send(ASKS)
    number = _ticket_of(visitor)
    expect(visitor.waiting).to_be_hidden()
    visitor.root.get_by_role("textbox", name="お返事の送り先").fill("tabi@mihon-tabi.example.com")
    visitor.button("この宛先で受け取る").click()
    expect(visitor.root.get_by_text("お返事の送り先を承りました")).to_be_visible()

    desk: Desk = request.getfixturevalue("desk")
    desk.at(f"tickets/open/{number}")
    expect(desk.page.get_by_role("heading", level=2, name="担当者への引き継ぎ")).to_be_visible()
    expect(desk.page.get_by_text("tabi@mihon-tabi.example.com")).to_have_count(0)
    desk.page.get_by_label("回答", exact=True).fill("お問い合わせの件、承りました。")
    desk.button("送る内容を確かめる").click()
    desk.dialog.get_by_role("button", name="メールを送る").click()
    expect(desk.toasts).to_contain_text("メールを送りました")
    assert number in _newest_mail(visitor, "tabi@mihon-tabi.example.com")


@pytest.mark.usefixtures("desk")
def test_one_tap_has_the_answer_by_mail_and_the_chat_goes_on(visitor: Visitor, desk: Desk) -> None:
    visitor.asks_for_a_person()
    expect(desk.waiting(visitor)).to_be_visible()
    visitor.button("メールで回答を受け取る").click()
    assert _ticket_of(visitor)
    expect(visitor.waiting).to_be_hidden()
    expect(desk.waiting(visitor)).to_have_count(0)
    visitor.send("支払期日はいつですか")
    expect(visitor.log.locator(".from-bot").last).to_contain_text("支払")


@pytest.mark.usefixtures("desk")
def test_the_queue_moves_up(new_visitor: Callable[[], Visitor], desk: Desk) -> None:
    first, second = new_visitor().asks_for_a_person(), new_visitor().asks_for_a_person()
    expect(first.waiting).to_contain_text("1番目")
    expect(second.waiting).to_contain_text("2番目")
    desk.takes(first)
    expect(second.waiting).to_contain_text("1番目")
    expect(first.waiting).to_be_hidden()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (("ふにゃらもげ", "ほげほげぴよ"), "続けて答えられなかった"),
        (("パスワードを忘れました", "違います", "違います"), "続けて「違います」"),
    ],
)
def test_a_person_is_called_where_the_bot_gets_nowhere_and_can_be_called_off(
    visitor: Visitor, desk: Desk, said: tuple[str, ...], reason: str
) -> None:
    for number, text in enumerate(said, 2):
        expect(visitor.waiting).to_be_hidden()
        visitor.send(text)
        expect(visitor.log.locator(".from-bot")).to_have_count(number)
    visitor.hears("うまくお答えできず申し訳ありません。担当者をお呼びしています。")
    expect(visitor.waiting).to_be_visible()
    expect(desk.waiting(visitor)).to_contain_text(reason)
    visitor.button("担当者の呼び出しをやめる").click()
    visitor.hears("担当者の呼び出しをやめました。")
    expect(visitor.waiting).to_be_hidden()
    expect(desk.waiting(visitor)).to_have_count(0)


def _newest_mail(visitor: Visitor, to: str) -> str:
    with visitor.product.client() as http:
        mails = http.get("/demo/mailbox", params={"to": to}, headers={"Accept": "application/json"}).json()
    return f"{mails[0]['subject']}\n{mails[0]['body']}"
