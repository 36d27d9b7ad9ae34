"""What the pages on which somebody chooses a password have in common: the rules to show, and what was wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from fastapi import Form

from backend.members.password_policy import MINIMUM_LENGTH, SYMBOLS, Rule, broken_rules

# The policy knows no upper limit; hashing needs one. Wherever a password is set it is what signing in takes.
LONGEST = 1000
Password = Annotated[str, Form(max_length=LONGEST)]

MISMATCH = "2つの入力欄のパスワードが一致していません。同じパスワードを入力してください。"

# For the macro `password_fields`. That only the listed symbols may be used stands beside the list, not in it.
POLICY: Mapping[str, object] = {
    "rules": [rule for rule in Rule if rule is not Rule.ONLY_ALLOWED],
    "symbols": SYMBOLS,
    "minimum_length": MINIMUM_LENGTH,
}

_KINDS = {
    Rule.DIGIT: "数字",
    Rule.CAPITAL: "英大文字",
    Rule.SMALL_LETTER: "英小文字",
    Rule.SYMBOL: "記号",
}


def password_errors(password: str, password_again: str) -> dict[str, str]:
    """What is wrong, by the field's name; empty if the password may be taken."""
    errors = {}
    if broken := broken_rules(password):
        errors["password"] = "".join(_sentences(broken))
    if password != password_again:
        errors["password_again"] = MISMATCH
    return errors


def _sentences(broken: Sequence[Rule]) -> Iterator[str]:
    """What to do about the rules that are broken: kinds of characters that are missing share a sentence."""
    if Rule.LENGTH in broken:
        yield f"パスワードは{MINIMUM_LENGTH}文字以上にしてください。"
    if missing := [_KINDS[rule] for rule in broken if rule in _KINDS]:
        each = "それぞれ" if len(missing) > 1 else ""
        yield f"パスワードには{'・'.join(missing)}を{each}1文字以上入れてください。"
    if Rule.ONLY_ALLOWED in broken:
        yield "パスワードに使えるのは、半角の英数字と、下の一覧にある記号だけです。"
