"""How much a run of printable ASCII looks like a secret."""

import re
from enum import IntEnum

from backend.masking.everyday_words import is_everyday
from backend.masking.folding import INVISIBLE


class Shape(IntEnum):
    """Higher is more of a secret."""

    NONE = 0
    # May be a secret or a word, a date, an address: what stands around it tells.
    OPEN = 1
    SECRET = 2


_SHORTEST = 4
# Nothing but dots, stars or crosses is masked already; `8-16` is a range.
_NO_SECRET = re.compile(r"[*xX.•_?!~=+#/\\|<>-]+|\d{1,2}[-~]\d{1,2}|https?://.*|www\..*", re.IGNORECASE)
_DATE_TIME_PHONE = re.compile(
    r"(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}/\d{1,2}|\d{1,2}:\d\d|0\d{1,4}-\d{1,4}-\d{3,4}|\d{1,3}(?:,\d{3})+"
)
_MAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
# Words as they are written: `sign-in`, `and/or`, `don't`, `FJcloud`, `reset!`.
_WORD = re.compile(r"[A-Za-z]+(?:[-'/.&_][A-Za-z]+)*[!.,]*")


def shape_of(run: str) -> Shape:
    """The shape of a run without blanks."""
    plain = run.replace(INVISIBLE, "")
    word = plain.strip("!.,?~")
    if len(plain) < _SHORTEST or is_everyday(word) or _NO_SECRET.fullmatch(plain):
        return Shape.NONE
    if _DATE_TIME_PHONE.fullmatch(plain) or _MAIL.fullmatch(plain) or _WORD.fullmatch(plain):
        return Shape.OPEN
    # A comma or a colon alone doesn't make `1,200` or `a:b` a secret; signs without a letter or digit may be smileys.
    return Shape.SECRET if any(map(str.isalnum, plain)) else Shape.OPEN
