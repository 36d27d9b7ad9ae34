"""One-time codes typed into the chat. Asked about only while one is outstanding: else six digits are just digits."""

import re
from collections.abc import Iterator

from backend.masking.folding import INVISIBLE
from backend.masking.spans import Kind, Secret

_GAP = rf"[\s{INVISIBLE}-]{{0,2}}"
# Six to eight digits, as a code may have, with gaps where people put them.
_DIGITS = rf"(?<![\d〓])\d(?:{_GAP}\d){{5,7}}(?!{_GAP}\d)"
_ENDING = r"(?:です|でした|だよ|だ|かな|ですが|と来ました|[\s。.、!?」』)\"'】])*"
_BARE = re.compile(rf"[\s「『(\"'【]*(?P<code>{_DIGITS}){_ENDING}")
_NAMED = re.compile(
    rf"(?:コード|こーど|(?:認証|確認)番号|ワンタイム\S{{0,6}}|(?<![A-Za-z])(?:code|OTP|PIN)(?![A-Za-z]))"
    rf"[^\d〓]{{0,20}}(?P<code>{_DIGITS})",
    re.IGNORECASE,
)
# 「123456が届きました」
_ARRIVED = re.compile(
    rf"(?<!-)(?P<code>{_DIGITS})[」』\"']?\s?(?:(?:が|って|と)(?:\S{{0,4}}(?:届|来|き|書|出|送られ)|い)|を(?:入|打))"
)


def find_codes(folded: str, *, keep_bare: bool) -> Iterator[Secret]:
    """What reads like a code that was sent. `keep_bare`: digits without a word may be the login id asked for."""
    bare = _BARE.fullmatch(folded)
    if bare and not keep_bare:
        yield Secret(*bare.span("code"), Kind.CODE)
    for pattern in (_NAMED, _ARRIVED):
        for found in pattern.finditer(folded):
            yield Secret(*found.span("code"), Kind.CODE)
