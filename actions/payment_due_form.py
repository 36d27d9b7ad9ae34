"""The form of a due date: reads each answer and decides what to ask next."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Event
from actions.due_words import (
    DueMessage,
    read_message,
    read_slots,
    settled_if_unsure,
    slot_events,
    wants_calculation,
)
from actions.form_turn import (
    FILLED,
    REFUSED,
    after_digression,
    answers_form,
    ask,
    end,
    missed,
    presses,
    refuses,
    take_up_again,
)
from actions.message import intent_of

_OWN_INTENTS = {"account_payment_due", "inform_due"}
# The message may be any of these and still be nothing but an answer: they are what the NLU says when it is unsure,
# and the FAQ subjects whose words an answer is made of (「末日締めです」).
_NEAR_INTENTS = {
    "conversation_clarify",
    "conversation_out_of_scope",
    "faq_billing_schedule",
    "faq_closing_and_payment_dates",
    "faq_paid_invoice_period",
    "faq_payment_methods",
    "inform_login_id",
}
# What the NLU makes of a message that tells it little.
_UNDECIDED = {"conversation_clarify", "conversation_out_of_scope", "conversation_thanks", "conversation_greet"}
_QUESTION_ENDS = ("?", "？", "か", "か。", "の", "教えて", "教えてください")


class ValidatePaymentDueForm(Action):
    """Returns no event where the message is none of the form's business: Rasa then lets the rules answer it."""

    def name(self) -> str:
        """As Rasa derives it from the form's name."""
        return "validate_payment_due_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Slots learnt, and the slot to ask for next."""
        before = read_slots(tracker)
        if not answers_form(tracker):
            if after_digression(tracker):
                return take_up_again(tracker, before.missing or tracker.get_slot("requested_slot") or "due_services")
            return ask(_invalid_slot(read_message(tracker)) or before.missing or "due_services")
        if refuses(tracker):
            return end(REFUSED)
        if presses(tracker):
            return missed(tracker, before.missing or "due_services")
        message = read_message(tracker)
        if not _for_form(tracker, message, before.missing):
            return []
        return _progress(tracker, message)


def _progress(tracker: Tracker, message: DueMessage) -> list[Event]:
    before = read_slots(tracker)
    question = settled_if_unsure(before.changed_by(message.said), message)
    # What was known already, said again, is no failure to answer.
    said_again = message.names_what or message.names_how
    if message.invalid or (question == before and not said_again):
        # Asked about an invalid month, the rest of the message still counts.
        wanted = _invalid_slot(message) or question.missing or "due_services"
        return [*slot_events(question), *missed(tracker, wanted)]
    events = slot_events(question)
    return [*events, *(ask(question.missing) if question.missing else end(FILLED))]


def _invalid_slot(message: DueMessage) -> str | None:
    if message.invalid_month:
        return "due_month"
    if message.invalid_method:
        return "due_method"
    return "due_closing" if message.invalid_closing else None


def _for_form(tracker: Tracker, message: DueMessage, asked: str | None) -> bool:
    intent = intent_of(tracker)
    if intent in _OWN_INTENTS:
        # 「自分の請求はいくら？」 in the middle is another wish; a bare 「支払期日は？」 is not.
        elsewhere = message.says_own or message.asks_amount or message.mode == "own" or message.invoice_named
        return wants_calculation(message) or not elsewhere
    if intent == "deny_answer" or (intent in _UNDECIDED and (message.pauses or _cannot_tell(tracker, message))):
        # Inside the form 「違います」 denies what the form has understood, so it asks again.
        return True
    return intent in _NEAR_INTENTS and _tries_to_answer(tracker, message, asked)


def _tries_to_answer(tracker: Tracker, message: DueMessage, asked: str | None) -> bool:
    if message.invalid or message.unknown_service:
        return True
    if (message.unsure or message.wants_all) and asked in {"due_method", "due_closing"}:
        return True
    return _answers(message, asked) and not _is_question(tracker)


def _cannot_tell(tracker: Tracker, message: DueMessage) -> bool:
    return message.unsure and not _is_question(tracker)


def _answers(message: DueMessage, asked: str | None) -> bool:
    said = message.said
    return {
        "due_services": bool(said.services),
        "due_month": bool(said.month),
        "due_method": bool(said.method or said.closing),
        "due_closing": bool(said.closing or said.method),
    }.get(asked or "", False)


def _is_question(tracker: Tracker) -> bool:
    return str(tracker.latest_message.get("text") or "").strip().endswith(_QUESTION_ENDS)
