"""A member's text in the one form that everything else reads."""

import re
import unicodedata

MAX_LENGTH = 2000
"""Characters that are read; what comes after them is left out of the understanding."""

_LEADING_SLASHES = re.compile(r"^[\s/]+")
_BLANKS = re.compile(r"\s+")
_UNREADABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def normalise(text: str, *, limit: int = MAX_LENGTH) -> str:
    """NFKC, one blank for white space, nothing invisible, and no leading slash, which Rasa would take for a command.

    Never raises. Normalising twice changes nothing.
    """
    # One character can become 18 under NFKC, so the cut comes before as well as after.
    visible = _without_invisible(text[: limit * 2])
    composed = _without_invisible(unicodedata.normalize("NFKC", visible))
    # Taking a character out can bring two together that compose.
    composed = unicodedata.normalize("NFKC", composed)
    return _LEADING_SLASHES.sub("", _BLANKS.sub(" ", composed))[:limit].strip()


def _without_invisible(text: str) -> str:
    """Drop what has no look of its own: control and zero-width characters, surrogates, private use."""
    return "".join(char for char in text if char.isspace() or unicodedata.category(char) not in _UNREADABLE)
