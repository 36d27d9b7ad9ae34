"""Bank accounts: seven digits near the words of a bank, and the two figures of the post office's."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_FILLER = r"(?:預金|貯金|口座|番号|ばんごう|No\.?|number|です|is|[のはがをでへに:=、,「『()# \n\u200b])"
# No amount, number of pieces or day.
_NO_MEASURE = r"(?!\d|[ ]?(?:円|件|個|人|名|年|月|日|回|%|GB|MB|KB|bytes?|ドル|時))"
_DIGITS = r"\d(?:[ ・ー\u200b-]?\d){3,7}"
_NAMED = re.compile(
    rf"(?:口座番号|口座No\.?|口座|(?:普通|ふつう|当座|貯蓄|総合|普)(?:預金|口座|貯金)?"
    rf"|account(?:[ ]?(?:number|no\.?))?)"
    rf"{_FILLER}{{0,6}}(?P<number>\d(?:[ ・ー\u200b-]?\d){{5,7}}){_NO_MEASURE}",
    re.IGNORECASE,
)
# 「口座番号」 says so itself, however few digits follow.
_CALLED_SO = re.compile(rf"口座(?:番号|No\.?){_FILLER}{{0,6}}(?P<number>{_DIGITS}){_NO_MEASURE}", re.IGNORECASE)
_POST_OFFICE = re.compile(
    rf"記号{_FILLER}{{0,4}}(?P<symbol>\d[ -]?\d{{4}}(?:[ -]?\d)?)[、,。\s/・-]{{0,4}}"
    rf"(?:番号{_FILLER}{{0,4}})?(?P<number>\d{{6,8}}){_NO_MEASURE}"
)
_POST_OFFICE_NUMBER = re.compile(
    rf"ゆうちょ.{{0,30}}?番号{_FILLER}{{0,4}}(?P<number>\d{{6,8}}){_NO_MEASURE}", re.DOTALL
)
_SEVEN = re.compile(rf"(?<![\d\\¥A-Za-z.,〒-])\d{{7}}(?![.,-]\d){_NO_MEASURE}")
_BANK = re.compile(
    r"口座|銀行|支店|信用金庫|信金|信組|農協|ゆうちょ|店番|振込先|振り込み先|振替口座|預金|名義|(?<![A-Za-z])bank(?![A-Za-z])",
    re.IGNORECASE,
)
_NEAR_BEFORE, _NEAR_AFTER = 40, 20


def find_accounts(plain: str) -> Iterator[Span]:
    for found in _POST_OFFICE.finditer(plain):
        yield found.span("symbol")
    for pattern in (_NAMED, _CALLED_SO, _POST_OFFICE, _POST_OFFICE_NUMBER):
        yield from (found.span("number") for found in pattern.finditer(plain))
    for found in _SEVEN.finditer(plain):
        near = plain[max(0, found.start() - _NEAR_BEFORE) : found.end() + _NEAR_AFTER]
        if _BANK.search(near):
            yield found.span()
