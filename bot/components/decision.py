"""What a message is about, decided from its words, its entities and the scores of all intents.

The chat and `bot.nlu_eval` decide by this code alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.components.intents import (
    ABUSE,
    CLARIFY,
    DENY_ANSWER,
    DISTRESS,
    INFORM_DUE,
    INFORM_LOGIN_ID,
    OUT_OF_SCOPE,
    PLAINER,
    SECURITY_WORRY,
    SOCIAL,
)
from bot.text.bare import names_nothing
from bot.text.broad import broad_subject
from bot.text.contact_points import asks_for_our_contact_points
from bot.text.denial import is_denial
from bot.text.distress import in_distress, is_abuse
from bot.text.entities import DUE_ENTITIES, NUMBER_ENTITIES, rest_of
from bot.text.filler import is_filler, only_asks_after
from bot.text.giving_away import gives_account_away
from bot.text.plainer import wants_plainer
from bot.text.request import request_of
from bot.text.security import security_worry
from bot.text.span import Span
from bot.text.weary import is_merely_weary

CANDIDATES = 4
"""At most so many choices are offered."""
WORTH_OFFERING = -0.6
"""A score below this is no reason to offer a choice beside a refusal. Of held-out messages this leaves two in three
foreign ones without choices, and gives six in ten of ours that are refused the right one."""

NEAR = 0.7
"""A runner-up whose score is less than this below the best is offered beside the answer. 37 % of the messages of people
unknown to the training data get such offers; 99.1 instead of 95.4 % are answered rightly or offered what they mean, if
there is room for two."""

_HANDOFF = "conversation_handoff"
_NUMBER_INTENTS = {
    "order_number": "account_order_status",
    "contract_number": "account_contracts",
    "ticket_number": "account_ticket_status",
    "invoice_number": "account_payment_due",
}
# A number beside the question where to look something up asks for the look-up itself.
_LOOK_UPS = {
    ("order_number", "faq_order_status"): "account_order_status",
    ("contract_number", "faq_view_contract"): "account_contracts",
    ("invoice_number", "faq_billing_schedule"): "account_payment_due",
    ("invoice_number", "faq_closing_and_payment_dates"): "account_payment_due",
    ("login_id", "faq_forgot_password"): "account_password_reset",
    ("login_id", "faq_account_locked"): "account_unlock",
}
# What helps here is no subject but a person.
_PERSONAL = frozenset({DISTRESS, ABUSE, SECURITY_WORRY, PLAINER})
_SCHEDULES = frozenset({"faq_billing_schedule", "faq_closing_and_payment_dates"})
_WHEN = re.compile("いつ|何日|なんにち|何時|期日|期限|日にち|日付|[支引]?払い?日|引き?落と?し日|まで(?:に|です|$)")
_PAYING = re.compile("払|引き?落|ひきおと|請求|振り?込|振替|料金|代金|期日|入金")
# How long a screening takes is told to anybody; how one's own stands is looked up.
_HOW_LONG = re.compile(
    r"どれ(?:くらい|ぐらい|ほど)|どの(?:くらい|ぐらい|程度)|(?<!あと)(?<!もう)何(?:営業)?日|"
    r"なんにち|日数|期間|所要|how long",
    re.IGNORECASE,
)
_ONES_OWN = re.compile(
    r"私|わたし|自分|うちの|弊社|当社|状況|状態|結果|進捗|今(?!後)|まだ|もう|あと|終わっ|申し?込んだ|申請した|\b(?:my|our)\b"
)
# Somebody who names an id has not forgotten it; what is wanted stands beside it.
_WISHES = (
    (re.compile("ロック|解除|ろっく|凍結"), "account_unlock"),
    (re.compile("送|再設定|リセット|パスワード"), "account_password_reset"),
)


@dataclass(frozen=True)
class Thresholds:
    """How sure is sure enough."""

    reject_below: float
    """A margin (best intent of ours less out of scope) below this: not ours."""
    clarify_below: float
    """A confidence among the intents of ours below this: ask back."""


@dataclass(frozen=True)
class Decision:
    """The intent to act on, and what else it may have been."""

    intent: str
    confidence: float
    candidates: tuple[str, ...]
    """Intents of ours worth offering, the likeliest first."""
    also: tuple[str, ...] = ()
    """Intents of what else the message asks for."""
    near: tuple[str, ...] = ()
    """Intents of what it may mean instead of what is answered."""


def decide(
    text: str,
    entities: Sequence[Span],
    scores: Mapping[str, float],
    confidences: Mapping[str, float],
    thresholds: Thresholds,
) -> Decision:
    """Decide what a normalised message is about."""
    ours = sorted((intent for intent in scores if intent != OUT_OF_SCOPE), key=lambda intent: -scores[intent])
    offered = tuple(intent for intent in ours if intent not in SOCIAL)
    settled = _settled(text, entities, offered)
    if settled:
        return settled
    if not ours or not any(char.isalnum() for char in text):
        return Decision(OUT_OF_SCOPE, 1.0, ())
    broad = broad_subject(request_of(text))
    if broad or not any(char.isalpha() for char in text):
        # A bare figure says no more than a bare subject.
        return Decision(CLARIFY, confidences[ours[0]], broad)
    best = _with_entities(text, ours[0], entities)
    candidates = _first((best,) if best not in SOCIAL else (), offered)
    if best == ours[0] and scores[best] - scores.get(OUT_OF_SCOPE, -1.0) < thresholds.reject_below:
        near = tuple(intent for intent in candidates if scores[intent] >= WORTH_OFFERING)
        return Decision(OUT_OF_SCOPE, confidences.get(OUT_OF_SCOPE, 0.0), near)
    confidence = max(confidences[ours[0]], confidences.get(best, 0.0))
    if confidence < thresholds.clarify_below * (1.0 - confidences.get(OUT_OF_SCOPE, 0.0)):
        return Decision(CLARIFY, confidence, candidates)
    close = (intent for intent in candidates[1:] if scores[best] - scores[intent] < NEAR)
    return Decision(best, confidence, candidates, near=tuple(close) if best == ours[0] and best not in SOCIAL else ())


def _settled(text: str, entities: Sequence[Span], offered: Sequence[str]) -> Decision | None:
    """What needs no ranking."""
    by_words = _by_words(text)
    if not by_words and (names_nothing(text) or is_merely_weary(text)):
        return Decision(CLARIFY, 1.0, ())
    if not by_words and gives_account_away(text):
        return Decision(OUT_OF_SCOPE, 1.0, (_HANDOFF,))
    if not by_words and asks_for_our_contact_points(text):
        return Decision(_HANDOFF, 1.0, ())
    intent = by_words or _by_shape(text, entities)
    return Decision(intent, 1.0, _first(_related(intent), () if intent in _PERSONAL else offered)) if intent else None


def _by_words(text: str) -> str | None:
    """The intent of a message to which no subject belongs."""
    if in_distress(text):
        return DISTRESS
    if is_abuse(text):
        return ABUSE
    if security_worry(text):
        return SECURITY_WORRY
    if wants_plainer(text):
        return PLAINER
    return DENY_ANSWER if is_denial(text) else None


def _by_shape(text: str, entities: Sequence[Span]) -> str | None:
    """The intent of a message that is nothing but entities and filler."""
    kinds = {span.entity for span in entities}
    if not kinds:
        return None
    rest = rest_of(text, entities)
    if len(kinds) == 1 and kinds <= NUMBER_ENTITIES and only_asks_after(rest):
        return _NUMBER_INTENTS[kinds.pop()]
    if kinds <= DUE_ENTITIES and is_filler(rest):
        # A service and a month make a whole question; anything less is a part of one.
        return "account_payment_due" if {"service", "usage_month"} <= kinds else INFORM_DUE
    if kinds == {"login_id"} and is_filler(rest):
        return INFORM_LOGIN_ID
    return None


def _related(intent: str) -> tuple[str, ...]:
    """What a message without its question may have wanted."""
    if intent == INFORM_DUE:
        return ("account_payment_due", "faq_billing_schedule")
    if intent == INFORM_LOGIN_ID:
        return ("account_password_reset", "account_unlock")
    if intent in _PERSONAL:
        return (_HANDOFF,)
    return () if intent == DENY_ANSWER else (intent,)


def _with_entities(text: str, best: str, entities: Sequence[Span]) -> str:
    """The best intent in the light of what the message names."""
    kinds = {span.entity for span in entities}
    if best == "account_paid_screening" and _HOW_LONG.search(text) and not _ONES_OWN.search(text):
        return "faq_only_credit_card_selectable"
    if {"service", "usage_month"} <= kinds and (best in _SCHEDULES or _asks_when_to_pay(text)):
        return "account_payment_due"
    if "login_id" in kinds and best == "faq_forgot_login_id":
        rest = rest_of(text, entities)
        return next((intent for pattern, intent in _WISHES if pattern.search(rest)), best)
    return next((twin for (kind, intent), twin in _LOOK_UPS.items() if intent == best and kind in kinds), best)


def _asks_when_to_pay(text: str) -> bool:
    return bool(_WHEN.search(text) and _PAYING.search(text))


def _first(front: tuple[str, ...], others: Sequence[str]) -> tuple[str, ...]:
    return (*front, *(intent for intent in others if intent not in front))[:CANDIDATES]
