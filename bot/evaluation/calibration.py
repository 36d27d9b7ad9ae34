"""Whether confidences come true: of what is 80 % sure, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.lines import Line
from bot.evaluation.topics import Reply

BINS = 10
_BAR = 40


@dataclass(frozen=True)
class Bin:
    """The replies whose confidence lies in one tenth of the scale."""

    low: float
    high: float
    count: int
    said: float
    """The mean confidence of these replies."""
    right: int
    """How many of them are right."""

    @property
    def share(self) -> float:
        """How often they are right, from 0 to 1."""
        return self.right / self.count


def bins(lines: Sequence[Line], replies: Sequence[Reply]) -> list[Bin]:
    """Sort the lines about topics into tenths by confidence; right is where the likeliest topic is accepted.

    Empty tenths are left out.
    """
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for line, reply in zip(lines, replies, strict=True):
        if line.accept:
            place = min(int(reply.confidence * BINS), BINS - 1)
            sorted_in[place].append((reply.confidence, reply.likeliest in line.accept))
    return [
        Bin(
            place / BINS,
            (place + 1) / BINS,
            len(entries),
            sum(confidence for confidence, _ in entries) / len(entries),
            sum(right for _, right in entries),
        )
        for place, entries in enumerate(sorted_in)
        if entries
    ]


def expected_calibration_error(diagram: Sequence[Bin]) -> float:
    """Give the mean distance between said and right over all lines, from 0 to 1 (Naeini 2015)."""
    total = sum(each.count for each in diagram)
    return sum(each.count * abs(each.said - each.share) for each in diagram) / total if total else 0.0


def as_text(diagram: Sequence[Bin]) -> str:
    """Draw the reliability diagram for a terminal: the bar is how often it is right, the mark what was said."""
    rows = [
        "Calibration: how often the likeliest topic is right (bar), beside the confidence that was said (│)",
        f"  confidence  lines   said  right  0 %{'100 %':>{_BAR - 3}}",
    ]
    for each in reversed(diagram):
        figures = f"{each.count:6}  {100 * each.said:5.1f}  {100 * each.share:5.1f}"
        rows.append(f"  {each.low:.1f} – {each.high:.1f}  {figures}  {_bar(each)}")
    rows.append(f"  expected calibration error: {100 * expected_calibration_error(diagram):.1f} %")
    return "\n".join(rows)


def _bar(each: Bin) -> str:
    filled = round(each.share * _BAR)
    row = ["█"] * filled + ["·"] * (_BAR - filled)
    row[min(round(each.said * _BAR), _BAR - 1)] = "│"
    return "".join(row)
