"""Structured content beside a message."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.fake_backend import FakeBackend
from tests.web.samples import CARDS
from tests.web.widget import Widget

SHOWN = {
    "orders": ["ORD-2026-000123", "手続き中", "2026年6月28日", "Finplex eXcloser（スタートアップ）", "トライアル"],
    "contracts": ["CNT-000123", "クラウドファイルサーバー", "利用中", "2025年10月1日"],
    "invoices": ["INV-2026-000123", "128,400円", "2026年4月1日～2026年4月30日", "2026年6月13日頃", "2026年7月31日"],
    "ticket": ["TKT-000123", "アカウントロック解除", "受付済み"],
    "due_date": [
        "2026年4月",
        "2026年6月13日頃",
        "2026年7月初旬",
        "2026年7月31日",
        "20日締め",
        "2026年5月下旬",
        "2026年6月20日",
        "末日締め",
        "2026年6月30日",
    ],
    "password_reset": ["届いたメールのリンク", "30 分間"],
    "sign_in": ["ログインID"],
}


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_shows_its_fields(widget: Widget, fake: FakeBackend, kind: str) -> None:
    widget.open()
    fake.says("お調べしました。", card=CARDS[kind])
    widget.send("教えてください")
    card = widget.log.locator(".card")
    for words in SHOWN[kind]:
        expect(card).to_contain_text(words)
    expect(card).not_to_contain_text("null")
    expect(card).not_to_contain_text("undefined")
    expect(card).not_to_contain_text("NaN")


@pytest.mark.parametrize(
    "card",
    [
        {"type": "something_new", "fields": [1, 2]},
        {"type": "constructor"},
        {"type": "orders"},
        {"type": "orders", "orders": []},
        {"type": "due_date", "results": None},
    ],
    ids=str,
)
def test_a_card_that_cannot_be_shown_leaves_the_text(widget: Widget, fake: FakeBackend, card: dict[str, Any]) -> None:
    widget.open()
    fake.says("文章だけでもすべて伝わります。", card=card)
    widget.send("教えてください")
    expect(widget.bubbles.last).to_have_text("文章だけでもすべて伝わります。")
    expect(widget.log.locator(".card")).to_have_count(0)


def test_an_unknown_start_of_a_contract_is_left_out(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    contract = CARDS["contracts"]["contracts"][0] | {"started_on": None, "ended_on": "2026-03-31"}
    fake.says("ご契約です。", card={"type": "contracts", "contracts": [contract]})
    widget.send("契約は？")
    expect(widget.log.locator("dt")).to_have_text(["契約番号", "終了日"])
    expect(widget.log.locator("dd")).to_have_text(["CNT-000123", "2026年3月31日"])
