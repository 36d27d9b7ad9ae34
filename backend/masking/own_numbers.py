"""The numbers that this shop gives out. They are no secrets, whatever they look like."""

import re

_SEPARATED = r"[\s_-]{0,2}"
_OWN = re.compile(
    rf"(?<![A-Za-z0-9])(?:"
    rf"(?:ORD|INV){_SEPARATED}(?:20\d\d{_SEPARATED})?\d{{1,6}}"
    rf"|(?:CNT|TKT){_SEPARATED}\d{{1,6}}"
    # A qualified invoice issuer: T and 13 digits, often written in groups.
    rf"|T{_SEPARATED}\d(?:[ -]?\d){{12}}"
    rf")(?!\d)",
    re.IGNORECASE,
)
# Neither a digit, nor a letter, nor anything that may stand between the two.
_BLANK = "〓"


def without_own_numbers(folded: str) -> str:
    """The text with each of our numbers blanked out, as long as before."""
    return _OWN.sub(lambda found: _BLANK * len(found[0]), folded)
