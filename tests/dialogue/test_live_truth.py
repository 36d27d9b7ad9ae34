"""What is so with a member who is known: the screening, 「入金済」, leaving. Talk alone changes nothing."""

from __future__ import annotations

import pytest

from bot.english_line import english_lines
from tests.actions.fake_door2 import CONTRACT, INVOICE, SCREENING, SHOWN_AS_PAID, FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation, Turn

LINES = english_lines()
IN_USE = {
    "is_locked": False,
    "locked_on": None,
    "can_withdraw": False,
    "in_use": [CONTRACT],
    "open_unlock_ticket": None,
}
PREPARING = {
    **CONTRACT,
    "number": "CNT-000124",
    "status": "preparing",
    "status_label": "ご利用準備中",
    "started_on": None,
}
ONLY_PREPARING = {**IN_USE, "in_use": [PREPARING]}
ONLY_ORDERED = {**IN_USE, "in_use": []}
FREE_TO_LEAVE = {**IN_USE, "can_withdraw": True, "in_use": []}


def screening(member: Conversation, door: FakeDoor2, status: str) -> Turn:
    expected = SCREENING["expected_by"] if status == "screening" else None
    door.people[member.reference] = Person(screening={**SCREENING, "status": status, "expected_by": expected})
    return member.understood("account_paid_screening", "審査は？")


def test_while_it_is_screened_the_day_to_expect_is_told_as_usual_and_about(
    member: Conversation, door: FakeDoor2
) -> None:
    text = screening(member, door, "screening").text

    assert "通常1〜3営業日" in text
    assert "2026年7月16日頃が完了の目安" in text
    assert "ご注文画面のお支払い方法の選択" in text
    # Beside its card the lines of the list are left out: the day stands in a sentence.
    assert any("7月16日" in line and not line.startswith("・") for line in text.split("\n"))


def test_once_approved_it_is_told_what_can_be_chosen_and_where(member: Conversation, door: FakeDoor2) -> None:
    text = screening(member, door, "approved").text

    assert (
        "ご注文画面のお支払い方法の選択で、Paid決済（銀行振込（請求書払）または口座振替）をお選びいただけます" in text
    )
    assert "目安" not in text


def test_not_registered_it_is_told_where_to_register(member: Conversation, door: FakeDoor2) -> None:
    text = screening(member, door, "not_registered").text

    assert "マイページの「Paid決済情報」" in text
    assert "通常1〜3営業日" in text


def test_turned_down_only_the_card_is_left_and_no_reason_is_made_up(member: Conversation, door: FakeDoor2) -> None:
    turn = screening(member, door, "rejected")

    assert "クレジットカードのみ" in turn.text
    assert not any(word in turn.text for word in ("理由", "ため", "銀行振込", "口座振替", "再度", "もう一度"))
    assert turn.offers["担当者に相談する"]["topic"] == "conversation/handoff"


@pytest.mark.parametrize("asked", ["all", "by number"])
def test_where_an_invoice_is_shown_as_paid_the_text_says_what_that_means(
    member: Conversation, door: FakeDoor2, asked: str
) -> None:
    door.people[member.reference] = Person(invoices=[SHOWN_AS_PAID, INVOICE])
    entities = {"invoice_number": SHOWN_AS_PAID["number"]} if asked == "by number" else {}

    turn = member.understood("account_payment_due", "自分の請求を教えて", entities)

    assert "支払期日：2026年8月31日（入金済）" in turn.text
    assert "請求データを決済代行会社に連携したことを示す表示です" in turn.text
    assert "お支払いが済んだという意味ではなく、支払期日も変わりません" in turn.text
    assert turn.offers["「入金済」の意味"]["topic"] == "faq/invoice_shown_as_paid"


