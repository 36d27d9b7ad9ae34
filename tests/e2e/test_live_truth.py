"""What is so with a member who is known, through the whole product; and that talk alone changes nothing."""

import re
from typing import Any

import pytest

from tests.e2e.conftest import Member, Product, login_id_of

pytestmark = pytest.mark.e2e


def known(product: Product, case: str) -> Member:
    member = Member(product)
    member.identify(login_id_of(product, case))
    return member


def taken(member: Member, reply: dict[str, Any], title: str) -> dict[str, Any]:
    """The reply to one of its choices."""
    (answer,) = member.says(next(choice["payload"] for choice in reply["choices"] if choice["title"] == title))
    return answer


def test_the_locked_get_from_the_answer_to_their_ticket_without_a_login_id(member: Member, product: Product) -> None:
    (answer,) = member.says("ログインに何度も失敗してアカウントがロックされました")
    assert answer["topic"] == "faq/account_locked"
    asked = taken(member, answer, "自分のアカウントを調べる")
    assert asked["card"]["type"] == "sign_in"
    (told,) = member.identify(login_id_of(product, "locked"))
    assert told["topic"] == "account/unlock"
    assert re.search(r"\d{4}年\d+月\d+日からロックされています", told["text"])
    if "TKT-" not in told["text"]:  # another test may have asked for it already
        told = taken(member, told, "ロック解除を依頼する")
    (number,) = set(re.findall(r"TKT-\d{6}", told["text"]))
    # From anywhere: the same ticket, no second one.
    assert number in known(product, "locked").hears("アカウントのロックを解除してください")


def test_who_is_not_locked_is_told_so(product: Product) -> None:
    (told,) = known(product, "plain").says("アカウントのロックを解除してください")
    assert told["topic"] == "account/unlock"
    assert "ロックされていません" in told["text"]
    assert "faq/forgot_password" in [choice["topic"] for choice in told["choices"]]


def test_the_screened_hear_the_day_to_expect(product: Product) -> None:
    (told,) = known(product, "screening").says("私のPaid審査はどうなっていますか")
    assert told["topic"] == "account/paid_screening"
    assert re.search(r"審査は通常1〜3営業日かかりますので、\d{4}年\d+月\d+日頃が完了の目安です", told["text"])


def test_an_invoice_shown_as_paid_is_explained_where_it_shows(product: Product) -> None:
    (told,) = known(product, "marked_paid").says("自分の請求を教えて")
    assert told["topic"] == "account/payment_due"
    assert "（入金済）" in told["text"]
    assert "請求データを決済代行会社に連携したことを示す表示です" in told["text"]


def test_who_uses_a_service_hears_which_one_keeps_them(product: Product) -> None:
    member = known(product, "in_use")
    (answer,) = member.says("退会したい")
    assert answer["topic"] == "faq/withdrawal"
    told = taken(member, answer, "退会できるか調べてもらう")
    assert "今は退会できません" in told["text"]
    assert re.search(r"CNT-\d{6}", told["text"])


def test_words_end_no_contract_and_open_no_ticket(product: Product) -> None:
    member = known(product, "in_use")
    (before,) = member.says("choice:account/contracts")
    for words, topic in (
        ("契約を全部解約してください", "faq/change_or_cancel_contract"),
        ("退会させてください", "faq/withdrawal"),
        ("この前の注文をキャンセルしてください", "faq/cancel_order"),
    ):
        (answer,) = member.says(words)
        assert answer["topic"] == topic
    (after,) = member.says("choice:account/contracts")
    assert after["card"] == before["card"]
    assert member.says("choice:account/ticket_status")[0]["card"] is None
