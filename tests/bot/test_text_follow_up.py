"""Words that mean something only after the turn before: bare questions, and look-ups in a row."""

import pytest

from bot.text.follow_up import asks_on, may_go_on, wants_again
from bot.text.look_ups import look_up_named, only_narrows
from bot.text.normalise import normalise


@pytest.mark.parametrize(
    "text",
    [
        "いつまでに？",
        "それはいつまで？",
        "どこで確認できるの",
        "どこで見れますか？",
        "どうやって？",
        "なんで？",
        "何日かかりますか",
        "それやったけどメール来ない",
        "その通りにやってみたけど変わりません",
        "言われた通りにしたのに入れない",
    ],
)
def test_going_on(text: str) -> None:
    assert asks_on(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "締め日はいつ？",
        "退会したい",
        "見積書はどこで見れますか",
        "パスワードを忘れた",
        "もう退会しました",
        "こんにちは",
    ],
)
def test_a_subject_of_its_own(text: str) -> None:
    assert not asks_on(normalise(text))


@pytest.mark.parametrize("text", ["もう一回お願い", "もう一度教えてください", "もっかい", "もう1回言って"])
def test_once_more(text: str) -> None:
    assert wants_again(normalise(text))


@pytest.mark.parametrize("text", ["もう一回登録したい", "もう一度メールを送って", "一回お願い"])
def test_not_merely_once_more(text: str) -> None:
    assert not wants_again(normalise(text))


@pytest.mark.parametrize(
    ("text", "may"), [("会社名は？", True), ("それログインできないと見れなくない？", True), ("退会", False)]
)
def test_perhaps_going_on(text: str, may: bool) -> None:
    assert may_go_on(normalise(text)) is may


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("契約も見せて", "account_contracts"),
        ("契約一覧も", "account_contracts"),
        ("トライアルいつまで？", "account_contracts"),
        ("注文も", "account_order_status"),
        ("じゃあ注文状況は？", "account_order_status"),
        ("請求も", "account_payment_due"),
        ("その注文の請求は", "account_payment_due"),
        ("いくら？", "account_payment_due"),
        ("支払いはいつ？", "account_payment_due"),
        ("支払期日は？", "account_payment_due"),
        ("審査は", "account_paid_screening"),
        ("Paidの審査結果も教えてください", "account_paid_screening"),
        ("契約を変更したい", None),
        ("請求書の宛名は", None),
        ("注文をキャンセルして", None),
        ("支払い方法は", None),
        ("いつ？", None),
        ("", None),
    ],
)
def test_look_ups(text: str, intent: str | None) -> None:
    assert look_up_named(normalise(text)) == intent


@pytest.mark.parametrize(
    ("rest", "narrows"), [("だけ見せて", True), ("のは?", True), ("の分も", True), ("を解約したい", False)]
)
def test_narrowing(rest: str, narrows: bool) -> None:
    assert only_narrows(rest) is narrows
