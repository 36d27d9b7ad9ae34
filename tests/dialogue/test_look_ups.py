"""Looking up what belongs to a member: only once identified, and never anybody else's."""

from __future__ import annotations

import pytest

from tests.actions.fake_door2 import CONTRACT, INVOICE, ORDER, SCREENING, TRIAL_ORDER, FakeDoor2, Person
from tests.dialogue.dialogue_bot import Conversation

LOOK_UPS = {
    "account/order_status": "注文一覧",
    "account/contracts": "契約一覧",
    "account/paid_screening": "Paid決済情報",
    "account/payment_due": "請求一覧",
}


def _intent(topic: str) -> str:
    return topic.replace("/", "_", 1)


@pytest.mark.parametrize(("topic", "label"), LOOK_UPS.items())
def test_a_stranger_gets_the_way_and_the_sign_in_card(member: Conversation, topic: str, label: str) -> None:
    turn = member.understood(_intent(topic), "自分のを調べて")

    assert turn.topics == [topic]
    assert "マイページ" in turn.text
    assert f"「{label}」" in turn.text
    assert turn.card == {"type": "sign_in"}


@pytest.mark.parametrize("topic", LOOK_UPS)
def test_once_identified_it_goes_on_by_itself_and_only_once(member: Conversation, door: FakeDoor2, topic: str) -> None:
    member.understood(_intent(topic), "自分のを調べて")
    door.people[member.reference] = Person()

    turn = member.identified()
    again = member.identified()

    assert turn.topics == [topic]
    assert turn.card["type"] != "sign_in"
    assert again.topics == ["conversation/greet"]


def test_the_number_asked_for_is_remembered(member: Conversation, door: FakeDoor2) -> None:
    number = TRIAL_ORDER["number"]
    member.understood("account_order_status", f"{number}は？", {"order_number": number})
    door.people[member.reference] = Person()

    turn = member.identified()

    assert turn.card["orders"] == [TRIAL_ORDER]
    assert ORDER["number"] not in turn.text


def test_the_month_asked_for_is_remembered(member: Conversation, door: FakeDoor2) -> None:
    member.understood("account_payment_due", "今月の請求いくら", {"usage_month": "P0M"})
    door.people[member.reference] = Person()

    turn = member.identified()

    assert door.called("invoices")[-1].query == {"usage_month": "P0M"}
    assert "2026年7月ご利用分" in turn.text


def test_an_identity_that_lapsed_again_asks_again_and_still_remembers(member: Conversation, door: FakeDoor2) -> None:
    member.understood("account_order_status", "注文は？")
    lapsed = member.identified()
    door.people[member.reference] = Person()

    assert lapsed.card == {"type": "sign_in"}
    assert member.identified().card["type"] == "orders"


def test_nothing_of_a_member_reaches_a_stranger(member: Conversation, door: FakeDoor2) -> None:
    door.people["somebody-else"] = Person()

    turn = member.understood("account_order_status", "注文は？", {"order_number": ORDER["number"]})

    assert turn.card == {"type": "sign_in"}
    assert {call.reference for call in door.calls} == {member.reference}


