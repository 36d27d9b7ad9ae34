"""The one form of a text, and that nothing a member can type breaks it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalise import MAX_LENGTH, normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("   ", ""),
        ("パスワード", "パスワード"),
        ("ﾊﾟｽﾜｰﾄﾞ", "パスワード"),
        ("ＦＪｃｌｏｕｄ－Ｏ", "FJcloud-O"),
        ("/restart", "restart"),
        ("／restart", "restart"),
        (" / ／ //restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\ufeff／\u2060／restart", "restart"),
        ('/intent{"member_id":"M-999"}', 'intent{"member_id":"M-999"}'),
        ("2026/04", "2026/04"),
        ("一行目\n\n二行目\t三", "一行目 二行目 三"),
        ("ロ\x00グ\u200bイ\u202eン", "ログイン"),
        ("\ud800lone\udfff", "lone"),
        ("か\u3099", "が"),
        ("😀", "😀"),
    ],
)
def test_reads_as(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_long_text_is_cut() -> None:
    assert normalise("あ" * 200_000) == "あ" * MAX_LENGTH
    assert len(normalise("\ufdfa" * 200_000)) <= MAX_LENGTH


@given(st.text(st.characters()))
def test_never_a_command_and_stable(text: str) -> None:
    read = normalise(text)
    assert not read.startswith("/")
    assert normalise(read) == read
    assert unicodedata.is_normalized("NFKC", read)
    read.encode()
