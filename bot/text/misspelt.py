"""Names with a slip of the fingers in them."""

import re
from typing import Literal

_LETTERS = {"latin": "[A-Za-z]", "katakana": "[ァ-ヶー]"}


def misspelt(name: str, script: Literal["latin", "katakana"] = "latin") -> str:
    """Give a pattern for a name as it is or with one slip: a letter left out, put in, mistaken, or two swapped.

    The first letter has to be right: otherwise other words would do. The name is letters alone.
    """
    letter = _LETTERS[script]
    slips = set()
    for at in range(1, len(name)):
        slips.add(name[:at] + letter + name[at:])
        slips.add(name[:at] + letter + name[at + 1 :])
        slips.add(name[:at] + name[at + 1 :])
        slips.add(name[:at] + name[at : at + 2][::-1] + name[at + 2 :])
    # The name itself first, and what is longer before what is shorter: the first that fits is taken.
    tried = [re.escape(name), *sorted(slips - {name}, key=lambda slip: (-len(slip.replace(letter, "?")), slip))]
    return f"(?:{'|'.join(tried)})"
