"""account/payment_due: own invoices, or a due date worked out; with a form where something is missing."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import BackendRefusedError, Json, backend
from actions.base import Event, Outcome, WishAction
from actions.due_question import CARD, DueQuestion
from actions.due_reply import TOPIC, confirmation_reply, due_reply, question_data
from actions.due_words import DueMessage, read_message, read_slots, slot_events, wants_calculation
from actions.easy_labels import easy_month
from actions.form_turn import FILLED, GAVE_UP, REFUSED
from actions.invoices import InvoiceLookUp
from actions.labels import month_label
from actions.lookup import Wish
from actions.message import intent_of
from actions.reply import Choice, Reply
from actions.wording import NOTHING, Wording

_OWN = InvoiceLookUp()
_OPEN_FORM = [SlotSet("open_form", "payment_due"), SlotSet("form_misses", 0.0)]
_NO_FORM = [SlotSet("open_form", None)]
_OWN_SHOWN = [SlotSet("due_own", True)]
_CALCULATED = [SlotSet("due_own", None)]
_NO_CARD_CLOSING = Wording(
    "\nクレジットカードでのお支払いには、Paid決済の20日締め・末日締めは関係しません。",
    "\nクレジットカードで払（はら）うときは、"
    "Paid決済（けっさい）の「20日締め」（はつかじめ）や「末日締め」（まつじつじめ）は関係（かんけい）がありません。",
)
_DEBIT_DAY = Wording(
    "\n口座振替の場合は、口座振替日がお引き落としの日です。",
    "\n口座振替（こうざふりかえ）のときは、口座振替（こうざふりかえ）の日（ひ）に、口座（こうざ）からお金（かね）を払（はら）います。",
)


class ActionPaymentDue(WishAction):
    """Decides which of the two is wanted, and answers at once where all is known."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_payment_due"

    async def answer(self, tracker: Tracker) -> Outcome:
        """Say the invoices or the date, or have the form opened."""
        message, before = read_message(tracker), read_slots(tracker)
        if intent_of(tracker) == "inform_due" and not before.begun and not message.names_what and not message.mode:
            return Outcome(_which_way(message), _NO_FORM)
        if not wants_calculation(message) or _asks_for_other_invoices(tracker, message):
            outcome = await _OWN.outcome(tracker.sender_id, _OWN.wish(tracker))
            return Outcome(outcome.reply, [*outcome.events, *_OWN_SHOWN, *_NO_FORM])
        own = await _own_invoices_of_month(tracker, message, before)
        outcome = own or await _calculation(tracker.sender_id, message, before)
        # Answered whole, it was but a question in between for a form that asks for something else.
        form = (tracker.active_loop or {}).get("name")
        return replace(outcome, in_passing=outcome.reply is not None and form != "payment_due_form")


class ActionPaymentDueSubmit(Action):
    """Says the date once the form has everything, or lets go of it kindly."""

    def name(self) -> str:
        """As the domain lists it."""
        return "action_payment_due_submit"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:  # noqa: ARG002
        """Speak according to how the form ended; say nothing where another answer has just been given."""
        outcome = tracker.get_slot("form_outcome")
        if outcome == FILLED:
            reply, events = await _worked_out(tracker.sender_id, read_message(tracker), read_slots(tracker))
            reply.send(dispatcher, tracker)
            return events
        if outcome == REFUSED:
            dispatcher.utter_message(response="utter_payment_due_refused")
        if outcome == GAVE_UP:
            dispatcher.utter_message(response="utter_payment_due_gave_up")
        return []


async def _own_invoices_of_month(tracker: Tracker, message: DueMessage, before: DueQuestion) -> Outcome | None:
    """An identified member who names nothing but a month most likely means the invoice of that month."""
    only_month = message.said.month and not message.said.services and not message.names_how and not message.mode
    if not only_month or before.begun:
        return None
    answer = await backend().invoices(tracker.sender_id, message.said.month)
    # Without an invoice a question for the due date is worked out; 「先月のは？」 asks for no more than the invoice.
    if not answer["identified"] or not (answer["invoices"] or intent_of(tracker) == "inform_due"):
        return None
    return Outcome(_OWN.told(answer, Wish(TOPIC)), [SlotSet("pending_request", None), *_OWN_SHOWN, *_NO_FORM])


def _asks_for_other_invoices(tracker: Tracker, message: DueMessage) -> bool:
    """「先月のは？」, 「Vのは？」 after own invoices. Before signing in a service alone rather begins a calculation."""
    if intent_of(tracker) != "inform_due" or not tracker.get_slot("due_own"):
        return False
    names = message.said.month or (message.said.services and not tracker.get_slot("pending_request"))
    return bool(names) and not (message.names_how or message.invalid or message.mode)


