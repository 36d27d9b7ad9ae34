"""What the pages say of a new password that is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.members.password_policy import SYMBOLS, Rule, broken_rules
from backend.pages.password_form import MISMATCH, POLICY, password_errors

GOOD = "Brand-New-2026"


@given(st.text(max_size=20), st.text(max_size=20))
def test_only_a_good_password_typed_twice_has_no_errors(password: str, again: str) -> None:
    assert (password_errors(password, again) == {}) == (not broken_rules(password) and password == again)


WORDS = {
    Rule.LENGTH: "10文字以上",
    Rule.DIGIT: "数字",
    Rule.CAPITAL: "英大文字",
    Rule.SMALL_LETTER: "英小文字",
    Rule.SYMBOL: "記号",
    Rule.ONLY_ALLOWED: "下の一覧にある記号だけ",
}


@given(st.text(max_size=20))
def test_every_broken_rule_is_named_in_whole_sentences_that_depend_on_nothing_else(password: str) -> None:
    broken = broken_rules(password)
    said = password_errors(password, password).get("password", "")
    assert said == "" or said.endswith("。")
    sentences = {rule: [part for part in said.split("。") if WORDS[rule] in part] for rule in broken}
    assert all(sentences.values()), sentences
    alone = {Rule.LENGTH, Rule.ONLY_ALLOWED}
    assert said.count("。") == len({rule if rule in alone else "kinds" for rule in broken})


@pytest.mark.parametrize(
    ("password", "again", "errors"),
    [
        (GOOD, GOOD, {}),
        (GOOD, GOOD + "!", {"password_again": MISMATCH}),
        ("Abc1!", "Abc1!", {"password": "パスワードは10文字以上にしてください。"}),
        (
            "abcdefghijé",
            "abcdefghijé",
            {
                "password": "パスワードには数字・英大文字・記号をそれぞれ1文字以上入れてください。"
                "パスワードに使えるのは、半角の英数字と、下の一覧にある記号だけです。"
            },
        ),
        ("Abcdefghi1", "Abcdefghi1", {"password": "パスワードには記号を1文字以上入れてください。"}),
    ],
)
def test_each_field_is_told_its_own(password: str, again: str, errors: dict[str, str]) -> None:
    assert password_errors(password, again) == errors


def test_the_page_shows_the_policys_own_figures() -> None:
    assert POLICY["symbols"] == SYMBOLS
    assert POLICY["minimum_length"] == 10
