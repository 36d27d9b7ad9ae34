"""What holds of masking whatever is typed: no card survives, no number of ours is touched, nothing takes long."""

import json
import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backend.masking.card_numbers import find_card_secrets
from backend.masking.everyday_words import is_everyday
from backend.masking.folding import folded
from backend.masking.mask import MASK, Circumstances, masked, may_hold_secret
from backend.masking.passwords import announces_password
from backend.masking.spans import Kind

ROOT = Path(__file__).resolve().parents[2]
NOTHING = Circumstances()
EVERYTHING = Circumstances(code_outstanding=True, said_before="パスワードは")

# First digits and length, as the issuers give them out.
ISSUERS = [
    ("4", 13), ("4", 16), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15),
    ("300", 14), ("36", 14), ("38", 14), ("3528", 16), ("3589", 16), ("6011", 16), ("65", 16), ("62", 16), ("62", 19),
    ("81", 16), ("50", 13), ("6759", 18),
]  # fmt: skip
DIGIT_STYLES = ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"]
SEPARATORS = ["", " ", "-", "　", "－", ".", "．", "・", "ー", "−", "–", " - ", "\n", "_", "\u200b"]
PLACES = ["{}", "カードは{}です", "{}で払えますか", "Visa{}", "番号 {} が使えない", "「{}」", "No.{}。", "4月に{}で"]


def check_digit(digits: str) -> str:
    """By the standard's own description, on purpose not the code under test."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return str(-total % 10)


@st.composite
def card_numbers(draw: st.DrawFn) -> str:
    prefix, length = draw(st.sampled_from(ISSUERS))
    rest = draw(st.text("0123456789", min_size=length - 1 - len(prefix), max_size=length - 1 - len(prefix)))
    return prefix + rest + check_digit(prefix + rest)


@st.composite
def writings(draw: st.DrawFn) -> tuple[str, str]:
    """A card number in some writing, and what stands between its first digit and its last."""
    number = draw(card_numbers())
    style, separator = draw(st.sampled_from(DIGIT_STYLES)), draw(st.sampled_from(SEPARATORS))
    size = draw(st.sampled_from([1, 2, 4, 5, 6, 20]))
    groups = [number[at : at + size] for at in range(0, len(number), size)]
    return number, separator.join("".join(style[int(digit)] for digit in group) for group in groups)


@given(writings(), st.sampled_from(PLACES))
def test_no_card_number_survives(writing: tuple[str, str], place: str) -> None:
    number, written = writing
    kept = masked(place.format(written), NOTHING)
    assert Kind.CARD in kept.kinds
    assert number not in re.sub(r"\D", "", folded(kept.text))
    assert kept.text == place.format(MASK)


@given(card_numbers(), st.text(max_size=30), st.text(max_size=30))
def test_no_card_number_survives_among_other_text(number: str, before: str, after: str) -> None:
    kept = masked(f"{before}、{number}、{after}", NOTHING).text
    assert number not in kept


OWN = st.one_of(
    st.builds(
        "{}-{:04}-{:06}".format, st.sampled_from(["ORD", "INV"]), st.integers(2000, 2099), st.integers(0, 999999)
    ),
    st.builds("{}-{:06}".format, st.sampled_from(["CNT", "TKT"]), st.integers(0, 999999)),
    st.builds("T{:013}".format, st.integers(0, 10**13 - 1)),
)
FULL_WIDTH = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
OWN_WRITINGS = [str, str.lower, lambda number: number.translate(FULL_WIDTH), lambda number: number.replace("-", "")]
OWN_PLACES = [
    "{}",
    "{}の状況は",
    "パスワードは{}です",
    "コード {}",
    "カード番号は{}",
    "{} {} {}",
    "コードが届きません。{}",
]


@given(OWN, st.sampled_from(OWN_WRITINGS), st.sampled_from(OWN_PLACES), st.sampled_from([NOTHING, EVERYTHING]))
def test_our_own_numbers_are_never_touched(number, writing, place, circumstances) -> None:  # type: ignore[no-untyped-def]
    typed = place.replace("{}", writing(number))
    assert masked(typed, circumstances).text == typed


PASSWORD = st.from_regex(
    r"[a-z][A-Za-z0-9!@#$%^&*+]{2,20}[0-9][A-Za-z0-9!@#$%^&*+]{1,6}",
    fullmatch=True,
    alphabet=st.characters(codec="ascii"),
).filter(lambda word: not is_everyday(word.strip("!")))
SAID = [
    "パスワードは{}です",
    "パスワード：{}",
    "PW={}",
    "my password is {}",
    "パスワードは「{}」なのに入れない",
    "pass: {} でログインできない",
]


@given(PASSWORD, st.sampled_from(SAID))
def test_a_mixture_that_is_announced_is_masked(password: str, said: str) -> None:
    assert masked(said.format(password), NOTHING).text == said.format(MASK)


@given(st.text(max_size=300), st.booleans(), st.booleans(), st.text(max_size=20))
def test_it_never_fails_and_what_is_masked_stays_masked(
    text: str, awaits: bool, outstanding: bool, before: str
) -> None:
    circumstances = Circumstances(awaits, outstanding, before)
    once = masked(text, circumstances)
    assert bool(once.kinds) == (once.text != text)
    assert masked(once.text, Circumstances(awaits, outstanding)).text == once.text
    if once.kinds:
        assert may_hold_secret(text)


@given(st.text(max_size=200))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def utterances() -> list[str]:
    """Every example of data/nlu and of the open test sets, without the marks of entities."""
    texts = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines():
                texts.append(re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line.removeprefix("- ").strip()))
    for path in sorted((ROOT / "tests" / "nlu").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return texts


def test_no_question_of_the_training_data_is_changed() -> None:
    texts = utterances()
    assert len(texts) > 5000
    assert [text for text in texts if masked(text, Circumstances(code_outstanding=True)).text != text] == [
        # Bare digits, which are taken for a code while one is outstanding.
        text
        for text in texts
        if re.fullmatch(r"\d{6,8}", text)
    ]


ATOMS = [
    "パスワード", "は", "の", "の方", "前の", "パス", "PW", "pass ", "ID", "/", "と", "a", "1", "4", " ", "4111 ",
    "-", "「", "」", "'", "=", ":", "でした", "から", "今", "コード", "カード", "CVV", "です", "送", "\u200b", "。",
    "x!", "abc123 ", "ORD-", "さくら", "is ", "the ", "・", "\n", "T",
]  # fmt: skip


@pytest.mark.parametrize("first", ATOMS)
def test_no_long_text_takes_long(first: str) -> None:
    """Any pair over and over: a pattern that goes back and forth would take minutes."""
    began = time.process_time()
    for second in ATOMS:
        text = ((first + second) * 4000)[:4000]
        assert masked(text, EVERYTHING).for_bot != ""
        announces_password(folded(text))
    assert (time.process_time() - began) / len(ATOMS) < 0.25


def test_a_usual_message_takes_no_time() -> None:
    texts = utterances()
    began = time.process_time()
    for text in texts:
        if may_hold_secret(text):
            masked(text, NOTHING)
    assert (time.process_time() - began) / len(texts) < 0.0002


def test_digits_without_a_break_stay_where_an_id_is_awaited() -> None:
    assert not list(find_card_secrets("4111111111111111", keep_plain_digits=True))
