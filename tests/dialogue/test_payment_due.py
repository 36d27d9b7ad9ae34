"""Working out a due date: at once, through the form, and by follow-ups."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.fake_door2 import INVOICE, FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation, Turn

TOPIC = "account/payment_due"
WHOLE = {
    "service": "fjcloud_v",
    "usage_month": "2026-04",
    "closing": "end",
    "payment_method": "bank_transfer",
}


def ask(member: Conversation, text: str = "支払期日は？", **entities: Any) -> Turn:
    return member.understood("account_payment_due", text, entities)


def add(member: Conversation, text: str = "", **entities: Any) -> Turn:
    return member.understood("inform_due", text, entities)


def asked(door: FakeDoor2) -> dict[str, Any]:
    """What the backend was last asked to work out."""
    return door.called("due-dates")[-1].body or {}


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


@pytest.mark.parametrize(("text", "month"), [("翌月は？", "2026-05"), ("前の月は？", "2026-03")])
def test_the_month_beside(member: Conversation, door: FakeDoor2, text: str, month: str) -> None:
    ask(member, **WHOLE)
    ask(member, text)

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


def test_an_invalid_change_does_not_lose_what_was_known(member: Conversation) -> None:
    ask(member, **WHOLE)
    wrong = add(member, "15日締めなら？", invalid_closing="15日締め")
    turn = add(member, "20日締めなら？", closing="20")

    assert "20日締めか末日締め" in wrong.text
    assert "支払期日：2026年7月20日" in turn.text


def test_after_three_wrong_answers_it_gives_up_kindly(member: Conversation) -> None:
    ask(member, service="fjcloud_v")
    first, second, third = (add(member, "13月", invalid_month="13月") for _ in range(3))

    assert "13月" in first.text
    assert "13月" in second.text
    assert third.topics == [TOPIC]
    assert [choice["topic"] for choice in third.only["choices"]] == ["faq/billing_schedule", "conversation/handoff"]
    assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer"]


def test_an_answer_in_between_starts_the_count_anew(member: Conversation) -> None:
    ask(member, service="fjcloud_v")
    add(member, "13月", invalid_month="13月")
    add(member, "14月", invalid_month="14月")
    add(member, "4月", usage_month="--04")
    turn = add(member, "15日締め", invalid_closing="15日締め")

    assert "お選びいただけません" in turn.text


def test_a_month_that_the_backend_cannot_resolve_is_asked_for_again(member: Conversation) -> None:
    turn = ask(member, **{**WHOLE, "usage_month": "0"})

    assert "もう一度" in turn.text
    assert turn.offers["先月分"]["data"]["usage_month"] == "P-1M"
    answer = add(member, "4月", usage_month="--04")
    assert "支払期日：2026年7月31日" in answer.text


@pytest.mark.parametrize(
    "words",
    ["やめます", "やっぱりいいです", "もういいです。", "キャンセルします", "また今度にします", "大丈夫です", "中止で"],
)
def test_a_refusal_ends_the_form_kindly(member: Conversation, words: str) -> None:
    ask(member, service="fjcloud_v")

    turn = member.understood("faq_cancel_order", words)

    assert turn.topics == [TOPIC]
    assert "承知しました" in turn.text
    assert member.understood("conversation_thanks", "どうも").topics == ["conversation/thanks"]


def test_a_question_in_between_is_answered_and_the_form_goes_on(member: Conversation) -> None:
    ask(member, service="fjcloud_v")

    turn = member.understood("faq_pdf_viewer", "PDFが開けないのですが")
    answer = add(member, "4月分", usage_month="--04")

    assert turn.topics == ["faq/pdf_viewer", TOPIC]
    assert turn.messages[1]["text"].startswith("支払期日の計算の続きです。")
    assert "お支払い方法" in answer.text


def test_the_third_question_in_a_row_closes_the_form_silently(member: Conversation) -> None:
    ask(member, service="fjcloud_v")
    for _ in range(2):
        assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer", TOPIC]

    assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer"]
    assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer"]


def test_an_unclear_message_is_not_swallowed(member: Conversation) -> None:
    ask(member, service="fjcloud_v")

    turn = member.understood("conversation_clarify", "ログインできない", candidates=["faq/account_locked"])

    assert turn.topics == ["conversation/clarify", TOPIC]


@pytest.mark.parametrize("intent", ["faq_closing_and_payment_dates", "conversation_out_of_scope"])
def test_an_answer_that_reads_like_another_subject_is_still_an_answer(member: Conversation, intent: str) -> None:
    ask(member, service="fjcloud_v", usage_month="2026-04", payment_method="bank_transfer")

    turn = member.understood(intent, "末日締めで契約しています", {"closing": "end"})

    assert "支払期日：2026年7月31日" in turn.text


def test_a_question_about_closings_is_a_question(member: Conversation) -> None:
    ask(member, service="fjcloud_v", usage_month="2026-04", payment_method="bank_transfer")

    turn = member.understood("faq_closing_and_payment_dates", "末日締めって何ですか？", {"closing": "end"})

    assert turn.topics == ["faq/closing_and_payment_dates", TOPIC]


@pytest.mark.parametrize(
    ("intent", "topic"), [("conversation_handoff", "conversation/handoff"), ("account_contracts", "account/contracts")]
)
def test_another_wish_leaves_the_form(member: Conversation, intent: str, topic: str) -> None:
    ask(member, service="fjcloud_v")

    assert member.understood(intent, "別の件").topics == [topic]
    assert member.understood("faq_pdf_viewer", "PDFが開けない").topics == ["faq/pdf_viewer"]


def test_the_form_can_be_taken_up_after_it_was_left(member: Conversation) -> None:
    ask(member, service="fjcloud_v", closing="end")
    member.understood("account_contracts", "契約は？")

    assert "支払期日：2026年7月31日" in add(member, "4月分です", usage_month="--04").text


def test_asking_for_ones_own_in_the_form_is_another_wish(member: Conversation) -> None:
    ask(member, service="fjcloud_v")

    assert ask(member, "自分の請求はいくら？").card == {"type": "sign_in"}


def test_repeating_the_question_in_the_form_only_asks_again(member: Conversation) -> None:
    ask(member, service="fjcloud_v")

    assert "何月" in ask(member, "支払期日を教えて").text


def test_an_identified_members_own_terms_fill_in(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    turn = ask(member, service="fjcloud_v", usage_month="2026-04")

    assert asked(door)["closing"] == "end"
    assert asked(door)["payment_method"] == "bank_transfer"
    assert "支払期日：2026年7月31日" in turn.text


def test_what_was_said_goes_before_the_record(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    ask(member, service="fjcloud_v", usage_month="2026-04", closing="20")

    assert asked(door)["closing"] == "20"


def test_a_card_payer_is_not_asked_for_a_closing(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(terms={"payment_method": "card", "closing": None})

    assert "各カード会社" in ask(member, service="fjcloud_v", usage_month="2026-04").text


def test_only_a_month_shows_an_identified_member_the_invoice(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    turn = ask(member, "4月分の支払期日は？", usage_month="--04")

    assert turn.card["invoices"] == [INVOICE]


def test_only_a_month_without_an_invoice_is_worked_out(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(invoices=[])

    assert "どのサービス" in ask(member, "4月分の支払期日は？", usage_month="--04").text


def test_an_amount_is_only_on_an_invoice(member: Conversation) -> None:
    turn = ask(member, "FJcloud-Vの4月分はいくら？", service="fjcloud_v", usage_month="--04")

    assert turn.card == {"type": "sign_in"}
    assert turn.offers["支払期日を計算する"]["data"] == {"mode": "calculate"}


def test_a_bare_closing_without_a_question_is_asked_back(member: Conversation) -> None:
    turn = add(member, "20日締め", closing="20")

    assert turn.topics == ["conversation/clarify"]
    started = member.choose(turn.offers["支払期日を計算する"])
    assert "どのサービス" in started.text
    assert "何月" in add(member, "FJcloud-V", service="fjcloud_v").text
    assert "支払期日：2026年7月20日" in add(member, "4月分", usage_month="--04").text


@pytest.mark.parametrize("entities", [{"service": "fjcloud_v"}, {"usage_month": "--04"}, {"invalid_month": "13月"}])
def test_a_bare_service_or_month_starts_the_calculation(member: Conversation, entities: dict[str, str]) -> None:
    turn = add(member, "だと？", **entities)

    assert turn.topics == [TOPIC]
    assert turn.offers


def test_being_identified_in_the_form_keeps_it(member: Conversation, door: FakeDoor2) -> None:
    ask(member, service="fjcloud_v")
    door.people[member.reference] = Person()

    turn = member.identified()

    assert turn.topics == ["conversation/greet", TOPIC]
    assert "何月" in turn.messages[1]["text"]