def test_of_other_invoices_it_is_not_said(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(invoices=[INVOICE])

    assert "決済代行会社" not in member.understood("account_payment_due", "自分の請求を教えて").text


def test_only_invoices_that_are_shown_count(member: Conversation, door: FakeDoor2) -> None:
    newer = [{**INVOICE, "number": f"INV-2026-{number:06d}"} for number in range(6)]
    door.people[member.reference] = Person(invoices=[*newer, SHOWN_AS_PAID])

    assert "決済代行会社" not in member.understood("account_payment_due", "自分の請求を教えて").text


def may_i_leave(member: Conversation) -> Turn:
    """By the choice that the FAQ's answer offers."""
    return member.choose(member.understood("faq_withdrawal", "退会したい").offers["退会できるか調べてもらう"])


def test_who_uses_a_service_is_told_which_one_keeps_them_from_leaving(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(account=IN_USE)

    turn = may_i_leave(member)

    assert turn.topics == ["account/contracts"]
    assert "今は退会できません" in turn.text
    assert "CNT-000123　FJcloud-V" in turn.text
    assert turn.card == {"type": "contracts", "contracts": [CONTRACT]}
    assert "「契約一覧」で、その契約の「詳細」" in turn.text
    assert door.changes == []


@pytest.mark.parametrize("account", [ONLY_PREPARING, ONLY_ORDERED])
def test_who_waits_for_a_service_is_not_told_to_end_it(
    member: Conversation, door: FakeDoor2, account: dict[str, object]
) -> None:
    door.people[member.reference] = Person(account=account)

    turn = may_i_leave(member)

    assert "今は退会できません" in turn.text
    assert "お問い合わせフォームからご相談" in turn.text
    assert "「詳細」からお手続き" not in turn.text
    assert ("CNT-000124" in turn.text, turn.only["card"] is not None) == (bool(account["in_use"]),) * 2


def test_of_both_each_is_told_what_it_needs(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(account={**IN_USE, "in_use": [CONTRACT, PREPARING]})

    text = may_i_leave(member).text

    assert text.index("「詳細」からお手続き") < text.index("お問い合わせフォームからご相談")


def test_who_uses_none_is_told_where_to_apply(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(account=FREE_TO_LEAVE)

    turn = may_i_leave(member)

    assert "お問い合わせフォームまたは富士通コンタクトライン（総合窓口）" in turn.text
    assert turn.text.index("コンタクトライン") < turn.text.index("「退会の申請」")
    assert turn.only["card"] is None
    assert door.changes == []


def test_a_stranger_proves_who_they_are_first_and_it_goes_on(member: Conversation, door: FakeDoor2) -> None:
    asked = may_i_leave(member)
    door.people[member.reference] = Person(account=IN_USE)

    assert asked.card == {"type": "sign_in"}
    assert "今は退会できません" in member.identified().text


@pytest.mark.parametrize(
    ("intent", "account", "text", "line"),
    [
        ("account_contracts", IN_USE, "Can I leave the membership?", "withdrawal_in_use"),
        ("account_contracts", ONLY_ORDERED, "Can I leave the membership?", "withdrawal_not_begun"),
        ("account_contracts", FREE_TO_LEAVE, "Can I leave the membership?", "withdrawal_possible"),
    ],
)
def test_leaving_has_its_english(
    member: Conversation, door: FakeDoor2, intent: str, account: dict[str, object], text: str, line: str
) -> None:
    door.people[member.reference] = Person(account=account)

    assert member.understood(intent, text, {"mode": "withdrawal"}).text.startswith(LINES.said[line])


def test_shown_as_paid_has_its_english(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(invoices=[SHOWN_AS_PAID])

    turn = member.understood("account_payment_due", "Please show me my bills")

    assert turn.text.startswith(LINES.said["invoices_shown_as_paid"])


@pytest.mark.parametrize(
    ("words", "topic", "where"),
    [
        ("FJcloud-Vを解約して", "faq/change_or_cancel_contract", "「契約一覧」"),
        ("CNT-000123を今すぐ解約してください", "faq/change_or_cancel_contract", "「契約一覧」"),
        ("契約のプランを変更しておいて", "faq/change_or_cancel_contract", "「契約一覧」"),
        ("退会させて", "faq/withdrawal", "お問い合わせフォーム"),
        ("さっきの注文を取り消して", "faq/cancel_order", "キャンセルできません"),
    ],
)
def test_words_alone_end_change_and_cancel_nothing(
    talker: Conversation, door: FakeDoor2, words: str, topic: str, where: str
) -> None:
    door.people[talker.reference] = Person()
    talker.identified()

    turn = talker.say(words)

    assert turn.topics == [topic]
    assert where in turn.text
    assert door.changes == []
    assert "しました" not in turn.text


@pytest.mark.parametrize("topic", ["faq/change_or_cancel_contract", "faq/withdrawal"])
def test_the_answer_says_that_the_chat_does_not_do_it(member: Conversation, topic: str) -> None:
    assert "このチャットで" in member.understood(topic.replace("/", "_", 1), "お願いします").text
