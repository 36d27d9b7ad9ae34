"""Finding the login id in an answer to the question for it. Pure; the text is normalised already.

A login id is any string, so the whole of a short answer counts, as long as it does not read like a sentence.
"""

import re

from bot.text.filler import is_filler
from bot.text.login_ids import find_login_ids

LONGEST = 64
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+@-]*[A-Za-z0-9]")
_SENTENCE = re.compile(r"[。、?!\s]|(です|ます|ません|ました|でした|ください|下さい|たい|ない|か|ね|よ)$")


def login_id_in(text: str) -> str | None:
    """The one id that the text holds; None where there is none, or no telling which."""
    found = {span.value for span in find_login_ids(text)} or _only_word(text)
    return found.pop() if len(found) == 1 else None


def whole_answer(text: str) -> str | None:
    """The whole text as an id, unless it is long or a sentence."""
    plain = text.strip()
    if not plain or len(plain) > LONGEST or _SENTENCE.search(plain):
        return None
    return plain


def _only_word(text: str) -> set[str]:
    """A plain word of Latin letters with nothing but filler around it: 「suzuki です」, 「IDは suzuki」."""
    words = [match for match in _WORD.finditer(text) if match[0].lower() not in {"id", "login"}]
    if len(words) != 1:
        return set()
    rest = text[: words[0].start()] + " " + text[words[0].end() :]
    return {words[0][0]} if is_filler(rest) else set()
