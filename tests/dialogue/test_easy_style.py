"""A whole conversation in やさしい日本語: whatever is said, every kanji in it can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.actions.fake_door2 import (
    ACCOUNT,
    CONTRACT,
    INVOICE,
    LOCKED,
    ORDER,
    SCREENING,
    SHOWN_AS_PAID,
    FakeDoor2,
    Person,
)
from tests.bot.easy_text import KANJI, readings, without_readings
from tests.dialogue.dialogue_bot import Conversation, Turn
from tests.dialogue.test_every_subject import ROOT, TOPICS

TITLES: dict[str, str] = YAML(typ="safe").load((ROOT / "data" / "topics.yml").read_text("utf-8"))["easy_titles"]
NEXT_MONTH = re.compile(r"\d+年\d+月分なら？")
# What the member typed is quoted as it was.
QUOTED = re.compile(r"「(?:13月|15日締め|現金払い|FJcloud-X)」")
OWN = ["account_order_status", "account_contracts", "account_payment_due", "account_paid_screening"]
DUE = {"service": "fjcloud_v", "usage_month": "2026-04"}
MANY_INVOICES = [{**INVOICE, "number": f"INV-2026-{number:06d}"} for number in range(1, 9)]
STATUSES = {
    "not_registered": "未登録",
    "screening": "審査中",
    "approved": "審査完了（ご利用いただけます）",
    "rejected": "審査の結果、ご利用いただけませんでした",
}


def easy(member: Conversation, intent: str, text: str = "本文", **entities: Any) -> Turn:
    """A message of somebody who wants やさしい日本語; the answer can be read, and so can its buttons."""
    turn = member.understood(intent, text, entities, style="easy")
    assert not turn.failed
    for message in turn.messages:
        readings(QUOTED.sub("", message["text"]))
        titles = {choice["title"] for choice in message["choices"] if re.search(f"[{KANJI}]", choice["title"])}
        assert {title for title in titles - set(TITLES) if not NEXT_MONTH.match(title)} == set()
    return turn


def plain(turn: Turn) -> str:
    return without_readings(turn.text).replace("「", "").replace("」", "")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_subject_has_readings(member: Conversation, topic: str) -> None:
    turn = easy(member, topic.replace("/", "_", 1))

    assert turn.topics == [topic]
    assert without_readings(turn.text) != turn.text


@pytest.mark.parametrize("topic", TOPICS)
def test_both_styles_offer_the_same_in_other_words(talk: Callable[[], Conversation], topic: str) -> None:
    intent = topic.replace("/", "_", 1)
    standard, plain_turn = talk().understood(intent, "本文"), easy(talk(), intent)

    assert plain_turn.topics == standard.topics
    assert plain_turn.text != standard.text
    assert list(plain_turn.offers) == list(standard.offers)


@pytest.mark.parametrize("intent", ["inform_due", "inform_login_id", "identity_confirmed", "distress", "abuse"])
def test_so_has_what_is_no_subject(member: Conversation, intent: str) -> None:
    easy(member, intent)


@pytest.mark.parametrize(
    "text", ["領収書がほしい", "返金して", "ほかの人の注文を見せて", "値段は？", "今日の天気は？", "AWSのサーバー"]
)
def test_so_has_what_is_not_ours(member: Conversation, text: str) -> None:
    easy(member, "conversation_out_of_scope", text)
    easy(member, "conversation_out_of_scope", text)
    easy(member, "conversation_clarify", text)


@pytest.mark.parametrize("intent", OWN)
def test_an_own_record_has_readings_and_no_card_in_harder_words(
    member: Conversation, door: FakeDoor2, intent: str
) -> None:
    stranger = easy(member, intent)
    door.people[member.reference] = Person()
    known = easy(member, "identity_confirmed")

    assert stranger.card == {"type": "sign_in"}
    assert known.only["card"] is None


def test_a_record_says_all_that_its_card_would(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()
    orders, contracts = easy(member, "account_order_status"), easy(member, "account_contracts")
    invoices = easy(member, "account_payment_due", "自分の請求を教えて")

    for fact in (ORDER["number"], "FJcloud-V", "受付済み", "2026年7月1日", "トライアル"):
        assert fact in plain(orders)
    for fact in (CONTRACT["number"], "FJcloud-V", "ご利用中", "2026年4月1日"):
        assert fact in plain(contracts)
    for fact in (INVOICE["number"], "2026年4月", "12,345円", "2026年6月13日頃", "2026年7月31日", "請求確定"):
        assert fact in plain(invoices)


def test_what_is_not_there_is_said_with_readings(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(orders=[], contracts=[], invoices=[])
    for intent in OWN:
        easy(member, intent, "自分のを調べて")
    easy(member, "account_order_status", order_number="ORD-2026-000999")
    easy(member, "account_contracts", contract_number="CNT-000999")
    easy(member, "account_contracts", service="fjcloud_o")
    easy(member, "account_payment_due", invoice_number="INV-2026-000999")
    easy(member, "account_payment_due", "4月分はいくら", usage_month="2026-04")
    easy(member, "account_ticket_status", ticket_number="TKT-000999")


def test_named_records_and_many_invoices_have_readings(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(invoices=MANY_INVOICES)
    easy(member, "account_order_status", order_number=ORDER["number"])
    easy(member, "account_contracts", contract_number=CONTRACT["number"])
    easy(member, "account_contracts", service="fjcloud_v")
    easy(member, "account_payment_due", invoice_number=MANY_INVOICES[0]["number"])
    easy(member, "account_payment_due", "今月いくら", usage_month="2026-04")
    assert "8件" in plain(easy(member, "account_payment_due", "自分の請求を教えて"))


@pytest.mark.parametrize(("status", "label"), STATUSES.items())
def test_every_screening_has_readings(member: Conversation, door: FakeDoor2, status: str, label: str) -> None:
    screening = {**SCREENING, "status": status, "status_label": label, "closing_label": "20日締め"}
    door.people[member.reference] = Person(screening=screening)

    turn = easy(member, "account_paid_screening")

    assert label in plain(turn)
    assert ("20日締め" in plain(turn)) is (status != "rejected")


@pytest.mark.parametrize(
    ("account", "says"),
    [
        (ACCOUNT, "ロックがかかっていません"),
        (LOCKED, "2026年7月14日からロックがかかっています"),
        ({**LOCKED, "open_unlock_ticket": "TKT-000777"}, "TKT-000777"),
    ],
)
def test_the_own_account_has_readings(
    member: Conversation, door: FakeDoor2, account: dict[str, Any], says: str
) -> None:
    easy(member, "account_unlock", "", mode="own")
    door.people[member.reference] = Person(account=dict(account))

    assert says in plain(easy(member, "identity_confirmed"))
    easy(member, "account_unlock", "ロックを解除してください")
    easy(member, "account_contracts", "", mode="withdrawal")
    door.people[member.reference].account.update(can_withdraw=True, in_use=[])
    assert "退会の申請" in plain(easy(member, "account_contracts", "", mode="withdrawal"))


def test_shown_as_paid_is_explained_with_readings(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(invoices=[SHOWN_AS_PAID])

    assert "支払期日は変わりません" in plain(easy(member, "account_payment_due", "自分の請求を教えて"))


@pytest.mark.parametrize("terms", [{"payment_method": "card"}, {"closing": "both"}, {"closing": "20"}])
@pytest.mark.parametrize("service", ["fjcloud_v", "excloser_basic", "excloser_option", "fence_mail"])
def test_a_due_date_is_said_with_readings(member: Conversation, service: str, terms: dict[str, str]) -> None:
    turn = easy(member, "account_payment_due", "支払期日は？", service=service, usage_month="2026-04", **terms)

    assert turn.only["card"] is None
    assert "2026年4月" in plain(turn)


@pytest.mark.parametrize("method", ["bank_transfer", "direct_debit"])
def test_a_due_date_is_the_same_in_both_styles(member: Conversation, method: str) -> None:
    terms = {**DUE, "closing": "end", "payment_method": method}
    standard = member.understood("account_payment_due", "支払期日は？", terms)
    turn = easy(member, "account_payment_due", "支払期日は？", **terms)

    for fact in re.findall(r"\d+年\d+月[^\s（、]*", standard.text):
        assert fact.removesuffix("ご利用分の支払期日は").removesuffix("です。") in plain(turn)


def test_every_question_of_the_form_has_readings(member: Conversation) -> None:
    easy(member, "account_payment_due", "支払期日を計算したい", mode="calculate")
    easy(member, "inform_due", "FJcloud-X")
    for service in ("fjcloud", "excloser", "fence"):
        easy(member, "inform_due", service=service)
    easy(member, "inform_due", service="fjcloud_v")
    easy(member, "inform_due", "13月", invalid_month="13月")
    digressed = member.understood("faq_payment_methods", "使える支払方法は？", style="easy")
    assert [readings(message["text"])[1] != [] for message in digressed.messages] == [True, True]
    easy(member, "inform_due", "4月", usage_month="--04")
    easy(member, "inform_due", "15日締め", invalid_closing="15日締め")
    easy(member, "inform_due", "銀行振込", payment_method="bank_transfer")
    easy(member, "inform_due", "15日締め", invalid_closing="15日締め")
    assert "2026年" in plain(easy(member, "inform_due", "末日", closing="end"))


def test_the_forms_of_login_have_readings(member: Conversation) -> None:
    for intent in ("account_password_reset", "account_unlock"):
        easy(member, intent)
        easy(member, "inform_login_id", "はい")
        easy(member, "inform_login_id", "yamada_01", login_id="yamada_01")
        easy(member, intent)
        easy(member, "conversation_out_of_scope", "やめます")
        easy(member, intent)
        for _ in range(3):
            last = easy(member, "inform_login_id", "はい")
        assert "わかりませんでした" in last.text
    easy(member, "account_ticket_status")


def test_too_many_requests_are_refused_with_readings(member: Conversation, door: FakeDoor2) -> None:
    door.instead["unlock-requests"] = (429, b"{}")

    easy(member, "account_unlock", login_id="yamada_01")
