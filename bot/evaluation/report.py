"""The report of an evaluation, for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from bot.evaluation.calibration import as_text, bins
from bot.evaluation.entities import by_kind, differences, score_entities
from bot.evaluation.lines import Line
from bot.evaluation.shares import Share
from bot.evaluation.topics import Reply, confusions, resolved, score

_HEAD = "{lines} lines, {milliseconds:.1f} ms each (median); 95 % intervals by Wilson"
_ABSENT = "–"


def report(lines: Sequence[Line], replies: Sequence[Reply], milliseconds: float, *, show_lines: bool = False) -> str:
    """Write the figures, a table of the files where there are several, and the confusions.

    Only `show_lines` puts words of members into it, and never those of a gate set.
    """
    parts = [_HEAD.format(lines=len(lines), milliseconds=milliseconds), _by_file(lines, replies)]
    if any(line.accept for line in lines):
        parts += ["\n".join(map(str, score(lines, replies))), _confused(lines, replies), as_text(bins(lines, replies))]
    if any(line.entities is not None for line in lines):
        parts += ["\n".join(map(str, score_entities(lines, replies))), _kinds(lines, replies)]
    if show_lines:
        parts.append(_wrong(lines, replies))
    return "\n\n".join(filter(None, parts))


def _confused(lines: Sequence[Line], replies: Sequence[Reply]) -> str:
    wrong = [f"  {count:3}  {wanted} → {given}" for wanted, given, count in confusions(lines, replies)]
    return "\n".join(["Not resolved, wanted → given:", *(wrong or ["  none"])])


def _kinds(lines: Sequence[Line], replies: Sequence[Reply]) -> str:
    rows = [
        f"  {recall}; precision {_figure(precision)} % of {precision.total}"
        for recall, precision in by_kind(lines, replies)
    ]
    return "\n".join(["Recall by kind:", *rows])


def _by_file(lines: Sequence[Line], replies: Sequence[Reply]) -> str:
    """One row a file; nothing for a single one, whose figures follow."""
    together = list(zip(lines, replies, strict=True))
    files = {source: list(entries) for source, entries in groupby(together, key=lambda pair: pair[0].source)}
    if len(files) < 2:
        return ""
    tables = [
        _table(files, lambda line: bool(line.accept), score),
        _table(files, lambda line: line.entities is not None, score_entities),
    ]
    return "\n\n".join(filter(None, tables))


def _table(
    files: dict[Path | None, list[tuple[Line, Reply]]],
    belongs: Callable[[Line], bool],
    figures: Callable[[Sequence[Line], Sequence[Reply]], list[Share]],
) -> str:
    rows = []
    for source, entries in files.items():
        kept = [(line, reply) for line, reply in entries if belongs(line)]
        if kept:
            name = "/".join(source.parts[-2:]) if source else _ABSENT
            rows.append((name, len(kept), figures([line for line, _ in kept], [reply for _, reply in kept])))
    if not rows:
        return ""
    width = max(len(name) for name, _, _ in rows)
    head = f"{'%':{width}}  lines  " + "  ".join(share.name for share in rows[0][2])
    body = [
        f"{name:{width}}  {count:5}  " + "  ".join(f"{_figure(share):>{len(share.name)}}" for share in shares)
        for name, count, shares in rows
    ]
    return "\n".join([head, *body])


def _figure(share: Share) -> str:
    return f"{share.percent:5.1f}" if share.total else f"{_ABSENT:>5}"


def _wrong(lines: Sequence[Line], replies: Sequence[Reply]) -> str:
    rows = []
    for line, reply in zip(lines, replies, strict=True):
        if line.hidden:
            continue
        if line.accept and not resolved(line, reply):
            rows.append(f"  {line.text!r}: {' or '.join(line.accept)} → {reply.topic}")
        if line.entities is not None and differences(line, reply):
            rows.append(f"  {line.text!r}: {differences(line, reply)}")
    hidden = any(line.hidden for line in lines)
    note = ["  (lines of a gate set are never shown)"] if hidden else []
    return "\n".join(["Lines that went wrong:", *(rows or ["  none"]), *note])
