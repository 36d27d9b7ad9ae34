"""A text as staff see it: its personal data hidden, each place with what it is and how it can be told from others."""

from dataclasses import dataclass
from typing import Final

from backend.personal_data.finding import find
from backend.personal_data.kinds import Kind

_HIDDEN_AS: Final = "●●●●"
_LONGEST_DOMAIN = 60


@dataclass(frozen=True)
class Plain:
    text: str


@dataclass(frozen=True)
class Hidden:
    """`index` counts what is hidden in one text, from 0: by it a value is asked for. `value` is never shown unasked."""

    kind: Kind
    index: int
    hint: str | None
    value: str

    @property
    def label(self) -> str:
        return self.kind.label


Part = Plain | Hidden


def parts(text: str) -> list[Part]:
    """The text in pieces; their texts and values in a row are the text again."""
    pieces: list[Part] = []
    at = 0
    for index, found in enumerate(find(text)):
        value = text[found.start : found.end]
        if found.start > at:
            pieces.append(Plain(text[at : found.start]))
        pieces.append(Hidden(found.kind, index, _hint(found.kind, value), value))
        at = found.end
    if at < len(text):
        pieces.append(Plain(text[at:]))
    return pieces


def whole(kind: Kind, value: str) -> list[Part]:
    """A field that is personal data as it is; none where there is nothing in it."""
    return [Hidden(kind, 0, _hint(kind, value), value)] if value else []


def hidden_value(text: str, index: int) -> Hidden | None:
    """What is hidden in the text at this index."""
    return next((part for part in parts(text) if isinstance(part, Hidden) and part.index == index), None)


def masked(text: str) -> str:
    """The text in one line of writing, for where nothing can be revealed: titles, previews, the audit log."""
    return shown_masked(parts(text))


def shown_masked(pieces: list[Part]) -> str:
    """The same of a text in pieces, or of a stretch of it."""
    return "".join(part.text if isinstance(part, Plain) else _HIDDEN_AS for part in pieces)


def _hint(kind: Kind, value: str) -> str | None:
    """Enough to tell two of them apart, and for a mail address whose mail it is."""
    match kind:
        case Kind.MAIL:
            _, _, domain = value.replace("＠", "@").rpartition("@")
            return f"@{domain.strip()}" if domain.strip() and len(domain) <= _LONGEST_DOMAIN else None
        case Kind.CARD | Kind.PHONE | Kind.ACCOUNT:
            digits = [char for char in value if char.isdecimal()]
            return f"末尾 {''.join(digits[-2:])}" if len(digits) >= 6 else None
        case Kind.ADDRESS:
            return None


def window(pieces: list[Part], start: int, end: int) -> list[Part]:
    """What stands between these places of the text; what is hidden is in it whole or not at all, its length counted."""
    kept: list[Part] = []
    at = 0
    for piece in pieces:
        text = piece.text if isinstance(piece, Plain) else piece.value
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            kept.append(Plain(text[first:last]) if isinstance(piece, Plain) else piece)
        at += len(text)
    return kept
