"""What people type, made fit to store: nothing in it that is no writing, and nothing else lost."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.core.text import cleaned

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXTS = st.text(st.characters() | st.sampled_from(TURNS + "\r\n\t\u0000\u200f\ud800"))


@given(TEXTS)
@example("\u202e\u0000\ud800")
def test_nothing_is_left_that_is_no_writing(text: str) -> None:
    found = cleaned(text)
    assert not set(found) & set(TURNS)
    assert all(char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"} for char in found)
    assert cleaned(found) == found


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=TURNS)))
def test_writing_is_kept(text: str) -> None:
    assert cleaned(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\u202e\u2066moc.knab\u2069\u202c から", "moc.knab から"),
        ("مرحبا\u200f!", "مرحبا\u200f!"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_a_text_reads_as_it_is(text: str, kept: str) -> None:
    assert cleaned(text) == kept
