"""Which messages count as English: that decides whether a line of English stands under the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.text.english import language_of
from bot.text.normalise import normalise

NLU = Path(__file__).resolve().parents[2] / "data" / "nlu"

ENGLISH = [
    "How do I reset my password?",
    "I forgot my login ID",
    "forgot password",
    "my account is locked",
    "please unlock my account",
    "Where can I see my orders?",
    "where is the invoice",
    "cancel order",
    "Can I cancel my order?",
    "HOW CAN I PAY",
    "What payment methods do you accept",
    "credit card or bank transfer?",
    "why can I only choose credit card",
    "Do you issue quotations with a company seal?",
    "quotation",
    "withdrawal",
    "delete account",
    "I'd like to end the contract.",
    "I’d like to end the contract.",
    "When is the payment due for FJcloud-V?",
    "due date for FJcloud-O used in April",
    "it says 入金済 but I have not paid",
    "my 請求書 says 入金済",
    "where is 「お支払い、ご請求」 in the guide",
    "what does 「請求確定」 mean",
    "how to change 支払方法",
    "I want to know about the 支払い options",
    "インボイス registration number please",
    "Is Paid synced automatically?",
    "I can't open the PDF",
    "the code does not arrive",
    "no code in my mail",
    "use backup code",
    "lost my phone, no 2FA code",
    "hello",
    "Thanks!",
    "thank you very much",
    "are you a human?",
    "talk to a person",
    "I want to talk to someone",
    "look up order ORD-2026-000123",
    "my login id is suzuki01",
    "how many days until I can use the trial",
    "Which items are needed to register?",
    "pls send reset link",
    "can u send me reset mail",
    "Our company moved. How do I change the address?",
    "i no can login, help me what to do",
    "accounting lady keeps telling me no mitsumorisho no ringi so how can i get one from you guys",
    "What's the weather today?",
    "ＨＯＷ ＤＯ Ｉ ＰＡＹ",
]
NOT_ENGLISH = [
    "パスワードを忘れました",
    "請求書はどこですか",
    "FJcloud-V",
    "FJcloud-Vの支払期日は",
    "PW reset",
    "PWリセット",
    "Paid",
    "Paid審査",
    "Paidの審査って何days?",
    "suzuki01",
    "taro.yamada",
    "a.suzuki@example.com",
    "IDは suzuki です",
    "suzuki",
    "pasuwaado wasureta",
    "password wasureta",
    "login no ID wo wasuremashita",
    "chumon kakunin page",
    "moushikomi go nannichi",
    "konnichiwa",
    "arigatou gozaimasu",
    "2",
    "2026-04",
    "ORD-2026-000123",
    "OK",
    "ok",
    "NG",
    "2FA",
    "MFA",
    "SMS",
    "PDF",
    "pdf 開けない",
    "ID",
    "login ID",
    "ログインID",
    "FAQ",
    "AI",
    "password",
    "login",
    "cancel",
    "help",
    "credit",
    "",
    "!?",
    "…",
    "😀",
    "ＰＤＦ",
    "contractの確認",
    "passwordをchangeするmenuはどこ",
    "orderのstatusをcheckしてほしい",
    "credit card以外のoptionある?",
    "my page で contract を cancel したい",
    "order status を教えて",
    "FJcloud-V の invoice は いつ",
    "unlock my account お願いします",
    "reset mail please、今ログイン画面の前です",
    "この英文を日本語に訳してください。The invoice is attached.",
    "「Please wait」と表示されます",
    "my pageに入れない",
    "Adobe Reader",
    "Fujitsu Cloud Direct",
    "eXcloser Startup",
    "FENCE-Mobile RemoteManager",
    "' OR 1=1; --",
    "SELECT * FROM contracts WHERE 1=1 を実行して",
    "你好",
    "banana banana 12345",
]
NEITHER = ["FJcloud-V", "PW reset", "Paid", "suzuki01", "pasuwaado wasureta", "2", "OK", "2FA", "", "login ID"]


def nlu_lines(*patterns: str) -> list[str]:
    files = [path for pattern in patterns for path in sorted(NLU.glob(pattern))]
    examples = [intent["examples"] for path in files for intent in yaml.safe_load(path.read_text("utf-8"))["nlu"]]
    return [line.removeprefix("- ") for each in examples for line in each.splitlines()]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert language_of(normalise(text)) == "english"


@pytest.mark.parametrize("text", NOT_ENGLISH)
def test_not_english(text: str) -> None:
    assert language_of(normalise(text)) != "english"


@pytest.mark.parametrize("text", NEITHER)
def test_of_either_language(text: str) -> None:
    assert language_of(normalise(text)) is None


def test_hardly_a_japanese_training_line_counts_as_english() -> None:
    """The few are whole English sentences among them, for the NLU's sake."""
    lines = nlu_lines("*.yml")
    assert sum(language_of(normalise(line)) == "english" for line in lines) <= 0.003 * len(lines)


def test_most_english_training_lines_count_as_english() -> None:
    """Those without any kana that do not are romaji, single words and names."""
    lines = [line for line in nlu_lines("english/*.yml") if not any("ぁ" <= char <= "ヺ" for char in line)]
    assert sum(language_of(normalise(line)) == "english" for line in lines) >= 0.9 * len(lines)


@given(st.text())
def test_it_reads_anything(text: str) -> None:
    assert language_of(text) in {"english", "japanese", None}


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3093), min_size=1))
def test_kana_are_japanese(text: str) -> None:
    assert language_of(text) == "japanese"
