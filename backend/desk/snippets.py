"""What stands around the words that were searched for."""

from typing import Final

from backend.desk.matching import place_of
from backend.personal_data import parts as pieces
from backend.personal_data.parts import Part

# So much of a text is shown around what was found in it, in characters on either side.
_AROUND: Final = 40


def around(text: str, query: str) -> list[Part]:
    """A stretch of the text. What is personal in it was found in the whole text, where it can be told from the rest."""
    start, end = place_of(text, query) or (0, 0)
    return pieces.window(pieces.parts(text), max(start - _AROUND, 0), end + _AROUND)
