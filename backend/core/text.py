"""What people type, made fit to store and compare."""

import unicodedata

# Line breaks and tabs are writing; every other control character (NUL breaks PostgreSQL) is not.
_KEPT_CONTROLS = {"\n", "\t"}
# Characters that turn the direction of writing around (Unicode's bidirectional embeddings, overrides and isolates):
# with them a text reads otherwise than it is, 「moc.knab」 for 「bank.com」. Marks that only say a direction are kept.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cleaned(text: str) -> str:
    """Without control characters, turns of direction and lone surrogates; line ends as `\\n`, no white space around."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in unified if _is_kept(char)).strip()


def _is_kept(char: str) -> bool:
    return char in _KEPT_CONTROLS or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in _TURNS)


def folded(text: str) -> str:
    """NFKC and lower case, without white space: for comparing, never for showing."""
    return "".join(unicodedata.normalize("NFKC", cleaned(text)).casefold().split())


def duration(minutes: int) -> str:
    """`30分間`, and in whole hours where that is exact: `24時間`."""
    return f"{minutes // 60}時間" if minutes and minutes % 60 == 0 else f"{minutes}分間"
