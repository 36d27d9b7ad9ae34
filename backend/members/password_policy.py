"""Which passwords are good enough, by the FAQ's policy. Pure."""

import string
from enum import StrEnum

MINIMUM_LENGTH = 10
DIGITS = string.digits
CAPITALS = string.ascii_uppercase
SMALL_LETTERS = string.ascii_lowercase
# As the FAQ lists them: neither the backslash nor the blank is among them.
SYMBOLS = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"

_ALLOWED = frozenset(DIGITS + CAPITALS + SMALL_LETTERS + SYMBOLS)


class Rule(StrEnum):
    """What a password has to satisfy: the FAQ knows four kinds of characters and asks for at least four kinds."""

    LENGTH = "length"
    DIGIT = "digit"
    CAPITAL = "capital"
    SMALL_LETTER = "small_letter"
    SYMBOL = "symbol"
    ONLY_ALLOWED = "only_allowed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Rule.LENGTH: f"{MINIMUM_LENGTH}文字以上",
    Rule.DIGIT: "数字を1文字以上",
    Rule.CAPITAL: "英大文字を1文字以上",
    Rule.SMALL_LETTER: "英小文字を1文字以上",
    Rule.SYMBOL: "記号を1文字以上",
    Rule.ONLY_ALLOWED: "半角の英数字と、下に挙げた記号だけ",
}


def broken_rules(password: str) -> list[Rule]:
    """The rules that this password breaks; none if it is good."""
    used = set(password)
    kept = {
        Rule.LENGTH: len(password) >= MINIMUM_LENGTH,
        Rule.DIGIT: not used.isdisjoint(DIGITS),
        Rule.CAPITAL: not used.isdisjoint(CAPITALS),
        Rule.SMALL_LETTER: not used.isdisjoint(SMALL_LETTERS),
        Rule.SYMBOL: not used.isdisjoint(SYMBOLS),
        Rule.ONLY_ALLOWED: used <= _ALLOWED,
    }
    return [rule for rule, is_kept in kept.items() if not is_kept]
