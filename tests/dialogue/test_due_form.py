"""The form of a due date: wrong answers, digressions, refusals, and what an identified member's record fills in."""

from __future__ import annotations

import pytest

from tests.actions.fake_door2 import INVOICE, FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.due import TOPIC, WHOLE, add, ask, asked


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
    [
        "やめます",
        "ちょっと今はやめとく",
        "思い出したので大丈夫です",
        "あとで自分で見ます",
        "やっぱりいいです",
        "もういいです。",
        "キャンセルします",
        "また今度にします",
        "大丈夫です",
        "中止で",
    ],
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


@pytest.mark.parametrize("intent", ["conversation_out_of_scope", "conversation_thanks"])
def test_who_does_not_know_is_told_how_to_answer(member: Conversation, intent: str) -> None:
    ask(member, "計算して")
    service = member.understood(intent, "わかりません")
    add(member, "V", service="fjcloud_v")
    month = member.understood(intent, "わからない")

    assert service.topics == month.topics == [TOPIC]
    assert "「契約一覧」で確認できます" in service.text
    assert "クラウドファイルサーバーからお知らせください" in service.text
    assert "お使いになった月" in month.text


@pytest.mark.parametrize("text", ["AWSです", "kintone", "サイボウズ"])
def test_a_service_that_is_not_ours_is_asked_again_with_all_of_ours(member: Conversation, text: str) -> None:
    ask(member, "計算して")
    turn = member.understood("conversation_out_of_scope", text, candidates=[])

    assert turn.topics == [TOPIC]
    assert f"「{text.removesuffix('です')}」というサービスは見当たりません" in turn.text
    assert "FJcloud-O、FJcloud-V、Finplex eXcloser" in turn.text


@pytest.mark.parametrize("text", ["うーん", "えっと…", "ちょっと待って", "…"])
def test_a_pause_is_given_time(member: Conversation, text: str) -> None:
    ask(member, service="fjcloud_v")

    assert member.understood("conversation_out_of_scope", text, candidates=[]).text.startswith("どうぞごゆっくり")


@pytest.mark.parametrize("text", ["両方", "どっちでもいい", "わからん"])
def test_both_closings_for_who_wants_or_knows_no_one(member: Conversation, text: str) -> None:
    ask(member, service="fjcloud_v", usage_month="--04")

    assert "［末日締めの場合］" in member.understood("conversation_out_of_scope", text, candidates=[]).text


def test_both_services_where_the_name_means_two(member: Conversation, door: FakeDoor2) -> None:
    ask(member, service="fjcloud", usage_month="--04", closing="end")
    member.understood("conversation_out_of_scope", "両方", candidates=[])

    assert asked(door)["services"] == ["fjcloud_o", "fjcloud_v"]


def test_a_wish_to_cancel_an_order_is_no_refusal(member: Conversation) -> None:
    ask(member, service="fjcloud_v")

    assert member.understood("faq_cancel_order", "注文をキャンセルしたいです").topics == ["faq/cancel_order", TOPIC]


def test_a_denial_asks_what_is_to_be_put_right(member: Conversation) -> None:
    ask(member, service="fjcloud_v")
    add(member, "4月", usage_month="--04")

    assert "直したいところ" in member.understood("deny_answer", "違います").text
    assert "お支払い方法" in add(member, "5月", usage_month="--05").text


def test_a_bare_20_answers_the_question_for_the_way_of_paying(member: Conversation) -> None:
    ask(member, service="fjcloud_v", usage_month="--04")

    assert "支払期日：2026年7月20日" in member.understood("conversation_clarify", "20", candidates=[]).text


@pytest.mark.parametrize("words", ["まだ？", "急いで！"])
def test_pressed_it_says_what_it_waits_for(member: Conversation, words: str) -> None:
    member.understood("account_payment_due", "支払期日は？", {"mode": "calculate"})
    turn = member.understood("account_ticket_status", words, candidates=[])
    assert turn.topics == ["account/payment_due"]
    assert "お待たせして" in turn.text
    assert "FJcloud-V" in turn.offers


@pytest.mark.parametrize(
    ("text", "method"), [("銀行", "bank_transfer"), ("口座です", "direct_debit"), ("銀行のほうで", "bank_transfer")]
)
def test_half_a_name_answers_the_question_for_the_way_of_paying(
    member: Conversation, door: FakeDoor2, text: str, method: str
) -> None:
    ask(member, "Vの4月分の支払期日", service="fjcloud_v", usage_month="2026-04")
    closing = member.understood("faq_payment_methods", text)
    add(member, "末日", closing="end")

    assert closing.topics == [TOPIC]
    assert "締め日" in closing.text
    assert asked(door)["payment_method"] == method


def test_half_a_name_is_no_answer_to_another_question(member: Conversation) -> None:
    ask(member, "計算して")

    assert member.understood("faq_payment_methods", "銀行").topics == ["faq/payment_methods", TOPIC]


def test_the_year_taken_for_a_month_without_one_is_said(member: Conversation) -> None:
    guessed = ask(member, "Vの4月分", **{**WHOLE, "usage_month": "--04"})
    named = ask(member, "Vの2026年4月分", **WHOLE)

    assert "2026年4月としてお答えします" in guessed.text
    assert "としてお答えします" not in named.text


def test_a_month_of_payment_is_not_taken_for_one_of_use(member: Conversation, door: FakeDoor2) -> None:
    terms = {"closing": "end", "payment_method": "bank_transfer"}
    turn = ask(member, "FJcloud-Vの来月の支払いはいつ", service="fjcloud_v", usage_month="P1M", **terms)

    assert "お支払いの月ではなく、ご利用の月から計算します" in turn.text
    assert door.called("due-dates") == []
    again = add(member, "来月の引き落とし", usage_month="P1M")
    assert "お支払いの月ではなく" in again.text
    add(member, "4月分", usage_month="--04")
    assert asked(door)["usage_month"] == "--04"


def test_who_asks_for_the_payments_of_a_month_sees_all_bills(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    ask(member, "来月の引き落としはいくら？", usage_month="P1M")

    assert door.called("invoices")[-1].query == {}
