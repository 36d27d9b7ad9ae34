"""Card numbers: by their check digit, by the way they are grouped, and by the words before them.

Members' are masked for good before anything is kept (backend/masking). These are those that staff write, those of the
contact form, and those that the stricter rules there let pass.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from backend.masking.card_numbers import find_card_secrets

Span = tuple[int, int]

_SHORTEST, _LONGEST = 13, 19
_DIGITS = re.compile(r"\d(?:[ \u200b・.ー-]{0,3}\d){12,}")
_GROUP = re.compile(r"\d+")
# As it stands on the card: then it is one even with a slip in it.
_AS_EMBOSSED = re.compile(r"(?<!\d)(?<!\d[ -])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|3\d{3}([ -])\d{6}\2\d{5})(?!\d|[ -]\d)")


def find_cards(plain: str) -> Iterator[Span]:
    yield from ((secret.start, secret.end) for secret in find_card_secrets(plain, keep_plain_digits=False))
    yield from (found.span() for found in _AS_EMBOSSED.finditer(plain))
    for run in _DIGITS.finditer(plain):
        yield from _checked(plain, run)


def _checked(plain: str, run: re.Match[str]) -> Iterator[Span]:
    """Whole groups that follow each other and hold a number with a right check digit; the longest of each beginning."""
    groups = [group.span() for group in _GROUP.finditer(plain, *run.span())]
    first = 0
    while first < len(groups):
        # No more than can be of one number: a text of nothing but groups would take for ever otherwise.
        totals = accumulate(end - start for start, end in groups[first : first + _LONGEST])
        sizes = [(last, total) for last, total in enumerate(totals, first) if _SHORTEST <= total <= _LONGEST]
        ends = [last for last, _ in sizes if _has_check_digit(plain, groups[first : last + 1])]
        if ends:
            yield groups[first][0], groups[ends[-1]][1]
            first = ends[-1] + 1
        else:
            first += 1


def _has_check_digit(plain: str, groups: list[Span]) -> bool:
    """By Luhn (ISO/IEC 7812-1). Nothing but noughts has one too, and is none."""
    digits = [int(digit) for start, end in groups for digit in plain[start:end]]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return any(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
