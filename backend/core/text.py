"""What people type, made fit to store and compare."""

import unicodedata

# Line breaks and tabs are writing; every other control character (NUL breaks PostgreSQL) is not.
_KEPT_CONTROLS = {"\n", "\t"}


def cleaned(text: str) -> str:
    """Without control characters and lone surrogates, line ends as `\\n`, no white space around."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in unified if c in _KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def folded(text: str) -> str:
    """NFKC and lower case, without white space: for comparing, never for showing."""
    return "".join(unicodedata.normalize("NFKC", cleaned(text)).casefold().split())


def duration(minutes: int) -> str:
    """`30分間`, and in whole hours where that is exact: `24時間`."""
    return f"{minutes // 60}時間" if minutes and minutes % 60 == 0 else f"{minutes}分間"
