"""Working out a due date: at once, or by what the form asks for."""

from __future__ import annotations

import pytest

from tests.actions.fake_door2 import FakeDoor2
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.due import TOPIC, WHOLE, add, ask, asked


def test_everything_said_at_once_is_answered_at_once(member: Conversation, door: FakeDoor2) -> None:
    turn = ask(member, "FJcloud-Vの2026年4月利用分、Paid末日締め、銀行振込の支払期日は？", **WHOLE)

    assert turn.topics == [TOPIC]
    lines = [
        "【FJcloud-V】",
        "・利用月：2026年4月",
        "・請求確定：2026年6月13日頃",
        "・請求書送付：2026年7月初旬",
        "・支払期日：2026年7月31日",
    ]
    assert "\n".join(lines) in turn.text
    assert "（末日締め・銀行振込）" in turn.text
    assert "Paidお客様サポートデスク" in turn.text
    assert turn.card["type"] == "due_date"
    assert turn.card["usage_month"] == "2026-04"
    assert turn.card["closing"] == "end"
    assert turn.card["results"][0]["due_on"] == "2026-07-31"


def test_an_identity_is_not_needed(member: Conversation, door: FakeDoor2) -> None:
    ask(member, **WHOLE)

    assert not door.called("invoices")


def test_two_services_get_both_dates(member: Conversation, door: FakeDoor2) -> None:
    turn = ask(member, **{**WHOLE, "service": ["fjcloud_o", "fjcloud_v"]})

    assert asked(door)["services"] == ["fjcloud_o", "fjcloud_v"]
    assert "支払期日：2026年6月30日" in turn.text
    assert "支払期日：2026年7月31日" in turn.text


def test_a_direct_debit_has_its_day_in_place_of_the_invoice(member: Conversation) -> None:
    turn = ask(member, **{**WHOLE, "payment_method": "direct_debit"})

    assert "・口座振替日：2026年7月31日" in turn.text
    assert "請求書送付" not in turn.text


def test_with_a_closing_known_the_way_of_paying_is_not_asked(member: Conversation) -> None:
    turn = ask(member, service="fjcloud_v", usage_month="2026-04", closing="20")

    assert "・請求書送付：2026年6月下旬（銀行振込の場合）" in turn.text
    assert "・支払期日：2026年7月20日（口座振替日も同じ日です）" in turn.text


def test_a_card_is_the_card_companys_business(member: Conversation, door: FakeDoor2) -> None:
    turn = ask(member, service="fjcloud_v", usage_month="2026-04", payment_method="card")

    assert "請求確定：2026年6月13日頃" in turn.text
    assert "支払期日：各カード会社の定める日" in turn.text
    assert "各カード会社へ" in turn.text
    assert "Paidお客様サポートデスク" not in turn.text
    assert "closing" not in asked(door)


def test_the_form_asks_for_what_is_missing_one_by_one(member: Conversation, door: FakeDoor2) -> None:
    service = member.choose({"topic": TOPIC, "data": {"mode": "calculate"}})
    month = add(member, "FJcloud-O", service="fjcloud_o")
    method = add(member, "4月分", usage_month="--04")
    closing = add(member, "銀行振込", payment_method="bank_transfer")
    answer = add(member, "20日締め", closing="20")

    assert "どのサービス" in service.text
    assert "何月" in month.text
    assert list(method.offers) == ["クレジットカード", "銀行振込", "口座振替"]
    assert "締め日" in closing.text
    assert {turn.only["topic"] for turn in (service, month, method, closing, answer)} == {TOPIC}
    assert asked(door) == {
        "services": ["fjcloud_o"],
        "usage_month": "--04",
        "payment_method": "bank_transfer",
        "closing": "20",
    }
    assert "支払期日：2026年6月20日" in answer.text


