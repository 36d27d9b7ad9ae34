"""Tickets in their list: what tells one from the next."""

from playwright.sync_api import Page, expect

from tests.web.console.console_page import ConsolePage
from tests.web.console.desk_samples import hidden
from tests.web.console.fake_console import FakeConsole


def test_tickets_of_the_chat_are_told_apart_by_what_was_said(page: Page, desk: FakeConsole) -> None:
    phone = hidden("phone", "電話番号", "ticket", "TKT-000101")
    for number, about in (
        ("TKT-000101", [{"text": "折り返しは "}, {"hidden": phone}]),
        ("TKT-000102", [{"text": "担当者と話したい / 宛名を直して"}]),
    ):
        desk.office.tickets[number] |= {
            "kind_label": "お問い合わせ",
            "subject": "担当者への引き継ぎ",
            "about": about,
            "member": {"id": 1, "name": "佐藤 健一"},
        }
    console = ConsolePage(page, desk).at("tickets")
    expect(console.cards).to_have_count(4)
    cards = console.cards.filter(has_text="担当者への引き継ぎ")
    expect(cards).to_have_count(2)
    expect(cards.filter(has_text="折り返しは ［電話番号］")).to_contain_text("お問い合わせ・佐藤 健一")
    expect(cards.filter(has_text="宛名を直して")).to_be_visible()
