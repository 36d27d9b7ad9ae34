"""Figures about entities: what of a message's numbers, services, months, … was found, and what besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.evaluation.lines import Entities, Line
from bot.evaluation.shares import Share
from bot.evaluation.topics import Reply

Pairs = list[tuple[Entities, Entities]]


def score_entities(lines: Sequence[Line], replies: Sequence[Reply]) -> list[Share]:
    """Give recall, precision and lines that are right in all; empty without a line about entities."""
    pairs = _pairs(lines, replies)
    if not pairs:
        return []
    hits = sum(len(wanted & found) for wanted, found in pairs)
    return [
        Share("entity recall", hits, sum(len(wanted) for wanted, _ in pairs)),
        Share("entity precision", hits, sum(len(found) for _, found in pairs)),
        Share("lines all right", sum(wanted == found for wanted, found in pairs), len(pairs)),
    ]


def by_kind(lines: Sequence[Line], replies: Sequence[Reply]) -> list[tuple[Share, Share]]:
    """Give recall and precision of each kind of entity, named by it."""
    pairs = _pairs(lines, replies)
    kinds = sorted({kind for wanted, found in pairs for kind, _ in wanted | found})
    shares = []
    for kind in kinds:
        wanted = [_of(kind, entities) for entities, _ in pairs]
        found = [_of(kind, entities) for _, entities in pairs]
        hits = sum(len(one & other) for one, other in zip(wanted, found, strict=True))
        shares.append((Share(kind, hits, _count(wanted)), Share(kind, hits, _count(found))))
    return shares


def differences(line: Line, reply: Reply) -> str:
    """Say what is missing and what was found besides; nothing if all is right."""
    wanted = line.entities or frozenset()
    missing = [f"-{kind}={value}" for kind, value in sorted(wanted - reply.entities)]
    besides = [f"+{kind}={value}" for kind, value in sorted(reply.entities - wanted)]
    return " ".join(missing + besides)


def _pairs(lines: Sequence[Line], replies: Sequence[Reply]) -> Pairs:
    return [
        (line.entities, reply.entities) for line, reply in zip(lines, replies, strict=True) if line.entities is not None
    ]


def _of(kind: str, entities: Entities) -> Entities:
    return frozenset(each for each in entities if each[0] == kind)


def _count(sets: Iterable[Entities]) -> int:
    return sum(map(len, sets))
