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
届いたのは⟦123456⟧って番号だけどどこに入れる？
メールに⟦123456⟧という数字がありました
⟦123456⟧を使えばいい？
⟦一二三四五六⟧
コードは⟦一二三四五〇⟧です
"""
ANNOUNCED_CODES = r"""
認証コード ⟦482913⟧ を入れたけどエラー
認証コードは⟦４８２９１３⟧なのに通らない
確認コード「⟦482 913⟧」が違うと出る
認証番号：⟦482913⟧
ワンタイムコード⟦482913⟧で入れない
認証コードは⟦四八二九一三⟧です
OTP ⟦482913⟧ is wrong
my verification code is ⟦482913⟧
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
    assert may_hold_secret(typed)
    assert (found.text, found.kinds) == (kept, {Kind.CODE})


@pytest.mark.parametrize("circumstances", [NOTHING, OUTSTANDING, ASKED_FOR_ID])
@pytest.mark.parametrize("phrase", phrases(ANNOUNCED_CODES))
def test_a_code_announced_as_one_is_always_masked(phrase: str, circumstances: Circumstances) -> None:
    typed, kept = typed_and_kept(phrase)
    assert may_hold_secret(typed)
    assert (masked(typed, circumstances).text, masked(typed, circumstances).kinds) == (kept, {Kind.CODE})


@pytest.mark.parametrize("phrase", ["123456", "123456です", "コードは「123456」", "123456が届きました", "一二三四五六"])
def test_without_one_outstanding_digits_are_digits(phrase: str) -> None:
    assert masked(phrase, NOTHING).text == phrase


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


@pytest.mark.parametrize(
    "phrase",
    [
        "momiji.ito / ⟦Momiji#2025!x⟧",
        "⟦Momiji#2025!x⟧",
        "momiji.ito、⟦kaede2026⟧ です",
        "ID: momiji_01 ⟦kaede2026⟧",
        "momiji@example.jp ⟦kaede2026⟧",
        "「momiji01」と「⟦kaede2026⟧」です",
        "momiji01 ⟦9876⟧",
    ],
)
def test_a_password_beside_or_instead_of_the_id_is_masked(phrase: str) -> None:
    typed, kept = typed_and_kept(phrase)
    assert masked(typed, ASKED_FOR_ID).text == kept
    assert masked(typed, ASKED_FOR_ID).kinds == {Kind.PASSWORD}


@pytest.mark.parametrize(
    "phrase",
    [
        "momiji.ito",
        "I forgot it",
        "momiji+test1@example.com",
        "momiji.ito です",
        "no thanks",
        "momiji-01 (momiji@example.jp)",
    ],
)
def test_an_ordinary_answer_to_the_question_for_the_id_stays(phrase: str) -> None:
    assert masked(phrase, ASKED_FOR_ID).text == phrase


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("カード番号は4111 1111 1111 1111", None),
        ("4111 1111 1111 1111", None),
        ("CVV 123", None),
        ("セキュリティコードは123です", None),
        ("パスワードはhunter2abc", None),
        ("私のパスワードは「hunter2abc」です。", None),
        ("my password is hunter2abc", None),
        ("認証コード 482913", None),
        ("パスワードをhunter2abcに変えたい", "パスワードをこれに変えたい"),
        ("378282246310005で決済エラー", "カードで決済エラー"),
        ("カード4111111111111111が使えない", "カードが使えない"),
        ("認証コード 482913 を入れたけどエラー", "認証コード を入れたけどエラー"),
        ("my password is hunter2abc but I cannot log in", "my password is this but I cannot log in"),
        ("Momiji#2025 って入れても入れません", "パスワード って入れても入れません"),
        ("パスワードは hunter2abc なのにログインできない", "パスワードを入れてもログインできない"),
        ("パスワードは「hunter2abc」で入れない", "パスワードを入れても入れない"),
        ("ログインID momiji pw hunter2abc で入れない", "ログインID momiji"),
        ("ログインID: momiji.ito, パスワード: Momiji#2025", "ログインID: momiji.ito"),
        ("IDはmomijiでパスワードはhunter2abcです", "IDはmomiji"),
        ("ID: momiji PASS hunter2abc", "ID: momiji"),
    ],
)
def test_what_the_bot_is_asked(typed: str, asked: str | None) -> None:
    assert masked(typed, NOTHING).for_bot == asked


@pytest.mark.parametrize("typed", ["momiji.ito / Momiji#2025!x", "momiji.ito kaede2026 です"])
def test_an_id_beside_a_password_reaches_the_bot_alone(typed: str) -> None:
    assert masked(typed, ASKED_FOR_ID).for_bot == "momiji.ito"


def test_several_kinds_in_one_message() -> None:
    found = masked("コードは123456、パスワードはhunter2abc、カードは4111111111111111", OUTSTANDING)
    assert found.text == f"コードは{MASK}、パスワードは{MASK}、カードは{MASK}"
    assert found.kinds == {Kind.CODE, Kind.PASSWORD, Kind.CARD}


def test_invisible_characters_hide_nothing() -> None:
    assert masked("4111\u200b1111\u200d1111\u00ad1111", NOTHING).text == MASK
    assert masked("パスワードはhun\u200bter2です", NOTHING).text == f"パスワードは{MASK}です"
