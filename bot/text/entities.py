"""All entities of a message, and whether it is nothing but these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text.closings import find_closing_answers, find_closings
from bot.text.filler import is_filler
from bot.text.login_ids import find_login_ids, lone_login_id
from bot.text.months import find_month_changes, find_months
from bot.text.numbers import find_numbers
from bot.text.payment_methods import find_payment_methods
from bot.text.services import find_services
from bot.text.span import Span, without_overlaps

DUE_ENTITIES = frozenset(
    {
        "service",
        "service_kind",
        "usage_month",
        "usage_year",
        "month_step",
        "closing",
        "payment_method",
        "invalid_month",
        "invalid_closing",
    }
)
# 「/inform{"service": …}」, its slash taken off: not words that mean a service.
_COMMAND = re.compile(r"[A-Za-z_]{2,64}\s?\{")
_CORRECTED = re.compile(r"\s*(?:じゃ|では|で)な(?:くて?|い)[、,\s]*")
NUMBER_ENTITIES = frozenset({"order_number", "contract_number", "invoice_number", "ticket_number"})


def find_entities(text: str) -> list[Span]:
    """Find all entities of a normalised text, in its order, none overlapping another."""
    if _COMMAND.match(text):
        return []
    spans = without_overlaps(
        [
            *find_numbers(text),
            *(span for span in find_login_ids(text) if "@" in span.value),
            *find_closings(text),
            *find_months(text),
            *find_services(text),
            *find_payment_methods(text),
            *find_login_ids(text),
        ]
    )
    return _with_short_answers(text, _corrected(text, spans))


def rest_of(text: str, spans: Sequence[Span]) -> str:
    """Give what is left of a text without its entities; each leaves a blank."""
    pieces, position = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        pieces.append(text[position : span.start])
        position = max(position, span.end)
    return " ".join([*pieces, text[position:]])


def _corrected(text: str, spans: Sequence[Span]) -> list[Span]:
    """Make 「銀行振込じゃなくて口座振替」 one place that means the second."""
    kept: list[Span] = []
    for span in spans:
        last = kept[-1] if kept else None
        if last and last.entity == span.entity and _CORRECTED.fullmatch(text, last.end, span.start):
            kept[-1] = Span(last.start, span.end, span.entity, span.value)
        else:
            kept.append(span)
    return kept


def _with_short_answers(text: str, spans: list[Span]) -> list[Span]:
    """Add what means something only because the message is nothing else: 「末日で」, 「去年だと?」, 「suzukiも」."""
    lone = lone_login_id(text)
    for more in (find_month_changes(text), find_closing_answers(text), [lone] if lone else []):
        wider = without_overlaps([*spans, *more])
        if more and len(wider) > len(spans) and is_filler(rest_of(text, wider)):
            return wider
    return spans
