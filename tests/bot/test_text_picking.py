"""Choosing among what was offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalise import normalise
from bot.text.picking import Offer, is_no, picked

OFFERS = (
    Offer("パスワードを忘れた", ("パスワード忘れ", "PW忘れ")),
    Offer("ロック解除を依頼する", ("ロック解除", "凍結解除")),
    Offer("契約の変更・解約", ("解約", "プラン変更", "かいやく")),
    Offer("見積書がほしい", ("見積書", "見積もり")),
)


def place(text: str, offers: tuple[Offer, ...] = OFFERS, *, asked: bool = True, digits: bool = True) -> int | None:
    return picked(normalise(text), offers, asked=asked, digits=digits)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1", 0),
        ("２", 1),
        ("②", 1),
        ("4です", 3),
        ("3でお願いします", 2),
        ("2番", 1),
        ("２番目のやつ", 1),
        ("2つ目も教えて", 1),
        ("3番目も", 2),
        ("二番目", 1),
        ("ふたつめ", 1),
        ("じゃあ3つ目で", 2),
        ("一番上", 0),
        ("上のやつ", 0),
        ("最初のでお願いします", 0),
        ("一番下", 3),
        ("最後の", 3),
        ("下から2番目", 2),
        ("上から4番目です", 3),
        ("パスワードのほう", 0),
        ("解約のほうで", 2),
        ("かいやくのほう", 2),
        ("ロックの件です", 1),
        ("見積もりがいいです", 3),
        ("見積書がほしい", 3),
        ("契約の変更・解約でお願いします", 2),
        ("凍結", 1),
    ],
)
def test_picked(text: str, at: int) -> None:
    assert place(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "9番目",
        "20",
        "4月",
        "2026",
        "はい",
        "前者",
        "退会したい",
        "パスワードを変更したい",
        "解約するとどうなりますか",
        "のほう",
        "支払い方法",
        "注文の方法",
        "最後の支払いはいつですか",
    ],
)
def test_not_picked(text: str) -> None:
    assert place(text) is None


def test_what_fits_several_picks_none() -> None:
    assert place("パスワードのほう", (Offer("パスワードを忘れた"), Offer("パスワードを変更したい"))) is None


@pytest.mark.parametrize("text", ["2", "2でお願いします"])
def test_a_bare_figure_may_be_something_else(text: str) -> None:
    assert place(text, digits=False) is None
    assert place("2番目", digits=False) == 1


def test_a_bare_name_answers_only_a_question() -> None:
    assert place("凍結", asked=False) is None
    assert place("凍結のほう", asked=False) == 1
    assert place("見積書がほしい", asked=False) == 3


@pytest.mark.parametrize("text", ["はい", "はい、お願いします", "それです", "そうです", "うん"])
def test_a_yes_takes_the_only_choice_of_a_question(text: str) -> None:
    assert place(text, OFFERS[:1]) == 0
    assert place(text, OFFERS[:1], asked=False) is None
    assert place(text, OFFERS[:2]) is None


@pytest.mark.parametrize(("text", "at"), [("前者", 0), ("後者のほうで", 1)])
def test_the_former_and_the_latter_of_two(text: str, at: int) -> None:
    assert place(text, OFFERS[:2]) == at


@pytest.mark.parametrize("text", ["いいえ", "いえ、ないです。", "ううん", "no"])
def test_a_no(text: str) -> None:
    assert is_no(normalise(text))


@pytest.mark.parametrize("text", ["", "はい", "いいえ、解約のほう", "ないか見てほしい"])
def test_more_or_less_than_a_no(text: str) -> None:
    assert not is_no(normalise(text))


@given(st.text(max_size=40), st.integers(0, 4), st.booleans(), st.booleans())
def test_a_place_is_always_one_of_the_offers(text: str, count: int, asked: bool, digits: bool) -> None:
    at = place(text, OFFERS[:count], asked=asked, digits=digits)
    assert at is None or 0 <= at < count
