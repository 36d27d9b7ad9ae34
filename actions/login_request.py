"""Whether a message that names a login id also asks for something to be done with it.

Naming an id, or an id and a password, is no request: people do it to describe their trouble. Pure; the text is
normalised already.
"""

import re
from enum import Enum, auto

_REQUEST = re.compile(
    r"再設定|リセット|初期化|再発行|再送|送って|送信|お願い|おねがい|頼[みむ]|解除|解いて|外して|はずして|開けて|開放|解放"
    r"|\b(?:reset|re-?send|send|unlock|unblock|release|please|pls|plz|risetto|kaijo|onegai\w*|okutte)\b|"
    r"remove the lock|let me (?:back )?in",
    re.IGNORECASE,
)
# Done already or in vain: a report, not a request.
_REPORT = re.compile(
    r"(?:再設定|リセット|解除|送信|再発行|初期化)(?:を|は|も|が|の(?:メール|リンク)[がはも]?|メール[がはも]?|リンク[がはも]?)?"
    r"(?:した(?!い)|しました|して(?:も|い|る|から|みた)|され|でき(?:な|ませ)|出来(?:な|ませ)|届|来な|こな|済|後|したら|すると)"
    r"|\b(?:did|have|tried|already) (?:a )?(?:reset|unlock)|after (?:the )?reset",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"忘れ|わすれ|思い出せ|おもいだせ|紛失|なくし|ロック|\b(?:forg[eo]t(?:ten)?|lost|locked|wasure\w*|rokku)\b",
    re.IGNORECASE,
)


class Wanted(Enum):
    """What a message that names a login id says of what is to be done."""

    # Do it.
    ASKED = auto()
    # It names the trouble that this would mend: better asked whether to do it.
    LIKELY = auto()
    # Nothing: better asked what is wanted.
    UNSAID = auto()


def wanted(text: str) -> Wanted:
    """How plainly a message asks. A choice has no text, and is a request."""
    if not text.strip() or (_REQUEST.search(text) and not _REPORT.search(text)):
        return Wanted.ASKED
    return Wanted.LIKELY if _TROUBLE.search(text) or _REPORT.search(text) else Wanted.UNSAID


def names_password(text: str) -> bool:
    """Whether a message speaks of a password: an id beside it is no answer to 「次のIDは」."""
    return re.search(r"パスワ|ぱすわ|暗証|(?<![a-z])(?:pass|pw)", text, re.IGNORECASE) is not None
