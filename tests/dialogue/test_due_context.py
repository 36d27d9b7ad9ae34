"""What only the talk before gives a meaning: a year without a month, 「先月のは？」, 「それは引き落としの日？」."""

from __future__ import annotations

import pytest

from tests.actions.fake_door2 import FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.due import TOPIC, WHOLE, add, ask, asked


@pytest.mark.parametrize(("year", "month"), [("P-1Y", "2025-04"), ("2025", "2025-04"), ("P1Y", "2027-04")])
def test_a_year_alone_keeps_the_month(member: Conversation, year: str, month: str) -> None:
    ask(member, **WHOLE)
    turn = add(member, "だと？", usage_year=year)

    assert turn.card["usage_month"] == month
    assert "（末日締め・銀行振込）" in turn.text


def test_a_year_alone_holds_for_every_month_asked_for(member: Conversation) -> None:
    ask(member, "4月と5月分", service="fjcloud_o", usage_month=["--04", "--05"], closing="end")
    turn = add(member, "去年だと？", usage_year="P-1Y")

    assert [result["usage_month"] for result in turn.card["results"]] == ["2025-04", "2025-05"]


def test_a_year_before_its_month_waits_for_it(member: Conversation, door: FakeDoor2) -> None:
    ask(member, service="fjcloud_v", closing="end")
    month = add(member, "去年", usage_year="P-1Y")
    turn = add(member, "4月", usage_month="--04")

    assert "去年の何月" in month.text
    assert asked(door)["usage_month"] == "P-1Y-04"
    assert "2025年4月ご利用分" in turn.text
    assert "due_year" not in member.slots()


@pytest.mark.parametrize("entities", [{"usage_year": "2025"}, {"month_step": "1"}])
def test_a_year_or_a_step_out_of_the_blue_is_asked_back(member: Conversation, entities: dict[str, str]) -> None:
    assert add(member, "だと？", **entities).topics == ["conversation/clarify"]


@pytest.mark.parametrize("method", ["bank_transfer", "direct_debit"])
def test_the_day_of_the_debit(member: Conversation, method: str) -> None:
    ask(member, **{**WHOLE, "payment_method": method})
    turn = add(member, "それは引き落としの日？", payment_method="direct_debit")

    assert "口座振替日がお引き落としの日です" in turn.text
    assert "・口座振替日：2026年7月31日" in turn.text


def test_a_card_stays_a_card_when_asked_for_the_day_of_the_debit(member: Conversation) -> None:
    ask(member, service="fjcloud_v", usage_month="2026-04", payment_method="card")
    turn = add(member, "それは引き落としの日？", payment_method="direct_debit")

    assert "各カード会社の定める日" in turn.text
    assert "口座振替" not in turn.text


def test_a_later_service_that_may_be_several_is_asked_back(member: Conversation) -> None:
    question = member.understood(
        "account_payment_due",
        "Vの4月分とeXcloserの5月分、末日締め",
        [
            ("service", "fjcloud_v"),
            ("usage_month", "--04"),
            ("service", "excloser"),
            ("usage_month", "--05"),
            ("closing", "end"),
        ],
    )
    turn = add(member, "基本利用のほう", service_kind="basic")

    assert list(question.offers) == ["スタートアップ", "基本利用サービス", "オプション（従量）"]
    found = [(result["service"], result["usage_month"]) for result in turn.card["results"]]
    assert found == [("fjcloud_v", "2026-04"), ("excloser_basic", "2026-05")]


def test_after_own_invoices_a_month_means_own_invoices(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()
    ask(member, "今月の請求はいくら？", usage_month="P0M")
    empty = add(member, "先月のは？", usage_month="P-1M")
    found = add(member, "4月のは？", usage_month="--04")

    assert "2026年6月ご利用分のご請求はありません" in empty.text
    assert found.card["type"] == "invoices"
    assert "INV-2026-000123" in add(member, "Vのは？", service="fjcloud_v").text


def test_before_signing_in_it_waits_for_the_other_month(member: Conversation, door: FakeDoor2) -> None:
    ask(member, "今月の請求はいくら？", usage_month="P0M")
    again = add(member, "4月のは？", usage_month="--04")
    door.people[member.reference] = Person()

    assert again.card == {"type": "sign_in"}
    assert "INV-2026-000123" in member.identified().text


def test_a_service_named_instead_of_signing_in_begins_a_calculation(member: Conversation) -> None:
    ask(member, "今月の請求はいくら？", usage_month="P0M")

    assert "何月" in add(member, "FJcloud-V", service="fjcloud_v").text


def test_a_calculation_ends_the_talk_about_own_invoices(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()
    ask(member, "今月の請求はいくら？", usage_month="P0M")
    ask(member, **WHOLE)

    assert add(member, "5月分は？", usage_month="--05").card["type"] == "due_date"


def test_nothing_is_carried_into_the_answer_of_another_subject(member: Conversation) -> None:
    ask(member, **WHOLE)

    assert member.understood("faq_billing_schedule", "請求はいつ確定する？").topics == ["faq/billing_schedule"]
    assert add(member, "5月分は？", usage_month="--05").topics == [TOPIC]
