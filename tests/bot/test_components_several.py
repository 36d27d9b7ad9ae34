"""When a message counts as several questions."""

import pytest

from bot.components.decision import Decision
from bot.components.several import SURE, with_parts


def said(intent: str, confidence: float = 0.9) -> Decision:
    return Decision(intent, confidence, (intent,))


QUOTATION, WITHDRAWAL, METHODS = said("faq_quotation"), said("faq_withdrawal"), said("faq_payment_methods")


@pytest.mark.parametrize(
    "whole", [QUOTATION, WITHDRAWAL, said("conversation_clarify"), said("conversation_out_of_scope")]
)
def test_the_first_is_answered_and_the_others_named(whole: Decision) -> None:
    decision = with_parts(whole, [QUOTATION, WITHDRAWAL, METHODS])
    assert decision.intent == "faq_quotation"
    assert decision.also == ("faq_withdrawal", "faq_payment_methods")


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [QUOTATION],
        [QUOTATION, QUOTATION],
        [QUOTATION, said("faq_withdrawal", SURE - 0.01)],
        [QUOTATION, said("conversation_out_of_scope")],
        [QUOTATION, said("conversation_clarify")],
        [QUOTATION, said("conversation_greet")],
        [QUOTATION, said("deny_answer")],
        [said("faq_account_locked"), said("account_unlock")],
        [said("faq_order_status"), said("account_order_status")],
    ],
)
def test_anything_less_leaves_the_message_whole(parts: list[Decision]) -> None:
    whole = parts[0] if parts else QUOTATION
    assert with_parts(whole, parts) == whole


def test_a_whole_about_something_else_knows_better() -> None:
    whole = said("faq_pdf_viewer")
    assert with_parts(whole, [QUOTATION, WITHDRAWAL]) == whole


def test_a_part_to_be_asked_back_is_offered_by_its_likeliest_meaning_and_never_answered() -> None:
    broad = Decision("conversation_clarify", 0.9, ("account_payment_due", "faq_billing_schedule"))
    decision = with_parts(said("conversation_clarify"), [broad, QUOTATION])
    assert decision.intent == "faq_quotation"
    assert decision.also == ("account_payment_due",)
    assert with_parts(broad, [broad, broad]) == broad