def test_orders_say_it_all_in_words(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    turn = member.understood("account_order_status", "注文は？")

    assert "2件" in turn.text
    assert "ORD-2026-000123　FJcloud-V\n　状況：受付済み（注文日：2026年7月1日）" in turn.text
    assert "FENCE-Mobile RemoteManager（トライアル）" in turn.text
    assert turn.card == {"type": "orders", "orders": [ORDER, TRIAL_ORDER]}


def test_contracts_say_it_all_in_words(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(contracts=[CONTRACT, {**CONTRACT, "ended_on": "2026-06-30"}])

    turn = member.understood("account_contracts", "契約は？")

    assert "状況：ご利用中（開始日：2026年4月1日）" in turn.text
    assert "終了日：2026年6月30日" in turn.text
    assert len(turn.card["contracts"]) == 2


def test_invoices_say_it_all_in_words(member: Conversation, door: FakeDoor2) -> None:
    shown_as_paid = {**INVOICE, "number": "INV-2026-000099", "usage_month": "2026-03", "status_label": "入金済"}
    door.people[member.reference] = Person(invoices=[INVOICE, shown_as_paid])

    turn = member.understood("account_payment_due", "自分の請求を教えて")

    assert "ご請求は2件です" in turn.text
    assert "合計" not in turn.text
    assert "利用月：2026年4月　金額：12,345円" in turn.text
    assert "請求確定：2026年6月13日頃　支払期日：2026年7月31日（請求確定）" in turn.text
    assert turn.offers["「入金済」の意味"]["topic"] == "faq/invoice_shown_as_paid"
    assert turn.card["invoices"] == [INVOICE, shown_as_paid]


def test_many_invoices_are_cut_to_the_newest(member: Conversation, door: FakeDoor2) -> None:
    many = [{**INVOICE, "number": f"INV-2026-{number:06d}"} for number in range(29)]
    door.people[member.reference] = Person(invoices=many)

    turn = member.understood("account_payment_due", "未払いの請求はありますか")

    assert turn.card["invoices"] == many[:6]
    assert many[6]["number"] not in turn.text
    assert "マイページの「請求一覧」" in turn.text
    assert "合計" not in turn.text


def test_a_months_invoices_of_one_status_have_a_total(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person(invoices=[INVOICE, {**INVOICE, "number": "INV-2026-000124"}])

    turn = member.understood("account_payment_due", "4月分はいくら", {"usage_month": "2026-04"})

    assert "合計は24,690円" in turn.text


@pytest.mark.parametrize(("service", "shown"), [("fjcloud_o", 0), ("fjcloud_v", 1), ("fjcloud", 2), ("fence", None)])
def test_a_service_named_narrows_invoices_and_contracts(
    member: Conversation, door: FakeDoor2, service: str, shown: int | None
) -> None:
    of_o = {"service": "fjcloud_o", "service_label": "FJcloud-O"}
    contracts = [{**CONTRACT, **of_o, "number": "CNT-000124"}, CONTRACT]
    invoices = [{**INVOICE, **of_o, "number": "INV-2026-000124"}, INVOICE]
    expected = {0: slice(0, 1), 1: slice(1, 2), 2: slice(0, 2), None: slice(0, 0)}[shown]
    door.people[member.reference] = Person(contracts=contracts, invoices=invoices)

    billed = member.understood("account_payment_due", "いくらですか", {"service": service})
    held = member.understood("account_contracts", "まだ有効？", {"service": service})

    assert (billed.only["card"] or {"invoices": []})["invoices"] == invoices[expected]
    assert (held.only["card"] or {"contracts": []})["contracts"] == contracts[expected]


def test_the_service_asked_for_is_remembered(member: Conversation, door: FakeDoor2) -> None:
    member.understood("account_contracts", "Vの契約は?", {"service": "fjcloud_v"})
    door.people[member.reference] = Person(contracts=[CONTRACT, {**CONTRACT, "service": "fjcloud_o"}])

    assert member.identified().card["contracts"] == [CONTRACT]


def test_a_login_id_after_the_sign_in_card_is_pointed_to_it(member: Conversation, door: FakeDoor2) -> None:
    member.understood("account_password_reset", "お願いします", {"login_id": "yamada_01"})
    member.understood("account_contracts", "私の契約を調べて")
    turn = member.understood("inform_login_id", "misaki.tanaka", {"login_id": "misaki.tanaka"})
    door.people[member.reference] = Person()

    assert turn.topics == ["account/contracts"]
    assert turn.card == {"type": "sign_in"}
    assert "misaki" not in turn.text
    assert len(door.called("password-reset")) == 1
    assert member.identified().card["type"] == "contracts"


def test_who_was_turned_down_is_told_of_no_closing(member: Conversation, door: FakeDoor2) -> None:
    screening = {**SCREENING, "status": "rejected", "closing_label": "末日締め"}
    door.people[member.reference] = Person(screening=screening)

    assert "締め日" not in member.understood("account_paid_screening", "審査は？").text


@pytest.mark.parametrize("status", ["not_registered", "screening", "approved", "rejected"])
def test_a_screening_tells_what_comes_next(member: Conversation, door: FakeDoor2, status: str) -> None:
    screening = {
        "status": status,
        "status_label": f"状態{status}",
        "applied_on": None,
        "expected_by": None,
        "closing_label": None,
    }
    door.people[member.reference] = Person(screening=screening)

    turn = member.understood("account_paid_screening", "審査は？")

    assert f"状態{status}" in turn.text
    assert "None" not in turn.text
    assert turn.offers


@pytest.mark.parametrize(
    ("topic", "person"),
    [
        ("account/order_status", Person(orders=[])),
        ("account/contracts", Person(contracts=[])),
        ("account/payment_due", Person(invoices=[])),
    ],
)
def test_having_none_is_said_kindly(member: Conversation, door: FakeDoor2, topic: str, person: Person) -> None:
    door.people[member.reference] = person

    turn = member.understood(_intent(topic), "自分のを調べて")

    assert turn.topics == [topic]
    assert turn.only["card"] is None
    assert turn.offers


@pytest.mark.parametrize(
    ("topic", "entity", "theirs", "nobodys"),
    [
        ("account/order_status", "order_number", ORDER["number"], "ORD-2026-999999"),
        ("account/contracts", "contract_number", CONTRACT["number"], "CNT-999999"),
        ("account/payment_due", "invoice_number", INVOICE["number"], "INV-2026-999999"),
        ("account/ticket_status", "ticket_number", "TKT-000001", "TKT-999999"),
    ],
)
def test_somebody_elses_number_reads_like_one_that_does_not_exist(
    member: Conversation, door: FakeDoor2, topic: str, entity: str, theirs: str, nobodys: str
) -> None:
    door.people["somebody-else"] = Person()
    door.tickets["somebody-else"] = [{"number": "TKT-000001"}]
    door.people[member.reference] = Person(orders=[], contracts=[], invoices=[])

    of_theirs = member.understood(_intent(topic), theirs, {entity: theirs})
    of_nobodys = member.understood(_intent(topic), nobodys, {entity: nobodys})

    assert of_theirs.text.replace(theirs, "#") == of_nobodys.text.replace(nobodys, "#")
    assert of_theirs.only["card"] is None
    assert of_theirs.offers == of_nobodys.offers


def test_of_two_numbers_the_one_found_is_shown_and_the_other_named(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    turn = member.understood("account_order_status", "", {"order_number": [ORDER["number"], "ORD-2026-999999"]})

    assert turn.card["orders"] == [ORDER]
    assert "注文番号 ORD-2026-999999 のご注文は見つかりませんでした" in turn.text


def test_tickets_of_this_conversation_need_no_identity(member: Conversation) -> None:
    number = member.understood("conversation_handoff", "担当者と話したい").card["number"]

    all_of_them = member.understood("account_ticket_status", "依頼は？")
    named = member.understood("account_ticket_status", number, {"ticket_number": number})

    assert number in all_of_them.text
    assert all_of_them.card["type"] == "ticket"
    assert "受付日：2026年7月15日" in named.text


def test_without_a_request_nobody_is_told_to_identify_again(member: Conversation, door: FakeDoor2) -> None:
    door.people[member.reference] = Person()

    text = member.understood("account_ticket_status", "私の依頼一覧").text

    assert "見つかりませんでした" in text
    assert "本人確認のあとで" not in text


def test_several_tickets_come_as_a_list(member: Conversation) -> None:
    member.understood("conversation_handoff", "担当者と話したい")
    member.understood("account_unlock", "解除して", {"login_id": "yamada_01"})

    turn = member.understood("account_ticket_status", "依頼は？")

    assert [ticket["kind"] for ticket in turn.card["tickets"]] == ["contact", "unlock"]
