"""Numbers of orders, contracts, invoices and tickets, read leniently.

All functions take normalised text (`bot.text.normalise`): full-width letters and digits are plain by then.
"""

import re

from bot.text.span import Span

_HYPHEN = r"[-‐‒–—―−ー_]"
_GAP = rf"\s?{_HYPHEN}?\s?"
_COUNTED = r"(?!\d|\s*(?:件|個|枚|つ|人|名|月|年|日|時|分|回|円|[かヶケカ箇]月)|-\d)"
_END = r"(?![A-Za-z0-9]|-\d)"
_SAYS = r"(?:\s*(?:番号|No\.?|no\.?|NO\.?|ナンバー|#)\s*(?:は|が|の|:)?\s*)"

_YEARLY = {"ORD": ("order_number", r"注文|オーダー|受注"), "INV": ("invoice_number", r"請求書?|インボイス")}
_PLAIN = {"CNT": ("contract_number", r"契約"), "TKT": ("ticket_number", r"チケット|受付|依頼")}


def find_numbers(text: str) -> list[Span]:
    """Find all numbers with their letters (ord2026-123, TKT123) or the word for their kind (チケット123)."""
    found = []
    for prefix, (entity, word) in _YEARLY.items():
        tail = rf"(?P<year>20\d\d){_GAP}(?P<serial>\d{{1,6}})"
        for match in _matches(prefix, word, tail, text):
            found.append(_span(match, entity, f"{prefix}-{match['year']}-{int(match['serial']):06}"))
    for prefix, (entity, word) in _PLAIN.items():
        for match in _matches(prefix, word, r"(?P<serial>\d{1,6})", text):
            found.append(_span(match, entity, f"{prefix}-{int(match['serial']):06}"))
    return found


def read_number(text: str, entity: str) -> str | None:
    """Read the answer to a question for a number, where bare digits do: 「123」, 「2026-123」; None if it has none."""
    named = [span.value for span in find_numbers(text) if span.entity == entity]
    if named:
        return named[0]
    for prefix, (name, _) in _YEARLY.items():
        match = re.search(rf"(?<![A-Za-z0-9])(20\d\d){_GAP}(\d{{1,6}}){_END}", text)
        if name == entity and match:
            return f"{prefix}-{match[1]}-{int(match[2]):06}"
    for prefix, (name, _) in _PLAIN.items():
        match = re.search(rf"(?<![A-Za-z0-9-])(\d{{1,6}}){_END}", text)
        if name == entity and match:
            return f"{prefix}-{int(match[1]):06}"
    return None


def _matches(prefix: str, word: str, tail: str, text: str) -> list[re.Match[str]]:
    lettered = rf"(?<![A-Za-z0-9]){prefix}{_GAP}{tail}{_END}"
    # 「チケット 123」 is a number, 「契約 3」 may be anything: without 番号 the word for a ticket alone will do.
    said = f"(?:{_SAYS}|\\s*)" if word.startswith("チケット") else _SAYS
    worded = rf"(?:{word}){said}{tail}{_COUNTED}"
    return [*re.finditer(lettered, text, re.IGNORECASE), *re.finditer(worded, text)]


def _span(match: re.Match[str], entity: str, value: str) -> Span:
    return Span(match.start(), match.end(), entity, value)
