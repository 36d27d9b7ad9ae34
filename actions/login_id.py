"""Finding the login id in an answer to the question for it. Pure.

A login id is any string, so the whole of a short answer counts, as long as it does not read like a sentence.
"""

import re
import unicodedata

LONGEST = 64
# What people type as an id or a mail address inside a sentence.
_ASCII_ID = re.compile(r"(?<![A-Za-z0-9._%+@-])[A-Za-z0-9][A-Za-z0-9._%+@-]{2,63}(?![A-Za-z0-9._%+@-])")
_SENTENCE = re.compile(r"[。、？?！!\s]|(です|ます|ません|ました|でした|ください|下さい|たい|ない|か|ね|よ)$")


def ascii_id_in(text: str) -> str | None:
    """The one word of the text that can be an id; None where there is none, or more than one."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = [word.strip(".") for word in _ASCII_ID.findall(plain)]
    # 「IDは yamada_01」: the word ID itself names the thing.
    ids = [word for word in found if word.lower() not in {"id", "login"}]
    return ids[0] if len(ids) == 1 else None


def whole_answer(text: str) -> str | None:
    """The whole text as an id, unless it is long or a sentence."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or len(plain) > LONGEST or _SENTENCE.search(plain):
        return None
    return plain
