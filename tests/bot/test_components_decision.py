"""The decision: what is answered, asked back and declined."""

import pytest

from bot.components.decision import CANDIDATES, NEAR, Decision, Thresholds, decide
from bot.text.entities import find_entities

THRESHOLDS = Thresholds(reject_below=0.2, clarify_below=0.25)
INTENTS = [
    "faq_backup_codes",
    "faq_billing_schedule",
    "faq_forgot_password",
    "faq_order_status",
    "account_order_status",
    "account_payment_due",
    "account_password_reset",
    "conversation_greet",
    "conversation_out_of_scope",
]


def decided(
    text: str,
    best: str,
    *,
    score: float = 0.9,
    outside: float = -0.9,
    confidence: float = 0.9,
    beside: dict[str, float] | None = None,
) -> Decision:
    scores = {intent: -0.8 + index / 1000 for index, intent in enumerate(INTENTS)} | {
        "conversation_out_of_scope": outside
    }
    scores |= (beside or {}) | {best: score}
    confidences = dict.fromkeys(INTENTS, (1 - confidence) / len(INTENTS)) | {best: confidence}
    return decide(text, find_entities(text), scores, confidences, THRESHOLDS)


def test_sure_is_answered() -> None:
    decision = decided("予備のコードは", "faq_backup_codes")
    assert decision.intent == "faq_backup_codes"
    assert decision.candidates[0] == "faq_backup_codes"
    assert len(decision.candidates) == CANDIDATES
    assert not {"conversation_greet", "conversation_out_of_scope"} & set(decision.candidates)


def test_close_runners_up_are_offered_beside_the_answer() -> None:
    beside = {
        "faq_forgot_password": 0.9 - NEAR + 0.01,
        "faq_order_status": 0.9 - NEAR - 0.01,
        "conversation_greet": 0.8,
    }
    decision = decided("予備のコードは", "faq_backup_codes", beside=beside)
    assert decision.intent == "faq_backup_codes"
    assert decision.near == ("faq_forgot_password",)


def test_a_clear_answer_and_small_talk_stand_alone() -> None:
    assert decided("予備のコードは", "faq_backup_codes").near == ()
    assert decided("おはよう", "conversation_greet", beside={"faq_order_status": 0.8}).near == ()


def test_what_an_entity_settles_has_nothing_beside_it() -> None:
    text = "注文ORD-2026-000123はどこで見られますか"
    decision = decided(text, "faq_order_status", beside={"faq_backup_codes": 0.8})
    assert decision.intent == "account_order_status"
    assert decision.near == ()


def test_small_margin_is_declined_with_choices() -> None:
    decision = decided("新幹線のコードは", "faq_backup_codes", score=-0.1, outside=-0.2)
    assert decision.intent == "conversation_out_of_scope"
    assert decision.candidates == ("faq_backup_codes",)


def test_declined_without_choices_if_nothing_is_near() -> None:
    decision = decided("新幹線のコードは", "faq_backup_codes", score=-0.7, outside=0.2)
    assert decision == Decision("conversation_out_of_scope", decision.confidence, ())


def test_margin_counts_not_the_maximum() -> None:
    assert decided("予備のコードは", "faq_backup_codes", score=-0.1, outside=-0.9).intent == "faq_backup_codes"


def test_unsure_is_asked_back() -> None:
    decision = decided("あれはどこ", "faq_order_status", confidence=0.2)
    assert decision.intent == "conversation_clarify"
    assert decision.candidates[0] == "faq_order_status"


@pytest.mark.parametrize("text", ["", "😀", "??", "。"])
def test_no_word_at_all(text: str) -> None:
    assert decided(text, "faq_backup_codes") == Decision("conversation_out_of_scope", 1.0, ())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ORD-2026-000123", "account_order_status"),
        ("ORD-2026-000123の状況を教えてください", "account_order_status"),
        ("CNT-000123は?", "account_contracts"),
        ("TKT-000123", "account_ticket_status"),
        ("INV-2026-000123です", "account_payment_due"),
        ("Oのほうだと?", "inform_due"),
        ("20日締めなら?", "inform_due"),
        ("口座振替だと?", "inform_due"),
        ("やっぱり5月分", "inform_due"),
        ("13月", "inform_due"),
        ("銀行振込じゃなくて口座振替", "inform_due"),
        ("Oに戻して", "inform_due"),
        ("20日締めと末日締めそれぞれ", "inform_due"),
        ("さっきのV だと?", "inform_due"),
        ("4/1〜4/30利用分", "inform_due"),
        ("FJcloud-V、7月分、末締めなら?", "account_payment_due"),
        ("tanaka01", "inform_login_id"),
        ("suzukiもお願いします", "inform_login_id"),
    ],
)
def test_shape_decides(text: str, intent: str) -> None:
    assert decided(text, "conversation_greet").intent == intent


