"""Reading a message about due dates, and keeping the question in the tracker's slots."""

import re
from dataclasses import dataclass, replace

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import Event
from actions.due_months import corrects, is_of_payment, pairs
from actions.due_question import AMBIGUOUS, BOTH_CLOSINGS, CARD, DueQuestion, told_apart
from actions.labels import month_after
from actions.login_id import is_everyday, says_nothing
from actions.message import entities_of, entity_of, named_in_order, text_of
from bot.text.other_companies import OTHER_COMPANY
from bot.text.services import narrow

# Amounts are on an invoice only; no calculation tells them.
_AMOUNT = re.compile(r"いくら|金額|請求額|何円|未払|残高|残って")
# These may be named only to ask when they are to be paid.
_MONEY = re.compile(r"料金|費用")
_WHEN = re.compile(r"いつ|何日|期日|期限|引き?落と?し")
_CALCULATES = re.compile(r"計算")
_CONFIRMED = re.compile(r"確定")
_PAID = re.compile(r"支払|払|引き?落と?し|振替|期日|期限")
_NO_METHOD = re.compile(r"現金|コンビニ|代引き?|電子マネー|小切手|手形|paypay", re.IGNORECASE)
_NO_SERVICE = re.compile(r"FJ[-\s]?cloud[-\s]?[A-NP-UW-Z](?![A-Za-z])", re.IGNORECASE)
_NAME_ALONE = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z0-9 .+_-]{1,29}|[ァ-ヶー・]{2,20})"
    r"(?:です|でした|なんですが|だよ|かな|のほう|で|でお願いします)?[。.]?"
)
# Bare figures and words, which only the question before them gives a meaning.
_END = r"\s?(?:です|で|でお願いします|にします)?[。.?]?"
_BARE_CLOSING = re.compile(rf"(?:20|二十)日?{_END}")
_BARE_METHODS = (
    (re.compile(rf"銀行(?:から|のほう|の方)?{_END}"), "bank_transfer"),
    (re.compile(rf"口座(?:から|のほう|の方)?{_END}"), "direct_debit"),
)
_BARE_MONTH = re.compile(rf"(?P<month>1[0-2]|[1-9]){_END}")
_ALL = re.compile(r"両方|どっちも|どちらも|全部|すべて|どっちでも|どちらでも|それぞれ")
# 「それは引き落としの日？」 asks what the day just told is.
_DEBIT_DAY = re.compile(
    r"(?:それ|その日|その日付|これ).*(?:引き?落と?し|引落|振替)|(?:引き?落と?し|引落|振替)の?日(?:です|なの|って)?か?[?。]*$"
)
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
_UNSURE = re.compile(
    r"わかりません|わからな|わからん|わかんな|分かりません|分からな|分からん|判らな|不明|知りません|知らな|知らん|どちらか|忘れ|覚えて(?:い)?な"
)


@dataclass(frozen=True)
class DueMessage:
    """What one message says about due dates."""

    said: DueQuestion
    invalid_month: str | None = None
    invalid_closing: str | None = None
    invalid_method: str | None = None
    # As typed, where it names no service of ours (FJcloud-X).
    unknown_service: str | None = None
    invoice_named: bool = False
    mode: str | None = None
    asks_amount: bool = False
    asks_calculation: bool = False
    asks_confirmation: bool = False
    asks_debit_day: bool = False
    says_own: bool = False
    unsure: bool = False
    # 「両方」: every possible answer at once.
    wants_all: bool = False
    # 「うーん」: nothing yet, and nothing else either.
    pauses: bool = False

    @property
    def names_what(self) -> bool:
        """Whether it names a service or a month, be it one that cannot be."""
        return bool(self.said.begun or self.invalid_month)

    @property
    def names_how(self) -> bool:
        """Whether it names a closing or a way of paying."""
        return bool(self.said.closing or self.said.method or self.invalid_closing or self.invalid_method)

    @property
    def invalid(self) -> bool:
        """Whether it names something that cannot be."""
        return bool(self.invalid_month or self.invalid_closing or self.invalid_method)

    @property
    def asks_nothing_but_calculation(self) -> bool:
        """Whether it is the bare wish to have a due date worked out."""
        wished = self.mode == "calculate" or self.asks_calculation
        return wished and not self.names_what and not self.names_how and not self.said.year

    @property
    def contradicts_itself(self) -> bool:
        """Whether it names a card together with a closing, which only Paid has."""
        return bool(self.said.method == CARD and self.said.closing)


def read_message(tracker: Tracker) -> DueMessage:
    """Read the latest message."""
    text, before = text_of(tracker), read_slots(tracker)
    month_pairs = pairs(named_in_order(tracker, ("service", "usage_month")), text)
    said = DueQuestion(
        services=(month_pairs[0][0] if month_pairs else ()) or _services(tracker),
        month=month_pairs[0][1] if month_pairs else _month(tracker, text),
        method=_method(tracker, text),
        closing=_closing(tracker, text),
        others=month_pairs[1:],
        year=entity_of(tracker, "usage_year"),
    )
    asks_debit_day = bool(said.method == "direct_debit" and _DEBIT_DAY.search(text))
    if asks_debit_day and before.method == CARD:
        # Whose day that is does not make it another way of paying.
        said = replace(said, method=None)
    no_method = None if said.method else _NO_METHOD.search(text)
    return DueMessage(
        said=said,
        unknown_service=_unknown_service(text, asked=before.missing == "due_services" and not said.services),
        invalid_month=entity_of(tracker, "invalid_month"),
        invalid_closing=entity_of(tracker, "invalid_closing"),
        invalid_method=no_method[0] if no_method else None,
        invoice_named=bool(entities_of(tracker, "invoice_number")),
        mode=entity_of(tracker, "mode"),
        asks_amount=bool(_AMOUNT.search(text) or (_MONEY.search(text) and not _WHEN.search(text))),
        asks_calculation=bool(_CALCULATES.search(text)),
        asks_confirmation=bool(_CONFIRMED.search(text) and not _PAID.search(text)),
        says_own=bool(_OWN.search(text)),
        asks_debit_day=asks_debit_day,
        unsure=bool(_UNSURE.search(text)),
        wants_all=bool(_ALL.search(text)),
        pauses=bool(text) and not tracker.latest_message.get("entities") and says_nothing(text),
    )


