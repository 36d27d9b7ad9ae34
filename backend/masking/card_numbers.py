"""Card numbers, by issuer and check digit (ISO/IEC 7812), and the security codes that go with them."""

import re
from collections.abc import Iterator
from itertools import accumulate

from backend.masking.folding import INVISIBLE
from backend.masking.spans import Kind, Secret

# What people put between the digits. A comma only where it parts no thousands, no slash: 「4/1 4/30」 are days.
_BETWEEN = rf"(?:[\s.・·_ー{INVISIBLE}-]|(?<=\d{{4}}),(?=\d{{4}})){{0,3}}"
_DIGITS = re.compile(rf"\d(?:{_BETWEEN}\d){{11,}}")
_GROUP = re.compile(r"\d+")
_SHORTEST, _LONGEST = 13, 19

# First digits of the issuers and the lengths that they give out: Visa, Mastercard, American Express, Diners Club, JCB,
# Discover, UnionPay, Maestro, Mir, Troy.
_ISSUERS = re.compile(
    r"(?:4(?:\d{12}|\d{15}|\d{17,18})"
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720|220[0-4]|9792)\d{12}"
    r"|3[47]\d{13}"
    r"|3(?:0[0-5]|095|[689]\d)\d{11,16}"
    r"|(?:2131|1800)\d{11}|35(?:2[89]|[3-8]\d)\d{12,15}"
    r"|8[12]\d{14,17}|(?:5[06-8]|6\d)\d{11,17})"
)
_NAMED = re.compile(
    r"(?:カード(?:の?番号|No\.?|ナンバー|情報)?|クレカ(?:の?番号)?|card\s{0,3}(?:number|no\.?)?)"
    rf"[はがをの:=、\s\"'「『(\[]{{0,6}}(?P<number>\d(?:{_BETWEEN}\d){{11,18}})(?!{_BETWEEN}\d)",
    re.IGNORECASE,
)
_CODE_WORD = r"(?:(?<![A-Za-z])(?:CVV2?|CVC2?|security\s{0,3}code)(?![A-Za-z0-9])|セキュリティ?ー?(?:コード|番号))"
_SECURITY_CODE = re.compile(
    rf"{_CODE_WORD}(?:の?番号|[はがをの:=、\s\"'「『(\[]|is\b|裏面|[34]桁){{0,6}}"
    rf"(?P<code>\d(?:[\s{INVISIBLE}-]?\d){{2,3}})(?![\s-]?\d|\s?(?:桁|文字|回|年|月|円))",
    re.IGNORECASE,
)
_ANNOUNCES_CODE = re.compile(rf"{_CODE_WORD}(?:の?番号)?\s*(?:[はが:=]|です|is)[、。:\s]*$", re.IGNORECASE)
_BARE_CODE = re.compile(r"\s*(?P<code>\d{3,4})(?:です|だ|[。.\s])*")
# After a number: when it expires, and the security code that often follows without a word.
_TRAILING_CODE = re.compile(
    r"[\s,]{0,3}(?:(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:20)?\d\d[\s,]{1,3})?(?P<code>\d{3,4})(?!\s?[\d年円月日/.,-])"
)


def find_card_secrets(folded: str, *, keep_plain_digits: bool) -> Iterator[Secret]:
    """Card numbers and security codes. `keep_plain_digits`: leave unnamed digits without a break for a login id."""
    for found in _NAMED.finditer(folded):
        yield from _with_trailing_code(folded, *found.span("number"))
    for run in _DIGITS.finditer(folded):
        for start, end in _card_numbers(folded, *run.span()):
            if not (keep_plain_digits and folded[start:end].isdecimal()):
                yield from _with_trailing_code(folded, start, end)
    for found in _SECURITY_CODE.finditer(folded):
        yield Secret(*found.span("code"), Kind.CARD)


def find_bare_security_code(folded: str) -> Iterator[Secret]:
    """A message that is nothing but a security code."""
    found = _BARE_CODE.fullmatch(folded)
    if found:
        yield Secret(*found.span("code"), Kind.CARD)


def announces_security_code(folded: str) -> bool:
    """Whether the text ends where a security code is to follow: 「セキュリティコードは」."""
    return _ANNOUNCES_CODE.search(folded[-60:]) is not None


def _with_trailing_code(folded: str, start: int, end: int) -> Iterator[Secret]:
    yield Secret(start, end, Kind.CARD)
    trailing = _TRAILING_CODE.match(folded, end)
    if trailing:
        yield Secret(*trailing.span("code"), Kind.CARD)


def _card_numbers(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Card numbers within a run of digits, from the left; each begins and ends where a group of digits does."""
    groups = [group.span() for group in _GROUP.finditer(folded, start, end)]
    digits = "".join(folded[a:b] for a, b in groups)
    sums = _Luhn(digits)
    ends = list(accumulate(b - a for a, b in groups))
    first = 0
    while first < len(groups):
        begin = ends[first - 1] if first else 0
        last = _last_group(digits, sums, begin, ends, first)
        if last is None:
            first += 1
        else:
            yield groups[first][0], groups[last][1]
            first = last + 1


def _last_group(digits: str, sums: "_Luhn", begin: int, ends: list[int], first: int) -> int | None:
    """The group that ends the longest card number which begins with group `first`."""
    longest = None
    for last in range(first, min(first + _LONGEST, len(ends))):
        length = ends[last] - begin
        if length > _LONGEST:
            break
        if length >= _SHORTEST and sums.holds(begin, ends[last]) and _ISSUERS.fullmatch(digits, begin, ends[last]):
            longest = last
    return longest


class _Luhn:
    """The check of any stretch of these digits at once, by sums kept for both ways of counting off."""

    def __init__(self, digits: str) -> None:
        values = [int(digit) for digit in digits]
        doubled = [value * 2 - 9 if value > 4 else value * 2 for value in values]
        even = [doubled[i] if i % 2 == 0 else values[i] for i in range(len(values))]
        odd = [doubled[i] if i % 2 else values[i] for i in range(len(values))]
        # By the parity of the places that are doubled.
        self._sums = ([0, *accumulate(even)], [0, *accumulate(odd)])

    def holds(self, start: int, end: int) -> bool:
        """Whether the last of `digits[start:end]` is the check digit of the others."""
        # Doubled is every second digit, beginning with the last but one.
        sums = self._sums[end % 2]
        return (sums[end] - sums[start]) % 10 == 0