def test_shape_offers_what_it_may_serve() -> None:
    assert decided("5月分", "conversation_greet").candidates[0] == "account_payment_due"
    assert decided("tanaka01", "conversation_greet").candidates[:2] == ("account_password_reset", "account_unlock")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("違います", "deny_answer"),
        ("役に立たない", "deny_answer"),
        ("もう死にたいです", "distress"),
        ("ログインできないし、もう死にたい", "distress"),
        ("このクソボット", "abuse"),
    ],
)
def test_words_without_a_subject_decide(text: str, intent: str) -> None:
    assert decided(text, "faq_backup_codes").intent == intent


@pytest.mark.parametrize("text", ["ふざけんな、予備のコードはどこだ", "違います、予備のコードのほうです"])
def test_a_request_behind_them_counts(text: str) -> None:
    assert decided(text, "faq_backup_codes").intent == "faq_backup_codes"


@pytest.mark.parametrize("text", ["死にたい", "バカ"])
def test_in_distress_and_abuse_nothing_but_a_person_is_offered(text: str) -> None:
    assert decided(text, "faq_backup_codes").candidates == ("conversation_handoff",)


def test_a_denial_has_a_ranking_and_not_itself_in_it() -> None:
    candidates = decided("違います", "faq_backup_codes").candidates
    assert candidates[0] == "faq_backup_codes"
    assert len(candidates) == CANDIDATES


@pytest.mark.parametrize("text", ["ログインできなくて死にそう", "違います、ログインできないんです"])
def test_a_bare_subject_in_an_outcry_is_asked_back(text: str) -> None:
    assert decided(text, "conversation_out_of_scope").intent == "conversation_clarify"


@pytest.mark.parametrize("text", ["2", "12345", "1999年"])
def test_a_bare_figure_is_asked_back(text: str) -> None:
    assert decided(text, "faq_backup_codes").intent == "conversation_clarify"


def test_bare_subject_is_asked_back() -> None:
    decision = decided("ログインできない", "conversation_out_of_scope", score=0.5)
    assert decision.intent == "conversation_clarify"
    assert "faq_account_locked" in decision.candidates


@pytest.mark.parametrize(
    ("text", "best", "intent"),
    [
        ("FJcloud-Vの4月分はいつ請求が確定しますか", "faq_billing_schedule", "account_payment_due"),
        ("FJcloud-Vはいつ請求が確定しますか", "faq_billing_schedule", "faq_billing_schedule"),
        ("Paidの審査どれくらい", "account_paid_screening", "faq_only_credit_card_selectable"),
        ("審査の期間を知りたい", "account_paid_screening", "faq_only_credit_card_selectable"),
        ("私の審査はあと何日ですか", "account_paid_screening", "account_paid_screening"),
        ("審査の状況は?何日も待っています", "account_paid_screening", "account_paid_screening"),
        ("ORD-2026-000123はどこで見られますか", "faq_order_status", "account_order_status"),
        ("tanaka01のパスワードを忘れました", "faq_forgot_password", "account_password_reset"),
        ("4月に使ったFJcloud-Vの料金はいつ引き落とし?末日締めです", "account_contracts", "account_payment_due"),
        ("FJcloud-Vの4月分の契約内容", "faq_view_contract", "faq_view_contract"),
        ("ログインID kenichi.sato も送ってください", "faq_forgot_login_id", "account_password_reset"),
        ("別のID ai.yoshidaのロックも解除して", "faq_forgot_login_id", "account_unlock"),
        ("ID tanaka01 かどうか忘れました", "faq_forgot_login_id", "faq_forgot_login_id"),
        ("ID tanaka01 のパスワードをリセット", "account_password_reset", "account_password_reset"),
    ],
)
def test_what_is_named_tells_near_twins_apart(text: str, best: str, intent: str) -> None:
    assert decided(text, best).intent == intent
