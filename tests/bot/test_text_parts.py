"""Taking a message apart that asks for several things."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalise import normalise
from bot.text.parts import requests_in


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "見積書はもらえますか？それと支払方法を教えてください。",
            ("見積書はもらえますか?", "支払方法を教えてください。"),
        ),
        (
            "解約の方法を教えてください。また、締め日はいつですか。",
            ("解約の方法を教えてください。", "締め日はいつですか。"),
        ),
        (
            "注文をキャンセルしたいのと、請求書がどこで見られるか知りたいです",
            ("注文をキャンセルしたい", "請求書がどこで見られるか知りたいです"),
        ),
        (
            "バックアップコードって何ですか、あと退会はどうすればいいですか",
            ("バックアップコードって何ですか", "退会はどうすればいいですか"),
        ),
        ("1.見積書はもらえますか 2.支払方法は何ですか", ("見積書はもらえますか", "支払方法は何ですか")),
        ("①締め日 ②T番号 ③見積書の発行可否", ("締め日", "T番号", "見積書の発行可否")),
        ("1. 解約方法 2. 退会方法 3. 登録番号", ("解約方法", "退会方法", "登録番号")),
        ("次の点を教えてください。\n(1) 締め日\n(2) 見積書の有無", ("締め日", "見積書の有無")),
        ("・締め日\n・見積書\n・退会", ("締め日", "見積書", "退会")),
        ("入金済の意味と、支払期日と、退会方法", ("入金済の意味", "支払期日", "退会方法")),
        ("解約と退会と見積書について教えてください", ("解約", "退会", "見積書")),
        ("審査何日？あと見積もり出る？", ("審査何日?", "見積もり出る?")),
        (
            "パスワードを忘れました。それと支払方法を知りたいのですが。注文の状況も",
            ("パスワードを忘れました。", "支払方法を知りたいのですが。", "注文の状況も"),
        ),
        ("退会したいです。あと見積書も", ("退会したいです。", "見積書も")),
    ],
)
def test_several(text: str, parts: tuple[str, ...]) -> None:
    assert requests_in(normalise(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "退会したい",
        "パスワードは分かるんですがログインIDを忘れました。",
        "契約のことではなくて、注文の状況を見たいです。",
        "ログインできません。どうすればいいですか？",
        "先月契約したサービスを使っています。解約したいのですが、どうすればいいですか。",
        "次の支払いはいつまでですか、調べてください",
        "3日前にPaidの登録をしました。審査の結果はどうなりましたか？確認をお願いします。",
        "認証コードはSMSで来るんですか、それともメールですか？",
        "予備のコードを控えておきたいです。どの画面に載っていますか。",
        "支払いの方法を教えてください。現金で払うことはできますか？",
        "解約しました。請求はもう来ません。",
        "1月と2月の請求",
        "FJcloud-Vの4月分と5月分と6月分の支払期日",
        "ログインIDとパスワードと認証コードを入れたのに入れません",
        "1. 退会",
        "2. 退会 3. 見積書",
        "支払期日は20日 2つ目の契約も",
        "T番号は？登録番号と同じ？",
    ],
)
def test_one_only(text: str) -> None:
    assert requests_in(normalise(text)) == ()


@given(st.text(alphabet="あかいですかたの、。?退会見積書注文 1.2", max_size=80))
def test_parts_stand_in_the_text_in_their_order(text: str) -> None:
    text = normalise(text)
    parts = requests_in(text)
    assert len(parts) != 1
    position = 0
    for part in parts:
        position = text.index(part, position) + len(part)


def test_it_takes_no_time() -> None:
    started = time.perf_counter()
    requests_in("解約したいのと、" * 200 + "あと、" * 200)
    assert time.perf_counter() - started < 0.5
