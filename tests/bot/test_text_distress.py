"""Distress and abuse, told apart from manners of speaking and angry requests."""

import time

import pytest

from bot.text.distress import in_distress, is_abuse, is_outcry, without_outcry
from bot.text.normalise import normalise


@pytest.mark.parametrize(
    "text",
    [
        "死にたい",
        "もう死にたいです",
        "しにたい",
        "消えたい",
        "消えてしまいたい",
        "もう限界",
        "もう限界です",
        "生きているのがつらい",
        "自殺したい",
        "誰も助けてくれない",
        "心が折れました",
        "もう生きていけない",
        "ログインできなくて、もう死にたいです",
    ],
)
def test_distress(text: str) -> None:
    assert in_distress(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "ログインできなくて死にそう",
        "もう限界です、早くロックを解除してください",
        "パスワードがわからなくて心が折れそう",
        "アカウントを消したい",
        "データが消えた",
        "助けて",
        "死にたくなるほど待たされてる",
        "締め切りに追い詰められて請求書が必要",
        "サーバーが死んだ",
        "退会したい",
    ],
)
def test_no_distress(text: str) -> None:
    assert not in_distress(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "ふざけんな",
        "バカ",
        "死ね",
        "このクソボット",
        "お前ほんとに使えねえな",
        "役立たず！",
        "ゴミ",
        "殺すぞ",
        "最悪の会社だな",
        "アホか",
        "いい加減にしろ",
        "マジでふざけるなよ、クソが",
        "fuck you",
        "詐欺会社",
    ],
)
def test_abuse(text: str) -> None:
    assert is_abuse(normalise(text))
    assert not in_distress(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ふざけんな早くロック解除しろ",
        "バカみたいに高い",
        "最悪ログインできなくてもいいので退会したい",
        "クソ、パスワード忘れた",
        "いい加減にしろ、請求書はどこだ",
        "詐欺メールが来た",
        "カスタマーサポート",
        "担当者だせ馬鹿野郎",
        "この会社の対応について",
        "もう",
    ],
)
def test_no_mere_abuse(text: str) -> None:
    assert not is_abuse(normalise(text))


@pytest.mark.parametrize(
    ("text", "request_alone"),
    [
        ("ふざけんな早くロック解除しろ", "早くロック解除しろ"),
        ("ふざけるな！パスワード忘れたんだよ", "パスワード忘れたんだよ"),
        ("いい加減にしろ、請求書はどこだ", "請求書はどこだ"),
        ("ログインできなくて死にそう", "ログインできなくて"),
        ("ログインできなくて、マジで泣きそうです。", "ログインできなくて"),
        ("カスタマーサポートの人と話したい", "カスタマーサポートの人と話したい"),
        ("ふざけんな", "ふざけんな"),
        ("死にそう", "死にそう"),
    ],
)
def test_what_is_left_of_an_outcry(text: str, request_alone: str) -> None:
    assert without_outcry(normalise(text)) == request_alone


@pytest.mark.parametrize(
    ("text", "angry"),
    [
        ("ふざけるな、責任者出せ", True),
        ("いい加減にしろ、人間と話させろ", True),
        ("責任取れ", True),
        ("担当者と話したい", False),
        ("カスタマーサポートの人と話したい", False),
    ],
)
def test_anger_is_heard_beside_a_request(text: str, angry: bool) -> None:
    assert is_outcry(normalise(text)) is angry


def test_it_takes_no_time() -> None:
    started = time.perf_counter()
    is_abuse("バカ" * 100)
    without_outcry("ふざけんな" * 300)
    assert time.perf_counter() - started < 0.5
