"""Whether a text holds what somebody is looking for, in the database: as it was typed, and in its other widths.

Japanese has no blanks between words, so it is any stretch of the text. Nothing is kept for it beside the text itself.
"""

import unicodedata
from typing import Any

import jaconv
from sqlalchemy import ColumnElement, String, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from backend.core.text import cleaned

SHORTEST_QUERY = 2


def spellings(query: str) -> list[str]:
    """The query and its half-width and full-width forms, each once; texts are kept in the width they were typed in."""
    raw = cleaned(query)
    plain = unicodedata.normalize("NFKC", raw)
    wide = jaconv.h2z(plain, kana=True, digit=True, ascii=True)
    # The database folds the case of plain letters only.
    forms = [raw, plain, wide, wide.lower(), wide.upper(), jaconv.z2h(plain, kana=True, digit=False, ascii=False)]
    return list(dict.fromkeys(form for form in forms if form))


def holds(column: InstrumentedAttribute[Any], query: str) -> ColumnElement[bool]:
    """Capital or small letters alike; `%` and `_` are what they are."""
    return or_(*(column.icontains(form, autoescape=True) for form in spellings(query)))


def names(column: InstrumentedAttribute[Any], query: str) -> ColumnElement[bool]:
    """`holds` for a name, whose blanks stand now here, now there: 「伊藤さくら」 is 「伊藤 さくら」."""
    joined = column.expression
    for blank in (" ", "\u3000"):
        joined = func.replace(joined, blank, "", type_=String())
    forms = ("".join(form.split()) for form in spellings(query))
    return or_(*(joined.icontains(form, autoescape=True) for form in forms))


def place_of(text: str, query: str) -> tuple[int, int] | None:
    """Where the text holds it first."""
    lowered = text.lower()
    found = [(lowered.find(form.lower()), len(form)) for form in spellings(query)]
    at, length = min(((at, length) for at, length in found if at >= 0), default=(-1, 0))
    return None if at < 0 else (at, at + length)
