"""One-time codes typed into the chat: those announced as such, and while one is outstanding what else may be it."""

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
# By a name that nothing else has, and nothing between that makes it about something else.
_ANNOUNCED = re.compile(
    r"(?:(?:認証|確認|にんしょう|ワンタイム)(?:コ[ーｰ]ド|こーど|番号|パスコード)"
    r"|(?<![A-Za-z])(?:OTP|(?:verification|authentication|one-time) code)(?![A-Za-z]))"
    rf"(?P<gap>[^\d〓。\n!?]{{0,14}})(?P<code>{_DIGITS})(?!\s?(?:円|年|月|日|回|件))",
    re.IGNORECASE,
)
_ABOUT_ELSE = re.compile(r"ない|ませ|ID|注文|契約|電話|請求|登録|受付|郵便")
# 「届いたのは123456」
_CAME = re.compile(rf"(?:届いた|来た|きた|送られた|出た)\S{{0,6}}?\s?(?P<code>{_DIGITS})")
# 「123456が届きました」
_ARRIVED = re.compile(
    rf"(?<!-)(?P<code>{_DIGITS})[」』\"']?\s?(?:(?:が|って|と)(?:\S{{0,4}}(?:届|来|き|書|出|送られ)|い)|を(?:入|打|書|使|送)"
    rf"|(?:と|っ)?(?:て|いう|ていう|かいう)?(?:番号|数字|コード))"
)


_KANJI = str.maketrans("〇零一二三四五六七八九", "00123456789")
_KANJI_RUN = re.compile(r"[〇零一二三四五六七八九](?:[\s・-]?[〇零一二三四五六七八九]){5,7}")


def has_kanji_code(folded: str) -> bool:
    """Whether six or more figures stand in kanji, each for itself."""
    return _KANJI_RUN.search(folded) is not None


def find_announced_codes(folded: str) -> Iterator[Secret]:
    """「認証コード 123456」: a code whether or not one of ours is outstanding; the shop's own site sends some too."""
    for found in _ANNOUNCED.finditer(_with_figures(folded)):
        if not _ABOUT_ELSE.search(found["gap"]):
            yield Secret(*found.span("code"), Kind.CODE)


def find_codes(folded: str, *, keep_bare: bool) -> Iterator[Secret]:
    """What reads like a code that was sent. `keep_bare`: digits without a word may be the login id asked for."""
    text = _with_figures(folded)
    bare = _BARE.fullmatch(text)
    if bare and not keep_bare:
        yield Secret(*bare.span("code"), Kind.CODE)
    for pattern in (_NAMED, _ARRIVED, _CAME):
        for found in pattern.finditer(text):
            yield Secret(*found.span("code"), Kind.CODE)


def _with_figures(folded: str) -> str:
    """Figures in kanji as digits, as long as before."""
    return _KANJI_RUN.sub(lambda run: run[0].translate(_KANJI), folded)
