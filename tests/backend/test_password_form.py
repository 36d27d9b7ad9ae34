"""What the pages say of a new password that is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.members.password_policy import SYMBOLS, broken_rules
from backend.mypage.password_form import MISMATCH, POLICY, password_errors

GOOD = "Brand-New-2026"


@given(st.text(max_size=20), st.text(max_size=20))
def test_only_a_good_password_typed_twice_has_no_errors(password: str, again: str) -> None:
    assert (password_errors(password, again) == {}) == (not broken_rules(password) and password == again)


@given(st.text(max_size=20))
def test_every_broken_rule_is_named_and_nothing_of_the_password(password: str) -> None:
    labels = "、".join(rule.label for rule in broken_rules(password))
    expected = {"password": f"パスワードが次の条件を満たしていません：{labels}"} if labels else {}
    assert password_errors(password, password) == expected


@pytest.mark.parametrize(
    ("password", "again", "errors"),
    [
        (GOOD, GOOD, {}),
        (GOOD, GOOD + "!", {"password_again": MISMATCH}),
        ("Abc1!", "Abc1!", {"password": "パスワードが次の条件を満たしていません：10文字以上"}),
    ],
)
def test_each_field_is_told_its_own(password: str, again: str, errors: dict[str, str]) -> None:
    assert password_errors(password, again) == errors


def test_the_page_shows_the_policys_own_figures() -> None:
    assert POLICY["symbols"] == SYMBOLS
    assert POLICY["minimum_length"] == 10
