"""One way of writing for every look of a character: the finders read plain ASCII where people write full width."""

import unicodedata

# What stands for a character that nobody sees, such as a zero-width space: secrets may have some inside.
INVISIBLE = "\u200b"
_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "´": "'"}


class _Folds(dict[int, str]):
    """Filled as characters turn up; `str.translate` asks it for each."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":
        return INVISIBLE
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Pd" or char == "−":
        # The wave dash is one to Unicode, but 「8〜32文字」 is a range.
        return "~" if char == "〜" else "-"
    if char in _QUOTES:
        return _QUOTES[char]
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The same text in half-width ASCII and full-width kana, as long as before: what is at a place stays there."""
    return text.translate(_FOLDS)
