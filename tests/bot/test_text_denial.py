"""Messages that say that the answer was not it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.denial import is_denial, without_denial
from bot.text.normalise import normalise
from bot.text.request import request_of

DENIALS = """
違います
違う
違うよ！
ちがいます。
ちがうちがう
そうじゃなくて
そうじゃないです
それじゃない
それではありません
聞きたいことと違う
聞きたいことと違います
聞いてることと違うんだけど
聞きたいのはそれじゃないです
役に立たない
全然役に立たないんだけど
解決しない
解決しませんでした
それでは解決しません
いや、違うって
いえ、そういうことではなくて
答えになってない
回答になっていません
どれでもない
どれも違います
どちらも違います
この中にはないです
当てはまるものがない
ちゃうねん
そうちゃうねん
試したけどダメでした
的外れです
違います、違います
質問に答えてない
知りたいのはそこじゃないんです
話が通じない
求めている答えじゃない
"""


@pytest.mark.parametrize("text", DENIALS.split("\n")[1:-1])
def test_denial(text: str) -> None:
    assert is_denial(normalise(text))
    assert without_denial(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "はい",
        "違いますか？",
        "違う契約を見たい",
        "期間が違います",
        "住所が違う",
        "請求書の期間が違う",
        "違いを教えて",
        "パスワードが違うと言われる",
        "解決しました",
        "役に立ちました",
        "ログインできない",
        "20日締めではなく末日締め",
    ],
)
def test_no_denial(text: str) -> None:
    assert not is_denial(normalise(text))
    assert without_denial(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("違います、ログインIDのほうです", "ログインIDのほうです"),
        ("そうじゃなくてパスワードを変えたい", "パスワードを変えたい"),
        ("いや違う、請求書の話です", "請求書の話です"),
        ("違う！注文をキャンセルしたい", "注文をキャンセルしたい"),
        ("いえ、そうではなくて、解約の手続きが知りたいです", "解約の手続きが知りたいです"),
        ("聞きたいことと違います。見積書がほしいです", "見積書がほしいです"),
        ("それじゃなくて契約のほう", "契約のほう"),
    ],
)
def test_the_new_words_are_left(text: str, rest: str) -> None:
    assert without_denial(normalise(text)) == rest


@given(st.text())
def test_something_is_always_left(text: str) -> None:
    text = normalise(text)
    assert bool(request_of(text)) == bool(text)
    assert text.endswith(without_denial(text))


@pytest.mark.parametrize("piece", ["それでは", "違います、", "いやいや", "そうじゃなくて", "これじゃ"])
def test_it_takes_no_time(piece: str) -> None:
    started = time.perf_counter()
    is_denial(piece * 12 + "X")
    without_denial(piece * 200 + "X")
    assert time.perf_counter() - started < 0.5
