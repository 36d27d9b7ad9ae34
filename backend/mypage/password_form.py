"""What the pages on which somebody chooses a password have in common: the rules to show, and what was wrong."""

from collections.abc import Mapping

from backend.members.password_policy import MINIMUM_LENGTH, SYMBOLS, Rule, broken_rules

MISMATCH = "2つの入力欄のパスワードが一致していません。同じパスワードを入力してください。"

# For the macro `password_fields`. That only the listed symbols may be used stands beside the list, not in it.
POLICY: Mapping[str, object] = {
    "rules": [rule for rule in Rule if rule is not Rule.ONLY_ALLOWED],
    "symbols": SYMBOLS,
    "minimum_length": MINIMUM_LENGTH,
}


def password_errors(password: str, password_again: str) -> dict[str, str]:
    """What is wrong, by the field's name; empty if the password may be taken."""
    errors = {}
    if broken := broken_rules(password):
        labels = "、".join(rule.label for rule in broken)
        errors["password"] = f"パスワードが次の条件を満たしていません：{labels}"
    if password != password_again:
        errors["password_again"] = MISMATCH
    return errors
