"""After an answer: follow-ups, several months, corrections, wishes to calculate."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.fake_door2 import FakeDoor2
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.due import TOPIC, WHOLE, add, ask, asked


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"service": "fjcloud_o"}, "支払期日：2026年6月30日"),
        ({"closing": "20"}, "支払期日：2026年7月20日"),
        ({"payment_method": "direct_debit"}, "口座振替日：2026年7月31日"),
        ({"payment_method": "card"}, "各カード会社の定める日"),
        ({"usage_month": "--05"}, "支払期日：2026年8月31日"),
    ],
)
@pytest.mark.parametrize("intent", ["inform_due", "account_payment_due"])
def test_a_follow_up_changes_just_that(
    member: Conversation, door: FakeDoor2, change: dict[str, str], line: str, intent: str
) -> None:
    ask(member, **WHOLE)
    before = asked(door)
    turn = member.understood(intent, "だと？", change)

    assert turn.topics == [TOPIC]
    assert line in turn.text
    changed = dict(change)
    if "service" in changed:
        changed = {"services": ["fjcloud_o"]}
    expected = {**before, **changed}
    if change.get("payment_method") == "card":
        del expected["closing"]
    assert asked(door) == expected


def test_follow_ups_add_up(member: Conversation) -> None:
    ask(member, **WHOLE)
    add(member, "Oのほうだと？", service="fjcloud_o")
    add(member, "20日締めなら？", closing="20")
    turn = add(member, "やっぱり5月分", usage_month="--05")

    assert "【FJcloud-O】" in turn.text
    assert "（20日締め・銀行振込）" in turn.text
    assert "支払期日：2026年7月20日" in turn.text


def test_the_closing_comes_back_after_a_look_at_the_card(member: Conversation, door: FakeDoor2) -> None:
    ask(member, **WHOLE)
    add(member, "カードだと？", payment_method="card")
    turn = add(member, "やっぱり口座振替", payment_method="direct_debit")

    assert asked(door)["closing"] == "end"
    assert "口座振替日：2026年7月31日" in turn.text


def test_naming_a_closing_takes_the_card_back(member: Conversation, door: FakeDoor2) -> None:
    ask(member, service="fjcloud_v", usage_month="2026-04", payment_method="card")
    turn = add(member, "20日締めなら？", closing="20")

    assert "payment_method" not in asked(door)
    assert "支払期日：2026年7月20日" in turn.text


def test_last_month_stays_that_month(member: Conversation) -> None:
    ask(member, service="fjcloud_v", usage_month="P-1M", closing="end")

    assert member.slots()["due_month"] == "2026-06"


def test_the_follow_ups_offered_work_even_in_a_new_session(member: Conversation, talk: Any) -> None:
    offers = ask(member, **WHOLE).offers
    elsewhere = talk()

    assert list(offers) == ["20日締めなら？", "口座振替なら？", "2026年5月分なら？", "自分の請求を調べる"]
    assert "2026年7月20日" in elsewhere.choose(offers["20日締めなら？"]).text
    assert "口座振替日：2026年7月31日" in talk().choose(offers["口座振替なら？"]).text
    assert "2026年8月31日" in talk().choose(offers["2026年5月分なら？"]).text
    assert talk().choose(offers["自分の請求を調べる"]).card == {"type": "sign_in"}


def test_two_services_survive_in_the_choices(member: Conversation, talk: Any, door: FakeDoor2) -> None:
    offers = ask(member, **{**WHOLE, "service": ["fjcloud_o", "fjcloud_v"]}).offers
    talk().choose(offers["20日締めなら？"])

    assert asked(door)["services"] == ["fjcloud_o", "fjcloud_v"]


@pytest.mark.parametrize(
    ("entities", "reason", "asks"),
    [
        ({"invalid_month": "13月"}, "「13月」という月はありません", "何月"),
        ({"invalid_closing": "15日締め"}, "「15日締め」はお選びいただけません", "締め日"),
    ],
)
def test_what_cannot_be_is_asked_again_with_the_reason(
    member: Conversation, entities: dict[str, str], reason: str, asks: str
) -> None:
    known = {"service": "fjcloud_v"} if "invalid_month" in entities else {"service": "fjcloud_v", "usage_month": "--04"}
    turn = ask(member, **known, **entities)

    assert turn.topics == [TOPIC]
    assert reason in turn.text
    assert asks in turn.text
    assert turn.offers


@pytest.mark.parametrize("intent", ["inform_due", "account_payment_due"])
def test_after_an_answer_an_invalid_closing_asks_for_nothing_but_the_closing(member: Conversation, intent: str) -> None:
    ask(member, **WHOLE)
    wrong = member.understood(intent, "15日締めなら？", {"invalid_closing": "15日締め"})
    turn = add(member, "末日締め", closing="end")

    assert list(wrong.offers)[:2] == ["20日締め", "末日締め"]
    assert "どのサービス" not in wrong.text
    assert "支払期日：2026年7月31日" in turn.text


@pytest.mark.parametrize("text", ["現金払いなら？", "コンビニ払いだと？"])
def test_a_way_of_paying_that_there_is_not_is_asked_again(member: Conversation, text: str) -> None:
    ask(member, **WHOLE)
    turn = add(member, text)

    assert "お選びいただけません" in turn.text
    assert list(turn.offers) == ["クレジットカード", "銀行振込", "口座振替"]
    assert "口座振替日：2026年7月31日" in member.choose(turn.offers["口座振替"]).text


def test_a_card_with_a_closing_is_told_that_it_has_none(member: Conversation) -> None:
    turn = ask(member, service="fjcloud_v", usage_month="2026-04", payment_method="card", closing="20")

    assert "締めは関係しません" in turn.text
    assert "各カード会社の定める日" in turn.text


def test_a_way_of_paying_said_again_is_taken_silently(member: Conversation) -> None:
    ask(member, service="fjcloud_v", usage_month="2026-04", payment_method="direct_debit")
    turn = add(member, "口座振替", payment_method="direct_debit")

    assert turn.text.startswith("Paid決済の締め日は")


def test_bare_figures_answer_what_was_asked(member: Conversation) -> None:
    ask(member, service="fjcloud_v", payment_method="bank_transfer")
    closing = member.understood("conversation_out_of_scope", "4")
    turn = member.understood("inform_login_id", "20")

    assert "締め日" in closing.text
    assert "支払期日：2026年7月20日" in turn.text


@pytest.mark.parametrize(("step", "month"), [("1", "2026-05"), ("-1", "2026-03")])
def test_the_month_beside(member: Conversation, door: FakeDoor2, step: str, month: str) -> None:
    ask(member, **WHOLE)
    add(member, month_step=step)

    assert asked(door)["usage_month"] == month


def test_several_months_are_all_answered(member: Conversation, door: FakeDoor2) -> None:
    turn = ask(
        member, "FJcloud-Oの4月と5月分、末日締め", service="fjcloud_o", usage_month=["--04", "--05"], closing="end"
    )
    follow_up = add(member, "20日締めなら？", closing="20")

    assert "2026年4月、2026年5月ご利用分" in turn.text
    assert "支払期日：2026年6月30日" in turn.text
    assert "支払期日：2026年7月31日" in turn.text
    assert [result["usage_month"] for result in turn.card["results"]] == ["2026-04", "2026-05"]
    assert "2026年6月分なら？" in turn.offers
    assert "支払期日：2026年6月20日" in follow_up.text
    assert "支払期日：2026年7月20日" in follow_up.text


def test_several_months_outlive_the_form_and_the_choices(member: Conversation, talk: Any) -> None:
    ask(member, "FJcloudの4月から6月分", service="fjcloud", usage_month=["--04", "--06"])
    add(member, "Oのほう", service="fjcloud_o")
    turn = add(member, "20日締め", closing="20")
    other = talk().choose(turn.offers["末日締めなら？"])

    assert [result["usage_month"] for result in turn.card["results"]] == ["2026-04", "2026-05", "2026-06"]
    assert [result["usage_month"] for result in other.card["results"]] == ["2026-04", "2026-05", "2026-06"]


def test_both_closings_are_both_answered(member: Conversation) -> None:
    turn = ask(member, "20日締めと末日締めそれぞれ", service="fjcloud_o", usage_month="--04", closing=["20", "end"])

    assert "［20日締めの場合］" in turn.text
    assert "［末日締めの場合］" in turn.text


def test_a_correction_is_no_second_wish(member: Conversation, door: FakeDoor2) -> None:
    text = "4月じゃなくて5月分、20日締めじゃなくて末日締め"
    turn = ask(member, text, service="fjcloud_o", usage_month=["--04", "--05"], closing=["20", "end"])

    assert len(door.called("due-dates")) == 1
    assert "支払期日：2026年7月31日" in turn.text


def test_when_a_charge_is_confirmed_does_not_hang_on_the_way_of_paying(member: Conversation) -> None:
    turn = ask(member, "FJcloud-Oの4月利用分の請求はいつ確定しますか", service="fjcloud_o", usage_month="--04")

    assert "請求確定：2026年5月13日頃" in turn.text
    assert "支払期日：" not in turn.text
    assert "支払期日：2026年6月20日" in member.choose(turn.offers["20日締めの支払期日"]).text


@pytest.mark.parametrize("text", ["支払期日を計算する", "支払期日を計算してほしい", "いつ払えばいいか計算して"])
def test_a_wish_to_calculate_starts_the_calculation(member: Conversation, text: str) -> None:
    assert "どのサービス" in ask(member, text).text


def test_a_new_wish_to_calculate_starts_afresh(member: Conversation) -> None:
    ask(member, **WHOLE)

    assert "どのサービス" in ask(member, "支払期日を計算して").text


@pytest.mark.parametrize("text", ["支払期日を教えて", "自分の支払期日"])
def test_ones_own_due_dates_stay_on_the_invoice(member: Conversation, text: str) -> None:
    assert ask(member, text).card == {"type": "sign_in"}


def test_a_charge_named_only_to_ask_when_is_worked_out(member: Conversation) -> None:
    text = "4月に使ったFJcloud-Vの料金はいつ引き落とし?口座振替の末日締めです"
    turn = ask(member, text, **{**WHOLE, "payment_method": "direct_debit"})

    assert "口座振替日：2026年7月31日" in turn.text


@pytest.mark.parametrize(
    "subject", ["faq_billing_schedule", "faq_closing_and_payment_dates", "conversation_bot_challenge"]
)
def test_the_button_to_calculate_calculates(member: Conversation, subject: str) -> None:
    offer = member.understood(subject, "本文").offers["支払期日を計算する"]

    assert "どのサービス" in member.choose(offer).text
