"""Numbers of orders, invoices, contracts and tickets in what staff type, in any width and case. Pure.

A serial belongs to one thing only, so the year of an order or an invoice may be left out: 「ORD-1023」.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_MOST = 5
_GAP = r"[\s_:#./~〜ー‐‑‒–—―−─━˗-]{0,3}"
_YEAR = rf"(?:(?P<year>20\d\d){_GAP}(?=\d))?"
# Not the first digits of something longer, and not so many of something.
_END = r"(?![0-9A-Za-z]|[-.,:/]\d)"
_UNCOUNTED = r"(?!\s*(?:件|個|つ|人|名|月|年|日|時|分|回|円|台|本|社|通|週|度|%))"
_CALLED = r"\s*(?:の?\s*(?:番号|No\.?|#))?\s*[のはが:]?\s*"


class Kind(StrEnum):
    ORDER = "ORD"
    INVOICE = "INV"
    CONTRACT = "CNT"
    TICKET = "TKT"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Kind.ORDER: "注文", Kind.INVOICE: "請求", Kind.CONTRACT: "契約", Kind.TICKET: "チケット"}
_CALLS = {
    Kind.ORDER: r"(?:ORD|(?<![受発])(?:ご?注文|ちゅうもん|オーダー)|order)",
    Kind.INVOICE: r"(?:INV|ご?請求書?|せいきゅうしょ?|インボイス|invoice)",
    Kind.CONTRACT: r"(?:CNT|ご?契約|けいやく|contract)",
    Kind.TICKET: r"(?:TKT|チケット|ちけっと|受付|ticket)",
}
_YEARLY = (Kind.ORDER, Kind.INVOICE)


@dataclass(frozen=True)
class Number:
    """`year` is None where nobody said it."""

    kind: Kind
    serial: int
    year: int | None = None

    @property
    def label(self) -> str:
        """As it was asked for."""
        year = "" if self.year is None else f"{self.year}-"
        return f"{self.kind}-{year}{self.serial:06d}"

    def is_of(self, number: str) -> bool:
        """Whether this is the `number` of something with this serial."""
        return self.year is None or number == self.label


def find_numbers(text: str) -> list[Number]:
    """Each once, in the order of the text, at most five."""
    plain = unicodedata.normalize("NFKC", text)
    found = sorted((match.start(), _number(kind, match)) for kind in Kind for match in _PATTERNS[kind].finditer(plain))
    return list(dict.fromkeys(number for _, number in found))[:_MOST]


def bare_number(text: str, kind: Kind) -> Number | None:
    """「1023」, 「2026-1023」, after a word that says what it is a number of."""
    found = _BARE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return None if found is None else _number(kind, found)


def _number(kind: Kind, found: re.Match[str]) -> Number:
    year = found.groupdict().get("year")
    return Number(kind, int(found["serial"]), int(year) if year else None)


def _pattern(kind: Kind) -> re.Pattern[str]:
    year = _YEAR if kind in _YEARLY else ""
    return re.compile(
        rf"(?<![A-Za-z0-9]){_CALLS[kind]}(?:{_GAP}|{_CALLED}){year}(?P<serial>\d{{1,9}}){_END}{_UNCOUNTED}",
        re.IGNORECASE,
    )


_PATTERNS = {kind: _pattern(kind) for kind in Kind}
_BARE = re.compile(rf"(?:No\.?|#)?\s*{_YEAR}(?P<serial>\d{{1,9}})番?", re.IGNORECASE)
