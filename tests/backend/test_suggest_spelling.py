"""One spelling for what sounds alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.topics.romaji import beginnings, spelled

ALIKE = [
    ("ちゅうもん", "チュウモン", "ﾁｭｳﾓﾝ", "chuumon", "chūmon", "tyuumon", "tyumon", "CHUMON"),
    ("ぱすわーど", "パスワード", "pasuwa-do", "pasuwaado", "pasuwādo", "pasuwado"),
    ("しめび", "shimebi", "simebi"),
    ("じゅうしょ", "juusho", "jusho", "zyuusyo", "jyuusyo"),
    ("ふりこみ", "furikomi", "hurikomi"),
    ("つうち", "tsuuchi", "tuuti"),
    ("ろっく", "rokku", "roltuku", "roxtsuku"),
    ("まっち", "macchi", "matchi", "matti"),
    ("しんぱい", "shinpai", "shimpai", "sinnpai"),
    ("きんえん", "kin'en", "kinnen"),
    ("てぃー", "ティー", "thi-", "ti"),
    ("を", "wo", "o"),
]
KANA = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3093), min_size=1, max_size=20)


@pytest.mark.parametrize("writings", ALIKE, ids=lambda writings: writings[0])
def test_every_writing_of_a_word_has_one_spelling(writings: tuple[str, ...]) -> None:
    assert len({spelled(writing) for writing in writings}) == 1


@pytest.mark.parametrize(
    ("half", "whole"),
    [
        ("せいき", "せいきゅう"),
        ("ろっ", "ロック"),
        ("chuum", "ちゅうもん"),
        ("sh", "しめび"),
        ("f", "ふりこみ"),
        ("pasuwa-d", "パスワード"),
    ],
)
def test_a_half_typed_word_is_the_beginning_of_the_whole(half: str, whole: str) -> None:
    assert any(spelled(whole).startswith(begun) for begun in beginnings(spelled(half)))


def test_an_english_word_stays_the_beginning_of_itself() -> None:
    assert spelled("password").startswith(spelled("passw"))


@given(KANA)
def test_hiragana_and_katakana_are_one(kana: str) -> None:
    assert spelled("".join(chr(ord(character) + 0x60) for character in kana)) == spelled(kana)


@given(st.text(max_size=40))
def test_only_letters_and_digits_are_left(text: str) -> None:
    assert all(character.isalnum() or not character.isascii() for character in spelled(text))
    assert spelled(text) == spelled(text).casefold()
