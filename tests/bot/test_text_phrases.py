"""Courtesies, filler and bare subjects."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.broad import broad_subject
from bot.text.courtesy import without_courtesy
from bot.text.filler import is_filler, only_asks_after
from bot.text.normalise import normalise


@pytest.mark.parametrize(
    ("text", "request_alone"),
    [
        ("いつもお世話になっております。見積書がほしいです。よろしくお願いいたします。", "見積書がほしいです。"),
        ("お忙しいところ恐れ入りますが、退会したいです。", "退会したいです。"),
        ("こんにちは、契約内容を確認したい", "契約内容を確認したい"),
        (
            "株式会社サンプルの山田と申します。締め日はいつですか。ご回答のほどよろしくお願い申し上げます。",
            "締め日はいつですか。",
        ),
        ("パスワードの再設定をお願いします", "パスワードの再設定をお願いします"),
        ("お世話になっております。", "お世話になっております。"),
        ("よろしくお願いします", "よろしくお願いします"),
        ("", ""),
    ],
)
def test_courtesy_is_taken_off(text: str, request_alone: str) -> None:
    assert without_courtesy(normalise(text)) == normalise(request_alone)


@given(st.text())
def test_courtesy_leaves_something(text: str) -> None:
    text = normalise(text)
    assert bool(without_courtesy(text)) == bool(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "のほうだと?",
        "なら?",
        "の場合は",
        "やっぱり 分",
        "じゃあ でお願いします",
        "ですか。",
        "はいつですか",
        "はどうなりますか",
        "に戻して",
        "さっきの  だと?",
    ],
)
def test_filler(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize("text", ["の支払期日は", "を解約したい", "請求書", "は使えますか", "の料金", "いつまで使える"])
def test_not_filler(text: str) -> None:
    assert not is_filler(text)


def test_asks_after_a_number() -> None:
    assert only_asks_after(" の状況を教えてください")
    assert only_asks_after(" はどうなりましたか")
    assert not only_asks_after(" をキャンセルしたい")


@pytest.mark.parametrize("text", ["のほう" * 20, "ですか" * 600 + "X", "のほう" * 19 + "X"])
def test_filler_takes_no_time(text: str) -> None:
    started = time.perf_counter()
    is_filler(text)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ログインできない", "faq_forgot_password"),
        ("すみません、ログインできないんですけど", "faq_forgot_password"),
        ("ﾊﾟｽﾜｰﾄﾞ", "faq_forgot_password"),
        ("請求書について", "account_payment_due"),
        ("契約の件で質問です", "faq_view_contract"),
        ("キャンセルしたい", "faq_cancel_order"),
        ("ログインがうまくいかない", "faq_forgot_password"),
        ("うまくいかない", "faq_forgot_password"),
        ("届きません", "faq_two_factor_login"),
        ("期限を教えて", "account_payment_due"),
        ("締め切りを教えてください", "account_payment_due"),
        ("期日はいつ？", "account_payment_due"),
        ("いつですか", "account_payment_due"),
        ("番号を教えて", "account_order_status"),
        ("依頼を取り消したい", "account_ticket_status"),
        ("去年だと？", "account_payment_due"),
        ("令和7年だと？", "account_payment_due"),
        ("前の月は？", "account_payment_due"),
        ("翌月分だと", "account_payment_due"),
    ],
)
def test_bare_subject(text: str, first: str) -> None:
    assert broad_subject(normalise(text))[0] == first


BROAD = {
    "faq_forgot_password": """
ログインできない
ログインできないです
ログインできないんですけど
ログインができません
ログイン出来ません
ログインでけへん
ログインできひん
ログインでけへんねん
ログインできん
ログインできんのやけど
ろぐいんできない
ろぐいんができません
マイページに入れない
サイトに入れん
ログインできなくて困っています
ログイン画面に入れない
ログインに失敗する
ログインできなくなりました
ログインできません、助けて
ログインエラー
ログインエラーになる
ログインできず困っております
サインインできない
ログインできない。どうすればいい?
ログインできないのですが、どうしたらいいですか
すみません、ログインできなくなってしまいました
ログインが できません。おしえて ください
ろぐいん できひん
ログインできませんでした
""",
    "account_payment_due": """
期限を教えて
期限はいつですか
期限を知りたいのですが
期限っていつ
期限いつ
締め切りはいつになりますか
きげんをおしえてください
しめきりいつ？
期限教えてや
期限教えてくれへん
期限教えてくれへん?
期限を教えていただけますか
期限をお教えください
期限はいつまででしょうか
期限について教えてください
期限はいつになりますでしょうか
〆切はいつですか
期限を教えていただけないでしょうか
期限いつまで？
きげんはいつ
期日を教えてもらえますか
""",
    "faq_change_or_cancel_contract": """
やめたい
やめたいんですけど
やめたいのですが
もうやめたい
もうやめたいです
やめようと思います
やめさせてください
やめたいねん
辞めたい
辞めたいです
やめたいと思っています
止めたい
やめたいのですが、どうすればいいですか
やめることはできますか
やめるには
やめるにはどうすればいいですか
やめ方を教えて
やめかた おしえて
やめたいねんけど
やめてもいいですか
""",
}
WAYS_TO_SAY = [(text, first) for first, texts in BROAD.items() for text in texts.split("\n")[1:-1]]


@pytest.mark.parametrize(("text", "first"), WAYS_TO_SAY)
def test_however_it_is_said(text: str, first: str) -> None:
    intents = broad_subject(normalise(text))
    assert intents[0] == first
    assert 2 <= len(intents) <= 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "解約したい",
        "会員をやめたい",
        "トライアルをやめたい",
        "支払いの期限を教えて",
        "期限を変更したい",
        "ログイン方法を教えてください",
        "ログインIDを教えて",
        "やめます",
        "見積書がほしい",
        "パスワードを忘れた",
        "注文をキャンセルしたい",
        "請求書が届かない",
        "ロックされてログインできない",
        "支払期日はいつ",
        "注文番号を教えて",
        "翌月払いにできますか",
        "いつ使えるようになりますか",
    ],
)
def test_more_than_a_subject(text: str) -> None:
    assert broad_subject(normalise(text)) == ()
