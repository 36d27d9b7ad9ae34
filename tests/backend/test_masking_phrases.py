"""Which part of what people type is masked, phrase by phrase."""

import re

import pytest

from backend.masking.mask import MASK, Circumstances, masked, may_hold_secret
from backend.masking.spans import Kind
from tests.backend.masking_phrases import CARDS, ORDINARY, PASSWORDS, phrases

NOTHING = Circumstances()
OUTSTANDING = Circumstances(code_outstanding=True)
ASKED_FOR_ID = Circumstances(awaits_login_id=True)


def typed_and_kept(phrase: str) -> tuple[str, str]:
    return phrase.replace("⟦", "").replace("⟧", ""), re.sub("⟦.+?⟧", MASK, phrase, flags=re.DOTALL)


def test_the_tables_are_worth_their_name() -> None:
    assert len(phrases(PASSWORDS) + phrases(CARDS)) >= 120
    assert len(phrases(ORDINARY)) >= 100


@pytest.mark.parametrize("phrase", phrases(PASSWORDS))
def test_a_password_alone_is_masked(phrase: str) -> None:
    typed, kept = typed_and_kept(phrase)
    assert may_hold_secret(typed)
    found = masked(typed, NOTHING)
    assert found.text == kept
    assert found.kinds == {Kind.PASSWORD}


@pytest.mark.parametrize("phrase", phrases(CARDS))
def test_a_card_is_masked(phrase: str) -> None:
    typed, kept = typed_and_kept(phrase)
    assert may_hold_secret(typed)
    found = masked(typed, NOTHING)
    assert found.text == kept
    assert found.kinds == {Kind.CARD}


@pytest.mark.parametrize("phrase", phrases(ORDINARY))
def test_the_rest_stays(phrase: str) -> None:
    assert masked(phrase, NOTHING).text == phrase


@pytest.mark.parametrize(
    "before", ["パスワードは", "パスワード：", "PW=", "新しいパスワードは、", "my password is", "パスワード送ります"]
)
@pytest.mark.parametrize(
    "phrase",
    [
        "⟦hunter2abc⟧",
        "⟦sakura⟧",
        "「⟦hunter2abc⟧」",
        "⟦hunter2abc⟧ です",
        "⟦hunter2abc⟧ なのに入れない",
        "⟦さくら2024⟧",
    ],
)
def test_a_password_in_the_next_message_is_masked(before: str, phrase: str) -> None:
    typed, kept = typed_and_kept(phrase)
    assert masked(typed, Circumstances(said_before=before)).text == kept


@pytest.mark.parametrize(
    "phrase",
    [
        "忘れました",
        "reset",
        "忘れました。IDはtanaka01です",
        "ORD-2026-000123",
        "FJcloud-Vと同じですか",
        "ABC-0042の状況を教えて",
    ],
)
def test_another_answer_to_one_s_own_announcement_stays(phrase: str) -> None:
    assert masked(phrase, Circumstances(said_before="パスワードは")).text == phrase


@pytest.mark.parametrize(
    "before", ["パスワードを忘れました", "パスワードは？", "パスワードは忘れました", "パスワード", "こんにちは", ""]
)
def test_without_an_announcement_a_word_is_a_word(before: str) -> None:
    assert masked("hunter2abc", Circumstances(said_before=before)).text == "hunter2abc"


@pytest.mark.parametrize("before", ["セキュリティコードは", "CVV:"])
def test_a_security_code_in_the_next_message_is_masked(before: str) -> None:
    assert masked("123", Circumstances(said_before=before)).text == MASK
    assert masked("123円", Circumstances(said_before=before)).text == "123円"


CODES = r"""
⟦123456⟧
⟦１２３４５６⟧
⟦123 456⟧
⟦１２３-４５６⟧
⟦12345678⟧
⟦123456⟧です
「⟦123456⟧」
⟦123456⟧でした！
コードが⟦123456⟧です
コードは「⟦123456⟧」
認証コード：⟦123 456⟧ で届きました
認証番号 ⟦123456⟧
確認番号は⟦１２３４５６⟧
ワンタイムコード⟦123456⟧
code: ⟦123456⟧
OTP ⟦123456⟧
⟦123456⟧が届きました
⟦123456⟧と来ました
"""
NO_CODES = r"""
12345
123456789
コードが届きません
コードを3回入れました
コードが届きません TKT-000123
コード ORD-2026-000123
ORD-2026-000123
TKT-000123 は？
コードが090-1234-5678に届かない
2026年7月31日
12,345円
"""


@pytest.mark.parametrize("phrase", phrases(CODES))
def test_a_code_is_masked_while_one_is_outstanding(phrase: str) -> None:
    typed, kept = typed_and_kept(phrase)
    found = masked(typed, OUTSTANDING)
    assert (found.text, found.kinds) == (kept, {Kind.CODE})
    assert masked(typed, NOTHING).text == typed


@pytest.mark.parametrize("phrase", phrases(NO_CODES))
def test_other_figures_are_no_code(phrase: str) -> None:
    assert masked(phrase, OUTSTANDING).text == phrase


@pytest.mark.parametrize(
    "login_id", ["4111111111111111", "４１１１１１１１１１１１１１１１", "123456", "12345678", "hunter2abc", "PW1234"]
)
def test_a_login_id_that_is_asked_for_stays_whatever_it_looks_like(login_id: str) -> None:
    asked = Circumstances(awaits_login_id=True, code_outstanding=True, said_before="パスワードは")
    assert masked(login_id, asked).text == login_id
    assert masked(f"IDは{login_id}です", asked).text == f"IDは{login_id}です"


@pytest.mark.parametrize(
    "phrase",
    [
        "パスワードは⟦hunter2abc⟧です",
        "カード番号は⟦4111111111111111⟧",
        "⟦4111 1111 1111 1111⟧",
        "ID: tanaka01 PW: ⟦hunter2abc⟧",
    ],
)
def test_what_is_no_login_id_is_masked_even_then(phrase: str) -> None:
    typed, kept = typed_and_kept(phrase)
    assert masked(typed, ASKED_FOR_ID).text == kept


def test_several_kinds_in_one_message() -> None:
    found = masked("コードは123456、パスワードはhunter2abc、カードは4111111111111111", OUTSTANDING)
    assert found.text == f"コードは{MASK}、パスワードは{MASK}、カードは{MASK}"
    assert found.kinds == {Kind.CODE, Kind.PASSWORD, Kind.CARD}


def test_invisible_characters_hide_nothing() -> None:
    assert masked("4111\u200b1111\u200d1111\u00ad1111", NOTHING).text == MASK
    assert masked("パスワードはhun\u200bter2です", NOTHING).text == f"パスワードは{MASK}です"
