"""Phone numbers as they are written in Japan, and those with a country code.

`phonenumbers` has a matcher, but it wants numbers that are given out and written as its metadata says: it passes over a
number with a slip, with 「の」 or ー between its digits, or without its area code.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

# Between two groups; dots only where all are dots (`_DOTTED`), since they also part the figures of a date.
_BETWEEN = r"(?:[ \u200b]{0,2}[-ー~・()_→][ \u200b()-]{0,2}|[ \u200b]{1,2}|の)"
_NOT_INSIDE = r"(?<![\dA-Za-z])(?<!\d[-.,/:])"
_NOT_BEFORE_MORE = r"(?![\d]|[-.,/:]\d)"
# Which look like numbers without a break: 10 digits, or 11 for mobiles (070, 080, 090), IP (050), machines (020, 060).
_SOLID = re.compile(r"(?<![\dA-Za-z])(?<!\d\.)0\d{9,10}(?!\d|\.\d)")
_GROUPED = re.compile(
    rf"{_NOT_INSIDE}(?:\((?=0\d{{1,4}}\)))?0\d{{1,10}}(?:{_BETWEEN}\(?\d{{1,9}}\)?){{1,4}}{_NOT_BEFORE_MORE}",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\d.])0\d{1,4}\.\d{1,4}\.\d{3,4}(?![\d.])")
# Written otherwise: digit by digit, with what parts a date or a list, in kanji, right behind a letter, without the +.
_UNUSUAL = re.compile(
    r"(?<!\d)(?<!\d[ ,./・-])0(?:[ \u200b]{0,2}[,./・ -][ \u200b]{0,2}\d){9,10}(?!\d)"
    r"|(?<![\dA-Za-z])(?<!\d[/,])(?:0[2-9]0(?P<by>[/,、\n])\d{4}(?P=by)\d{4}"
    r"|0\d(?P<at>[/,、\n])\d{4}(?P=at)\d{4}|0\d\d(?P<of>[/,、\n])\d{3}(?P=of)\d{4})(?!\d|[/,]\d)"
    r"|[〇零](?:[-ー~・の ]?[〇零一二三四五六七八九]){9,10}(?![〇零一二三四五六七八九])"
    r"|(?<=[A-Za-z])0[5-9]0\d{8}(?![\dA-Za-z])"
    r"|(?<![\dA-Za-z])81[ -]?[5-9]0[ -]?\d{4}[ -]?\d{4}(?!\d)"
)
# A country code: anything from 8 to 15 digits (ITU-T E.164).
_INTERNATIONAL = re.compile(
    r"(?<![\dA-Za-z])(?:\+|00|010-?)[ ]?[1-9]\d{0,13}(?:[ .()・ー-]{0,3}\d{1,12}){0,6}(?!\d)", re.IGNORECASE
)
# Behind a word for it any number of digits that one can have, with or without an area code.
_NAMED = re.compile(
    r"(?:電話|でんわ|携帯|ケータイ|けいたい|スマホ|連絡先|れんらく先|内線|ファックス|℡|☎|📞|📱"
    r"|(?<![A-Za-z])(?:tel|phone|fax|mobile|cell)(?![A-Za-z]))"
    r"(?:番号|ばんごう|No\.?|number|です|自宅|会社|勤務先|is|[はがをのでにへ:=.、「『() \n\ufe0f]){0,8}"
    r"(?P<number>\+?\(?\d(?:[ ()・ーの-]{0,2}\d){5,14})(?!\d|[ ]?(?:円|件|個|年|月|日|回|人|名|時|分|GB|MB))",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\d+")
_MOBILE_LIKE = re.compile(r"0[2-9]0")


def find_phones(plain: str) -> Iterator[Span]:
    for pattern in (_SOLID, _DOTTED, _UNUSUAL):
        yield from (found.span() for found in pattern.finditer(plain))
    yield from (found.span() for found in _INTERNATIONAL.finditer(plain) if 8 <= _digits(found[0]) <= 17)
    yield from (found.span("number") for found in _NAMED.finditer(plain))
    for found in _GROUPED.finditer(plain):
        span = _as_long_as_a_phone(plain, found)
        if span is not None:
            yield span


def _as_long_as_a_phone(plain: str, found: re.Match[str]) -> Span | None:
    """The first groups that together have the digits of a phone number: as many as its beginning wants, or one off."""
    groups = [group.span() for group in _GROUP.finditer(plain, *found.span())]
    wanted = 11 if _MOBILE_LIKE.match(plain, groups[0][0]) else 10
    ends = {}
    total = 0
    for start, end in groups:
        total += end - start
        ends[total] = end
    if len(plain[groups[-1][0] : groups[-1][1]]) < 2:
        return None
    length = next((each for each in (wanted, 21 - wanted) if each in ends), None)
    return None if length is None else (found.start(), ends[length])


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))
