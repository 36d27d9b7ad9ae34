"""Finds cards, phones, mail addresses and bank accounts in what people wrote, however they wrote them.

Staff see them hidden, and can reveal each with a reason: what is no personal data and hidden all the same costs them a
click, what is missed is shown to everybody. So in doubt it is one.
"""

import unicodedata
from functools import lru_cache

from backend.masking.folding import folded
from backend.masking.own_numbers import without_own_numbers
from backend.personal_data.accounts import find_accounts
from backend.personal_data.cards import find_cards
from backend.personal_data.kinds import Found, Kind
from backend.personal_data.mail_addresses import find_mail_addresses
from backend.personal_data.phones import find_phones

# Stands for something that is no part of a number.
_BLANK = "〓"


def find(text: str) -> list[Found]:
    """Every place that is personal data, in order; none overlaps another."""
    plain = _readable(text)
    found = [
        *(Found(*span, Kind.CARD) for span in find_cards(plain)),
        *(Found(*span, Kind.PHONE) for span in find_phones(plain)),
        *(Found(*span, Kind.MAIL) for span in find_mail_addresses(plain)),
        *(Found(*span, Kind.ACCOUNT) for span in find_accounts(plain)),
    ]
    return _apart(sorted(found))


def _readable(text: str) -> str:
    """In half width and as long as before, without our own numbers, and without the digits that only count (①, ²)."""
    numbered = "".join(_BLANK if _counts_only(char) else char for char in text)
    return without_own_numbers(folded(numbered))


@lru_cache(maxsize=4096)
def _counts_only(char: str) -> bool:
    return unicodedata.category(char) == "No"


def _apart(found: list[Found]) -> list[Found]:
    """Places that overlap as one, of the kind of the longest."""
    apart: list[Found] = []
    longest = 0
    for one in found:
        length = one.end - one.start
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
            longest = length
            continue
        last = apart[-1]
        kind = one.kind if length > longest else last.kind
        longest = max(longest, length)
        apart[-1] = Found(last.start, max(last.end, one.end), kind)
    return apart
