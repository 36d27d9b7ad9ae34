"""Reading a message about due dates, and keeping the question in the tracker's slots."""

import re
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import Event
from actions.due_question import BOTH_CLOSINGS, DueQuestion, told_apart
from actions.message import entities_of, entity_of, text_of
from bot.text.services import narrow

# Amounts are on an invoice only; no calculation tells them.
_AMOUNT = re.compile(r"いくら|金額|請求額|何円|料金|費用|未払|残高|残って")
_OWN = re.compile(r"自分|自社|私|わたし|わたくし|僕|俺|(?<![そこの])うち(?!わけ)|弊社|当社|我が社|当方")
# The families that have kinds, and the words that tell members of an ambiguous name apart once it was asked back.
_FAMILIES = ("excloser", "fence_mail")
_TELLING = {
    "fence": (
        (re.compile(r"モバイル|mobile|リモート|remote", re.IGNORECASE), "fence_mobile"),
        (re.compile(r"メール|mail|誤送信", re.IGNORECASE), "fence_mail"),
    ),
    "fjcloud": (
        (re.compile(r"(?<![a-z])o(?![a-z])|オー", re.IGNORECASE), "fjcloud_o"),
        (re.compile(r"(?<![a-z])v(?![a-z])|ブイ|ヴイ", re.IGNORECASE), "fjcloud_v"),
    ),
}
_UNSURE = re.compile(r"わかりません|わからな|分かりません|分からな|不明|知りません|知らない|どちらか|忘れ")


@dataclass(frozen=True)
class DueMessage:
    """What one message says about due dates."""

    said: DueQuestion
    invalid_month: str | None = None
    invalid_closing: str | None = None
    invoice_named: bool = False
    mode: str | None = None
    asks_amount: bool = False
    says_own: bool = False
    unsure: bool = False

    @property
    def names_what(self) -> bool:
        """Whether it names a service or a month, be it one that cannot be."""
        return bool(self.said.begun or self.invalid_month)

    @property
    def names_how(self) -> bool:
        """Whether it names a closing or a way of paying."""
        return bool(self.said.closing or self.said.method or self.invalid_closing)

    @property
    def invalid(self) -> bool:
        """Whether it names something that cannot be."""
        return bool(self.invalid_month or self.invalid_closing)


def read_message(tracker: Tracker) -> DueMessage:
    """Read the latest message."""
    text = text_of(tracker)
    said = DueQuestion(
        services=_services(tracker),
        month=entity_of(tracker, "usage_month"),
        method=entity_of(tracker, "payment_method"),
        closing=entity_of(tracker, "closing"),
    )
    return DueMessage(
        said=said,
        invalid_month=entity_of(tracker, "invalid_month"),
        invalid_closing=entity_of(tracker, "invalid_closing"),
        invoice_named=bool(entities_of(tracker, "invoice_number")),
        mode=entity_of(tracker, "mode"),
        asks_amount=bool(_AMOUNT.search(text)),
        says_own=bool(_OWN.search(text)),
        unsure=bool(_UNSURE.search(text)),
    )


def _services(tracker: Tracker) -> tuple[str, ...]:
    """Those named; else what a kind (「基本利用のほう」) or a word (「モバイル」) means among those talked about."""
    named = told_apart(entities_of(tracker, "service"))
    if named:
        return named
    before = read_slots(tracker)
    families = [name for name in _FAMILIES if any(service.startswith(name) for service in before.services)]
    kinds = entities_of(tracker, "service_kind")
    of_kind = tuple(service for family in families for kind in kinds if (service := narrow(family, kind)))
    telling = _TELLING.get(before.ambiguous or "", ())
    return of_kind or tuple(service for word, service in telling if word.search(text_of(tracker)))


def read_slots(tracker: Tracker) -> DueQuestion:
    """The question as far as it was known before the latest message."""
    return DueQuestion(
        services=tuple(tracker.get_slot("due_services") or ()),
        month=tracker.get_slot("due_month"),
        method=tracker.get_slot("due_method"),
        closing=tracker.get_slot("due_closing"),
    )


def slot_events(question: DueQuestion) -> list[Event]:
    """Keep the question for the next message."""
    return [
        SlotSet("due_services", list(question.services) or None),
        SlotSet("due_month", question.month),
        SlotSet("due_method", question.method),
        SlotSet("due_closing", question.closing),
    ]


def wants_calculation(message: DueMessage) -> bool:
    """Whether a due date is to be worked out, rather than the member's own invoices looked up."""
    if message.mode:
        return message.mode == "calculate"
    if message.invoice_named or message.asks_amount:
        return False
    if message.said.services:
        return True
    if message.says_own:
        return False
    return message.names_what or message.names_how


def settled_if_unsure(question: DueQuestion, message: DueMessage) -> DueQuestion:
    """Somebody who cannot say how they pay gets the dates of both closings."""
    if message.unsure and question.missing in {"due_method", "due_closing"}:
        return question.changed_by(DueQuestion(closing=BOTH_CLOSINGS))
    return question
