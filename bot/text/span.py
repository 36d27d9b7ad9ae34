"""A piece of a message that means something to us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """What stands at `text[start:end]`: an entity and its value, as docs/architecture.md lists them."""

    start: int
    end: int
    entity: str
    value: str


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Keep the earlier in the list where two overlap; give them in the order of the text."""
    candidates = list(spans)
    taken = bytearray(max((span.end for span in candidates), default=0))
    kept: list[Span] = []
    for span in candidates:
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