def _unknown_service(text: str, *, asked: bool) -> str | None:
    """A name like ours that is not one; asked for a service, also any name that stands alone (「kintoneです」)."""
    like_ours = _NO_SERVICE.search(text)
    if like_ours:
        return like_ours[0]
    alone = _NAME_ALONE.fullmatch(text.strip()) if asked else None
    if not alone or (is_everyday(alone["name"]) and not re.search(OTHER_COMPANY, alone["name"], re.IGNORECASE)):
        return None
    return alone["name"].strip()


def _month(tracker: Tracker, text: str) -> str | None:
    """The month named; else what a bare figure or 「翌月は？」 (`month_step`) means after what was asked."""
    named, before = entity_of(tracker, "usage_month"), read_slots(tracker)
    if named and is_of_payment(text) and (not before.begun or before.missing == "due_month"):
        return None
    if named:
        return named
    bare = _BARE_MONTH.fullmatch(text.strip())
    if bare and before.missing == "due_month":
        return f"--{int(bare['month']):02d}"
    step = entity_of(tracker, "month_step")
    if step and before.month and re.fullmatch(r"\d{4}-\d{2}", before.month):
        return month_after(before.month, int(step))
    return None


def _method(tracker: Tracker, text: str) -> str | None:
    """The way of paying named; asked for it, also by half its name."""
    named = entity_of(tracker, "payment_method")
    if named or read_slots(tracker).missing != "due_method":
        return named
    return next((method for words, method in _BARE_METHODS if words.fullmatch(text.strip())), None)


def _closing(tracker: Tracker, text: str) -> str | None:
    """The closing named; both where both are (「それぞれ」), but for a correction."""
    named = entities_of(tracker, "closing")
    if {"20", "end"} <= set(named) and not corrects(text):
        return BOTH_CLOSINGS
    asked = read_slots(tracker).missing in {"due_method", "due_closing"}
    if not named and asked and _BARE_CLOSING.fullmatch(text.strip()):
        return "20"
    return named[-1] if named else None


def _services(tracker: Tracker) -> tuple[str, ...]:
    """Those named; else what a kind (「基本利用のほう」) or a word (「モバイル」) means among those talked about."""
    named = told_apart(entities_of(tracker, "service"))
    if named:
        return named
    before = read_slots(tracker)
    talked_about = (*before.services, *before.all_ambiguous)
    families = [name for name in _FAMILIES if any(service.startswith(name) for service in talked_about)]
    kinds = entities_of(tracker, "service_kind")
    of_kind = tuple(service for family in families for kind in kinds if (service := narrow(family, kind)))
    if of_kind or before.ambiguous is None:
        return of_kind
    if _ALL.search(text_of(tracker)):
        return AMBIGUOUS[before.ambiguous]
    telling = _TELLING.get(before.ambiguous, ())
    return tuple(service for word, service in telling if word.search(text_of(tracker)))


def read_slots(tracker: Tracker) -> DueQuestion:
    """The question as far as it was known before the latest message."""
    return DueQuestion(
        services=tuple(tracker.get_slot("due_services") or ()),
        month=tracker.get_slot("due_month"),
        method=tracker.get_slot("due_method"),
        closing=tracker.get_slot("due_closing"),
        others=tuple((tuple(services), str(month)) for services, month in tracker.get_slot("due_others") or ()),
        year=tracker.get_slot("due_year"),
    )


def slot_events(question: DueQuestion) -> list[Event]:
    """Keep the question for the next message."""
    return [
        SlotSet("due_services", list(question.services) or None),
        SlotSet("due_month", question.month),
        SlotSet("due_method", question.method),
        SlotSet("due_closing", question.closing),
        SlotSet("due_year", question.year),
        SlotSet("due_others", [[list(services), month] for services, month in question.others] or None),
    ]


def wants_calculation(message: DueMessage) -> bool:
    """Whether a due date is to be worked out, rather than the member's own invoices looked up."""
    if message.mode:
        return message.mode == "calculate"
    if message.invoice_named or message.asks_amount:
        return False
    if message.said.services or message.asks_calculation:
        return True
    if message.says_own:
        return False
    return message.names_what or message.names_how or message.asks_debit_day or bool(message.said.year)


def settled_if_unsure(question: DueQuestion, message: DueMessage) -> DueQuestion:
    """Somebody who cannot say how they pay, or wants it all, gets the dates of both closings."""
    if (message.unsure or message.wants_all) and question.missing in {"due_method", "due_closing"}:
        return question.changed_by(DueQuestion(closing=BOTH_CLOSINGS))
    return question
