"""Subjects that are named only to set them aside, and names of other companies."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalise import normalise
from bot.text.other_companies import without_other_companies
from bot.text.set_aside import without_what_is_set_aside


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("IDは分かるんですが、パスワードを忘れてしまいました", "パスワードを忘れてしまいました"),
        ("注文ではなく、契約の内容を変更したいのですが", "契約の内容を変更したいのですが"),
        ("住所の変更は終わりました。契約の詳細はどこで見られますか", "契約の詳細はどこで見られますか"),
        ("審査はもう通ったので、注文がどうなったか調べて", "注文がどうなったか調べて"),
        ("登録方法じゃなくて会員の利点を知りたい", "会員の利点を知りたい"),
        ("見積書はもういいから、この注文を取り消す方法ありますか", "この注文を取り消す方法ありますか"),
    ],
)
def test_the_subject_set_aside_is_left_out(text: str, rest: str) -> None:
    assert without_what_is_set_aside(normalise(text)) == normalise(rest)


@pytest.mark.parametrize(
    "text",
    [
        "注文は済んだんですが、どうなりましたか",
        "パスワードを忘れました",
        "これは不具合ではないですか、ログインできません",
        "支払いは終わっているのに、未入金になっている",
        "契約の解約方法がわからない、教えて",
        "",
    ],
)
def test_what_is_asked_about_stays(text: str) -> None:
    assert without_what_is_set_aside(normalise(text)) == normalise(text)


@given(st.text())
def test_something_is_left_of_everything(text: str) -> None:
    text = normalise(text)
    assert bool(without_what_is_set_aside(text)) == bool(text)
    assert bool(without_other_companies(text)) == bool(text)


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("楽天の注文キャンセルしたい", "他社の注文キャンセルしたい"),
        ("docomoのパスワード", "他社のパスワード"),
        ("NTTデータの契約", "他社の契約"),
        ("このモデルの支払い", "このモデルの支払い"),
        ("楽天カードの締め日", "楽天カードの締め日"),
        ("PayPayで払えますか", "PayPayで払えますか"),
        ("審査に落ちた", "審査に落ちた"),
    ],
)
def test_other_companies_are_one(text: str, generic: str) -> None:
    assert without_other_companies(normalise(text)) == generic


def test_neither_hangs_on_long_texts() -> None:
    texts = ["パスワードは分かる、" * 200, "Amazonプライム" * 200, "あ" * 2000, "では" * 1000, "は分か、" * 500]
    started = time.perf_counter()
    for text in texts:
        without_other_companies(without_what_is_set_aside(text))
    assert time.perf_counter() - started < 2.0
