"""Letters from templates. What a person typed stays text: it adds no header line, no line and no place for a secret."""

import re
import textwrap
import unicodedata
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backend.core.text import duration

LONGEST_NAME = 40
# Of what a member wrote, so much is quoted back: enough to know one's own words again.
LONGEST_QUOTE_LINES = 20
QUOTE_WIDTH = 36
# Of a line of a letter, in characters of full width.
LINE_WIDTH = 38

_BREAKING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_FULL_WIDTH_BRACES = str.maketrans("{}", "｛｝")
_ADDRESS = re.compile(r"(https?://[\x21-\x7e]+)")
_LINK_LIKE = re.compile(r"://|@|/|www|[.。][a-z]{2,}", re.IGNORECASE)


def plain(value: object) -> str:
    """The value on one line, without control characters, and with braces that no place for a secret is made of."""
    text = "".join(" " if unicodedata.category(char) in _BREAKING else char for char in str(value))
    return text.translate(_FULL_WIDTH_BRACES)


# Plain texts, not HTML; `plain` is applied to every value that a template writes.
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    finalize=plain,
)
_environment.filters["duration"] = duration


def mail(template: str, **values: Any) -> tuple[str, str]:
    """Subject and body of `templates/mail/<template>.txt`. Its first line is the subject, then comes an empty line.

    Raises `jinja2.UndefinedError` for a value that is missing.
    """
    subject, _, body = _environment.get_template(f"mail/{template}.txt").render(values).partition("\n\n")
    return subject, body.rstrip() + "\n"


def short_message(template: str, **values: Any) -> str:
    """The text of `templates/sms/<template>.txt`."""
    return _environment.get_template(f"sms/{template}.txt").render(values).strip()


def addressee(name: str) -> str:
    """How a person is addressed: by name, unless that is none.

    Sign-up and the contact form are open to everybody and write to any address. A "name" that is long or holds
    something like a link is an advertisement which we would deliver, so such a letter goes to 「お客様」.
    """
    shown = " ".join(plain(name).split())
    if not shown or len(shown) > LONGEST_NAME or _LINK_LIKE.search(unicodedata.normalize("NFKC", shown)):
        return "お客様"
    return f"{shown} 様"


def quoted(text: str) -> list[str]:
    """The text in short lines, cut after `LONGEST_QUOTE_LINES`."""
    lines = [part for line in text.strip().splitlines() for part in textwrap.wrap(plain(line), QUOTE_WIDTH) or [""]]
    if len(lines) > LONGEST_QUOTE_LINES:
        return [*lines[:LONGEST_QUOTE_LINES], "（以下省略）"]
    return lines


def set_in_lines(text: str) -> list[str]:
    """The whole text in lines of a letter; a web address stays in one piece, on a line of its own if it must."""
    return [part for line in text.strip().splitlines() for part in _broken(plain(line).rstrip()) or [""]]


def _broken(line: str) -> list[str]:
    if len(line) <= LINE_WIDTH:
        return [line]
    pieces = (piece.strip() for piece in _ADDRESS.split(line))
    lines: list[str] = []
    for piece in pieces:
        lines += [piece] if _ADDRESS.fullmatch(piece) else textwrap.wrap(piece, LINE_WIDTH)
    return lines
