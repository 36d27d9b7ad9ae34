"""The FAQ's password policy, character by character."""

import string
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.members.password_policy import SYMBOLS, Rule, broken_rules

# The FAQ's own line, blanks and all.
FAQ_LINE = "! \" # $ % & ' ( ) * + , - . / : ; < = > ? @ [ ] ^ _ ` { | } ~"
FAQ_SYMBOLS = list(FAQ_LINE.replace(" ", ""))
GOOD = "Abcdefg12"


def test_the_symbols_are_the_faqs() -> None:
    assert list(SYMBOLS) == FAQ_SYMBOLS
    assert set(string.punctuation) - set(SYMBOLS) == {"\\"}


@pytest.mark.parametrize("symbol", FAQ_SYMBOLS)
def test_every_listed_symbol_will_do(symbol: str) -> None:
    assert broken_rules(GOOD + symbol) == []


@pytest.mark.parametrize("character", ["\\", " ", "\t", "\n", "\0", "\x7f", "あ", "！", "Ａ", "１", "é", "€", "😀"])
def test_nothing_else_will(character: str) -> None:
    assert broken_rules(GOOD + "!" + character) == [Rule.ONLY_ALLOWED]


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        ("Abcdef12!", [Rule.LENGTH]),
        ("Abcdefghi!", [Rule.DIGIT]),
        ("abcdefg12!", [Rule.CAPITAL]),
        ("ABCDEFG12!", [Rule.SMALL_LETTER]),
        ("Abcdefgh12", [Rule.SYMBOL]),
        ("", [Rule.LENGTH, Rule.DIGIT, Rule.CAPITAL, Rule.SMALL_LETTER, Rule.SYMBOL]),
        ("ＡＢＣＤＥＦＧ１２！", [Rule.DIGIT, Rule.CAPITAL, Rule.SMALL_LETTER, Rule.SYMBOL, Rule.ONLY_ALLOWED]),
    ],
)
def test_each_rule_is_named(password: str, broken: list[Rule]) -> None:
    assert broken_rules(password) == broken


_KINDS = [string.digits, string.ascii_uppercase, string.ascii_lowercase, SYMBOLS]


@given(st.tuples(*(st.text(kind, min_size=3, max_size=6) for kind in _KINDS)), st.randoms())
def test_all_four_kinds_in_any_order_are_good(parts: tuple[str, ...], random: Random) -> None:
    characters = list("".join(parts))
    random.shuffle(characters)
    assert broken_rules("".join(characters)) == []


@given(st.text(max_size=30))
def test_what_is_good_holds_all_four_kinds_and_no_more(password: str) -> None:
    used = set(password)
    is_good = len(password) >= 10 and all(used & set(kind) for kind in _KINDS) and used <= set("".join(_KINDS))
    assert (broken_rules(password) == []) is is_good
