"""Mail addresses, also those that are written around a machine's eye, or without the end of their domain."""

import re
from collections.abc import Iterator

_LOCAL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+'-]{1,64}"
_DOMAIN = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*"
_AT = r"アット(?:マーク)?|あっと(?:まーく)?"
_ADDRESSES = (
    re.compile(rf"{_LOCAL}@{_DOMAIN}"),
    re.compile(rf"{_LOCAL} ?@ ?[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}})+"),
    re.compile(
        rf"{_LOCAL} ?(?:[\[(<{{] ?(?:at|a|{_AT}|@) ?[\])>}}]|{_AT}) ?"
        r"[A-Za-z0-9-]{1,63}(?: ?(?:\.|ドット|[\[(] ?(?:dot|\.) ?[\])]) ?[A-Za-z0-9-]{1,63})+",
        re.IGNORECASE,
    ),
    # A domain of other letters.
    re.compile(rf"{_LOCAL}@(?=[\w-]*[^\x00-\x7f])[\w-]{{1,63}}(?:\.[\w-]{{1,63}})*\.[A-Za-z]{{2,24}}(?![A-Za-z])"),
)
# A letter in it somewhere: 「10@500」 is a price.
_LETTER = re.compile(r"[A-Za-z]")


def find_mail_addresses(plain: str) -> Iterator[tuple[int, int]]:
    for pattern in _ADDRESSES:
        for found in pattern.finditer(plain):
            if _LETTER.search(found[0]):
                yield found.span()