async def _calculation(reference: str, message: DueMessage, before: DueQuestion) -> Outcome:
    if message.asks_nothing_but_calculation and not before.missing:
        # The question before is answered: this one is new.
        before = DueQuestion()
    question = await with_own_terms(reference, before.changed_by(message.said))
    only_confirmation = message.asks_confirmation and question.missing in {"due_method", "due_closing"}
    if (question.missing and not only_confirmation) or message.invalid:
        return Outcome(None, [*slot_events(question), *_CALCULATED, *_OPEN_FORM])
    reply, events = await _worked_out(reference, message, question)
    return Outcome(reply, [*events, *_CALCULATED, *_NO_FORM])


async def with_own_terms(reference: str, question: DueQuestion) -> DueQuestion:
    """Fill in the identified member's way of paying and closing where they were not said."""
    if question.closing or question.method == CARD:
        return question
    terms = await backend().billing_terms(reference)
    if not terms["identified"]:
        return question
    return question.filled_up(terms["payment_method"], terms["closing"])


async def _worked_out(reference: str, message: DueMessage, question: DueQuestion) -> tuple[Reply, list[Event]]:
    try:
        answers = [await _asked(reference, each) for each in question.each()]
    except BackendRefusedError as refused:
        if refused.code != "usage_month_invalid":
            raise
        asked = DueQuestion(question.services, None, question.method, question.closing)
        return _no_such_month(asked), slot_events(asked)
    # The month as resolved, so that 「先月」 means the same month in a follow-up after midnight, and the terms that the
    # backend knew of an identified member.
    others = zip(question.others, answers[1:], strict=True)
    resolved = DueQuestion(
        services=question.services,
        month=answers[0]["usage_month"],
        method=answers[0]["payment_method"],
        closing=answers[0]["closing"] or question.closing,
        others=tuple((services, answer["usage_month"]) for (services, _), answer in others),
    )
    year = _year_taken(question, answers[0]["usage_month"])
    if question.missing:
        return confirmation_reply(resolved, answers, year), slot_events(resolved)
    return due_reply(resolved, answers, year + _note(message)), slot_events(resolved)


def _note(message: DueMessage) -> Wording:
    if message.contradicts_itself:
        return _NO_CARD_CLOSING
    return _DEBIT_DAY if message.asks_debit_day and message.said.method else NOTHING


def _year_taken(question: DueQuestion, taken: str) -> Wording:
    """Which year a month said without one was taken for."""
    if not (question.month or "").startswith("--") or question.others:
        return NOTHING
    return Wording(
        f"\n年のご指定がありませんでしたので、{month_label(taken)}としてお答えします。",
        f"\n年（ねん）がわかりませんでした。ですから、{easy_month(taken)}の日（ひ）を書（か）きます。",
    )


async def _asked(reference: str, question: DueQuestion) -> Json:
    return await backend().due_dates(
        reference,
        services=question.services,
        usage_month=question.month or "",
        payment_method=question.method,
        closing=question.closing_that_counts,
    )


def _no_such_month(asked: DueQuestion) -> Reply:
    months = (("先月分", "P-1M"), ("今月分", "P0M"), ("来月分", "P1M"))
    choices = [Choice(title, TOPIC, {**question_data(asked), "usage_month": month}) for title, month in months]
    text = Wording(
        "そのご利用月の支払期日は計算できませんでした。ご利用月をもう一度お知らせください。",
        "その月（つき）の支払期日（しはらいきじつ）は計算（けいさん）できませんでした。"
        "使（つか）った月（つき）をもう一度（いちど）書（か）いてください。",
    )
    return Reply(TOPIC, text, tuple(choices))


def _which_way(message: DueMessage) -> Reply:
    """For a bare 「20日締め」 or 「口座振替」 with nothing that it could belong to."""
    data = question_data(DueQuestion(method=message.said.method, closing=message.said.closing))
    choices = (
        Choice("支払期日を計算する", TOPIC, data),
        Choice("締め日と支払日", "faq/closing_and_payment_dates"),
        Choice("使える支払方法", "faq/payment_methods"),
        Choice("請求確定と支払期日", "faq/billing_schedule"),
    )
    text = Wording(
        "お支払いのどの点についてのご質問でしょうか。近いものをお選びください。",
        "支払（しはら）いのどのことを知（し）りたいですか。近（ちか）いものを選（えら）んでください。",
    )
    return Reply("conversation/clarify", text, choices)
