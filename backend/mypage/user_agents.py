"""Which browser a User-Agent header names, in words that its owner recognises.

A hint for reading the log only, never for deciding anything: a header says what its sender likes.
"""

from typing import Final

_UNKNOWN: Final = "不明なブラウザー"

# The first that occurs counts, so the order matters: most browsers also name those that they descend from.
_BROWSERS: Final = (
    ("Edg", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def readable(user_agent: str) -> str:
    """Browser and system by their families, such as 「Chrome（Windows）」; nothing of the header itself."""
    browser = _first(_BROWSERS, user_agent)
    system = _first(_SYSTEMS, user_agent)
    return f"{browser or _UNKNOWN}（{system}）" if system else browser or _UNKNOWN


def _first(table: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for token, name in table if token in user_agent), "")
