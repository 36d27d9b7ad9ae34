"""Structured content beside a message."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.chat.samples import CARDS
from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget

SHOWN = {
    "orders": ["ORD-2026-000123", "手続き中", "2026年6月28日", "Finplex eXcloser（スタートアップ）", "トライアル"],
    "contracts": ["CNT-000123", "クラウドファイルサーバー", "利用中", "2025年10月1日"],
    "invoices": ["INV-2026-000123", "128,400円", "2026年4月1日～2026年4月30日", "2026年6月13日頃", "2026年7月31日"],
    "paid_screening": ["審査中", "2026年6月29日", "2026年7月2日頃", "20日締め"],
    "ticket": ["TKT-000123", "アカウントロック解除", "受付済み", "2026年6月30日"],
    "tickets": ["TKT-000130", "お問い合わせ", "2026年7月1日", "TKT-000123", "アカウントロック解除", "受付済み"],
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

OPENED = {"type": "ticket", "number": "TKT-000124", "kind_label": "アカウントロック解除", "status_label": "受付済み"}


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
        {"type": "tickets", "tickets": []},
        {"type": "paid_screening"},
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


def test_a_ticket_just_opened_has_no_day_yet(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.says("受け付けました。", card=OPENED)
    widget.send("ロックを解除して")
    expect(widget.log.locator("dt")).to_have_text(["内容", "状況"])


def test_without_a_paid_registration_only_the_status_is_shown(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    unknown = {"applied_on": None, "expected_by": None, "closing_label": None}
    screening = {"status": "not_registered", "status_label": "未登録"} | unknown
    fake.says("まだ登録がありません。", card={"type": "paid_screening", "screening": screening})
    widget.send("審査は？")
    expect(widget.log.locator(".card .status")).to_have_text("未登録")
    expect(widget.log.locator(".card dl")).to_have_count(0)


LISTED = "ご注文は2件あります。\n\n・ORD-2026-000123　FJcloud-V\n　状況：手続き中\n\n開通まで少しお待ちください。"


@pytest.mark.parametrize("kind", ["orders", "ticket"])
def test_beside_a_list_the_bubble_does_not_repeat_it(widget: Widget, fake: FakeBackend, kind: str) -> None:
    widget.open()
    fake.says(LISTED, card=CARDS[kind])
    widget.send("注文は？")
    expect(widget.bubbles.last).to_have_text("ご注文は2件あります。\n\n開通まで少しお待ちください。")


@pytest.mark.parametrize("card", [None, {"type": "orders", "orders": []}, OPENED], ids=str)
def test_without_a_list_beside_it_the_bubble_says_it_all(
    widget: Widget, fake: FakeBackend, card: dict[str, Any] | None
) -> None:
    """Beside a ticket just opened, the text may list where else to turn to."""
    widget.open()
    fake.says(LISTED, card=card)
    widget.send("注文は？")
    expect(widget.bubbles.last).to_have_text(LISTED)


def test_a_text_that_is_only_a_list_stays(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.says("・ORD-2026-000123", card=CARDS["orders"])
    widget.send("注文は？")
    expect(widget.bubbles.last).to_have_text("・ORD-2026-000123")


def test_of_a_long_list_the_newest_are_in_sight_and_the_rest_on_demand(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    invoices = [CARDS["invoices"]["invoices"][0] | {"number": f"INV-2026-{number:06}"} for number in range(12, 0, -1)]
    fake.says("ご請求は12件あります。", card={"type": "invoices", "invoices": invoices})
    widget.send("請求は？")
    numbers = widget.log.get_by_text("INV-2026-").filter(visible=True)
    expect(numbers).to_have_text(["INV-2026-000012", "INV-2026-000011", "INV-2026-000010"])
    widget.log.get_by_text("ほか 9 件").press("Enter")
    expect(numbers).to_have_count(12)


def test_a_direct_debit_has_its_own_day_and_no_invoice_by_post(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.says("口座振替日は次のとおりです。", card=CARDS["due_date"] | {"payment_method": "direct_debit"})
    widget.send("口座振替だと？")
    first = widget.log.locator(".card-item").first.locator(".step-name")
    expect(first).to_have_text(["利用月", "請求確定", "口座振替日"])


def test_an_invoice_day_without_a_known_way_of_paying_says_whom_it_is_for(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.says("支払期日は次のとおりです。", card=CARDS["due_date"] | {"payment_method": None})
    widget.send("支払期日は？")
    expect(widget.log.locator(".card-item").first).to_contain_text("2026年7月初旬（銀行振込の場合）")
    expect(widget.log.get_by_text("口座振替日も、支払期日と同じ日です。")).to_have_count(2)


def test_a_number_is_not_torn_apart_at_its_hyphen(widget: Widget, fake: FakeBackend) -> None:
    widget.open()
    fake.says("受付番号は TKT-000005 と INV-2026-000123 です。")
    widget.send("ロックを解除して")
    expect(widget.bubbles.last).to_have_text("受付番号は TKT-000005 と INV-2026-000123 です。")
    numbers = widget.bubbles.last.locator("span")
    expect(numbers).to_have_text(["TKT-000005", "INV-2026-000123"])
    assert {number.evaluate("(span) => span.getClientRects().length") for number in numbers.all()} == {1}
