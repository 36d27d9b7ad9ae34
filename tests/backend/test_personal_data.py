"""What of a text staff see at first, and that they see all the rest."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.personal_data.finding import find
from backend.personal_data.parts import Hidden, Plain, hidden_value, masked, parts
from tests.backend.personal_data_phrases import HIDDEN, SHOWN

_MARKED = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_PHRASES = [(kind, phrase) for kind, phrases in HIDDEN.items() for phrase in phrases]


@pytest.mark.parametrize(("kind", "phrase"), _PHRASES, ids=[phrase for _, phrase in _PHRASES])
def test_personal_data_is_hidden_and_nothing_beside_it(kind: str, phrase: str) -> None:
    text = _MARKED.sub(r"\1", phrase)
    hidden = [part for part in parts(text) if isinstance(part, Hidden)]
    assert [part.value.strip(" 　") for part in hidden] == _MARKED.findall(phrase)
    assert {part.kind.value for part in hidden} == {kind}


@pytest.mark.parametrize("text", SHOWN)
def test_what_is_no_personal_data_is_shown(text: str) -> None:
    assert [part.value for part in parts(text) if isinstance(part, Hidden)] == []


def test_what_is_hidden_is_counted_and_hinted_at() -> None:
    found = parts("090-1234-5678 か tanaka@example.jp へ")
    assert found == [
        Hidden(found[0].kind, 0, "末尾 78", "090-1234-5678"),  # type: ignore[union-attr]
        Plain(" か "),
        Hidden(found[2].kind, 1, "@example.jp", "tanaka@example.jp"),  # type: ignore[union-attr]
        Plain(" へ"),
    ]
    assert hidden_value("090-1234-5678 か tanaka@example.jp へ", 1) == found[2]
    assert hidden_value("090-1234-5678", 1) is None


def test_where_nothing_can_be_revealed_it_is_blotted_out() -> None:
    assert masked("連絡先 090-1234-5678（田中）") == "連絡先 ●●●●（田中）"


_pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from([_MARKED.sub(r"\1", phrase) for _, phrase in _PHRASES] + SHOWN),
    st.from_regex(r"[0-9０-９ ー()（）@.+-]{1,25}", fullmatch=True),
)


@given(st.lists(_pieces, max_size=5).map("".join))
def test_parts_and_values_in_a_row_are_the_text(text: str) -> None:
    found = parts(text)
    assert "".join(part.text if isinstance(part, Plain) else part.value for part in found) == text
    hidden = [part for part in found if isinstance(part, Hidden)]
    assert [part.index for part in hidden] == list(range(len(hidden)))
    assert [hidden_value(text, part.index) for part in hidden] == hidden


_digit = st.sampled_from("0123456789０１２３４５６７８９")


@st.composite
def _numbers(draw: st.DrawFn) -> str:
    """A mobile number, in whatever width, parted in one of the usual ways."""
    digits = draw(st.sampled_from(["090", "080", "070", "050"])) + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=8, max_size=8))
    )
    sign = draw(st.sampled_from(["", "-", " ", "ー", "－", "‐", "の", "・"]))
    written = sign.join((digits[:3], digits[3:7], digits[7:]))
    return written.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if draw(st.booleans()) else written


@given(
    _numbers(),
    st.sampled_from(["", "電話は", "番号：", "(", "、", "私の番号、"]),
    st.sampled_from(["", "です", "。", ")", "まで", "\n"]),
)
def test_no_digits_of_a_phone_number_show(number: str, before: str, after: str) -> None:
    shown = "".join(part.text for part in parts(before + number + after) if isinstance(part, Plain))
    assert not any(char.isdecimal() for char in shown)


@given(st.text(alphabet="0123456789-ー ()@.aあ普通口座番号電話+", max_size=200))
def test_places_are_in_order_and_apart(text: str) -> None:
    places = find(text)
    assert all(one.start < one.end for one in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


def test_long_texts_take_no_time() -> None:
    """A member's text is at most 4,000 characters; none makes a regular expression go astray."""
    hostile = [
        "0" * 4000,
        "0-" * 2000,
        "口座" * 2000,
        "電話の" * 1300,
        "a@" * 2000,
        "1 " * 2000,
        "+" * 4000,
        "４２" * 2000,
    ]
    begun = time.process_time()
    for text in hostile:
        find(text)
    assert time.process_time() - begun < 1
