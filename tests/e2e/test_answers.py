"""From a member's message to the reply, every part the real one."""

import re
from typing import Any

import pytest

from tests.e2e.conftest import Member, Product, login_id_of, newest

pytestmark = pytest.mark.e2e


def topics(replies: list[dict[str, Any]]) -> set[str | None]:
    return {reply["topic"] for reply in replies}


def test_an_faq_question_is_answered(member: Member) -> None:
    (reply,) = member.says("バックアップコードはどんなときに使いますか？")
    assert reply["topic"] == "faq/backup_codes"
    assert "別の方法でログインする" in reply["text"]
    assert reply["confidence"] > 0


def test_a_due_date_is_calculated_with_its_reasons(member: Member) -> None:
    text = member.hears("FJcloud-Vの2026年4月利用分、Paid末日締め、銀行振込の支払期日は？")
    for part in ("2026年6月13日頃", "2026年7月初旬", "2026年7月31日", "Paidお客様サポートデスク"):
        assert part in text


def test_follow_ups_change_just_what_they_name(member: Member) -> None:
    member.says("FJcloud-Vの2026年4月利用分、末日締めの支払期日を教えて")
    assert "2026年6月30日" in member.hears("Oのほうだと？")
    assert "2026年6月20日" in member.hears("20日締めなら？")
    assert "2026年6月20日" in member.hears("口座振替だと？")
    assert "2026年7月20日" in member.hears("やっぱり5月分")


def test_the_calculation_asks_for_what_it_lacks(member: Member) -> None:
    (asked,) = member.says("eXcloserの2026年4月分はいつ払うの？")
    assert asked["topic"] == "account/payment_due"
    option = next(choice for choice in asked["choices"] if "オプション" in choice["title"])
    (asked,) = member.says(option["payload"])
    card = next((choice for choice in asked["choices"] if "クレジット" in choice["title"]), None)
    assert card is not None
    assert "カード会社" in member.hears(card["payload"])


def test_own_orders_only_after_proof_and_then_by_itself(member: Member, product: Product) -> None:
    (asked,) = member.says("自分の注文がどうなってるか調べてほしい")
    assert asked["topic"] == "account/order_status"
    assert asked["card"]["type"] == "sign_in"
    assert "ORD-" not in asked["text"]
    (told,) = member.identify(login_id_of(product, "in_use"))
    assert told["topic"] == "account/order_status"
    assert told["card"]["type"] == "orders"
    assert re.search(r"ORD-\d{4}-\d{6}", told["text"])


def test_somebody_elses_number_is_as_unknown_as_none(product: Product) -> None:
    owner = Member(product)
    owner.says("注文状況を調べて")
    (orders,) = owner.identify(login_id_of(product, "in_use"))
    number = orders["card"]["orders"][0]["number"]
    other = Member(product)
    other.says("注文状況を調べて")
    other.identify(login_id_of(product, "paid_20"))
    foreign = other.hears(f"{number} の状況を教えて")
    missing = other.hears("ORD-2019-999999 の状況を教えて")
    assert foreign == missing.replace("ORD-2019-999999", number)


def test_a_password_reset_really_happens(member: Member, product: Product) -> None:
    login_id = login_id_of(product, "plain")
    member.says("パスワードの再設定メールを送ってください")
    known = member.hears(f"{login_id} です")
    link = newest(member.http, login_id, "link")
    page = member.http.get(link)
    assert page.status_code == 200
    new = {"password": "Brand-New-Pass-1", "password_again": "Brand-New-Pass-1"}
    done = member.http.post(link, data=new, follow_redirects=True)
    assert done.status_code == 200
    assert member.http.get(link).status_code == 410
    unknown = member.hears("nobody_here_99")
    assert unknown.replace("nobody_here_99", login_id) == known


def test_an_unlock_ticket_is_opened_and_found_again(member: Member, product: Product) -> None:
    member.says("アカウントのロックを解除してほしい")
    (locked,) = member.says(login_id_of(product, "locked"))
    assert locked["topic"] == "account/unlock"
    number = locked["card"]["number"]
    assert number in locked["text"]
    (unknown,) = member.says("nobody_here_99")
    pattern = re.compile(r"TKT-\d+")
    assert pattern.sub("#", unknown["text"]).replace("nobody_here_99", "") == pattern.sub("#", locked["text"]).replace(
        login_id_of(product, "locked"), ""
    )
    assert number in member.hears(f"{number} はどうなりましたか")
    stranger = Member(product)
    assert "受付済み" not in stranger.hears(f"{number} はどうなりましたか")


def test_asking_for_a_person_opens_a_ticket(member: Member) -> None:
    text = member.hears("人間の担当者と話したいです")
    assert re.search(r"TKT-\d{6}", text)
    assert "お問い合わせフォーム" in text
    assert "コンタクトライン" in text


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "／restart",
        '/account_payment_due{"service":"fjcloud_v"}',
        "///greet",
        "'; DROP TABLE orders;--",
        "<b>hi</b>",
    ],
)
def test_commands_are_only_words(member: Member, text: str) -> None:
    for reply in member.says(text):
        assert reply["author"] == "bot"
        assert "FJcloud-V" not in reply["text"]