def test_every_choice_of_the_form_leads_on(member: Conversation) -> None:
    turn = member.choose({"topic": TOPIC, "data": {"mode": "calculate"}})
    for title in ("FJcloud-V", "先月分", "口座振替"):
        turn = member.choose(turn.offers[title])
    turn = member.choose(turn.offers["末日締め"])

    assert "・利用月：2026年6月" in turn.text
    assert "・口座振替日：2026年9月30日" in turn.text


def test_a_closing_answers_the_question_for_the_way_of_paying(member: Conversation) -> None:
    ask(member, service="fjcloud_o", usage_month="--04")

    assert "支払期日：2026年6月30日" in add(member, "末日締め", closing="end").text


def test_somebody_who_does_not_know_the_closing_gets_both_dates(member: Conversation, door: FakeDoor2) -> None:
    ask(member, service="fjcloud_o", usage_month="--04", payment_method="bank_transfer")

    turn = member.understood("conversation_clarify", "わかりません")

    assert turn.topics == [TOPIC]
    assert "closing" not in asked(door)
    assert "［20日締めの場合］\n・請求書送付：2026年5月下旬\n・支払期日：2026年6月20日" in turn.text
    assert "［末日締めの場合］\n・請求書送付：2026年6月初旬\n・支払期日：2026年6月30日" in turn.text


def test_the_choice_of_both_closings_does_the_same(member: Conversation) -> None:
    turn = ask(member, service="fjcloud_o", usage_month="--04", payment_method="direct_debit")

    both = member.choose(turn.offers["わからない（両方見る）"])

    assert "口座振替日：2026年6月20日" in both.text
    assert "口座振替日：2026年6月30日" in both.text


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("fjcloud", ["FJcloud-O", "FJcloud-V"]),
        ("excloser", ["スタートアップ", "基本利用サービス", "オプション（従量）"]),
        ("fence", ["FENCE-Mobile", "FENCEメール誤送信対策"]),
    ],
)
def test_an_ambiguous_service_is_asked_back(
    member: Conversation, door: FakeDoor2, said: str, titles: list[str]
) -> None:
    turn = ask(member, usage_month="2026-04", closing="end", service=said)

    assert list(turn.offers) == titles
    answer = member.choose(turn.offers[titles[-1]])
    assert asked(door)["services"] == [turn.offers[titles[-1]]["data"]["service"]]
    assert answer.card["type"] == "due_date"


def test_a_service_that_there_is_not_is_said_so(member: Conversation) -> None:
    turn = ask(member, "FJcloud-Xの4月分の支払期日", service="fjcloud", usage_month="--04")

    assert "「FJcloud-X」というサービスは見当たりません" in turn.text
    assert list(turn.offers) == ["FJcloud-O", "FJcloud-V"]


def test_only_the_ambiguous_one_of_two_services_is_asked_back(member: Conversation, door: FakeDoor2) -> None:
    ask(member, usage_month="2026-04", closing="end", service=["fence", "fjcloud_v"])
    add(member, "モバイルのほう", service="fence_mobile")

    assert asked(door)["services"] == ["fence_mobile", "fjcloud_v"]


@pytest.mark.parametrize(
    ("service", "text", "meant"),
    [
        ("fence", "モバイルのほうです", ["fence_mobile"]),
        ("fence", "メール", ["fence_mail"]),
        ("fence", "mobileとmail両方", ["fence_mobile", "fence_mail"]),
        ("fjcloud", "V", ["fjcloud_v"]),
        ("fjcloud", "オーのほう", ["fjcloud_o"]),
    ],
)
def test_a_telling_word_answers_which_of_them(
    member: Conversation, door: FakeDoor2, service: str, text: str, meant: list[str]
) -> None:
    ask(member, usage_month="2026-04", closing="end", service=service)
    member.understood("conversation_out_of_scope", text)

    assert asked(door)["services"] == meant


def test_a_kind_answers_which_excloser(member: Conversation, door: FakeDoor2) -> None:
    ask(member, usage_month="2026-04", closing="end", service="excloser")
    add(member, "基本利用のほう", service_kind="basic")

    assert asked(door)["services"] == ["excloser_basic"]
