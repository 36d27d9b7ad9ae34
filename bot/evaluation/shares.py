"""Shares with their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

_WIDTH = 18


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    name: str
    hits: int
    total: int

    def __str__(self) -> str:
        """As a line of the report, with the 95 % interval."""
        if not self.total:
            return f"{self.name:{_WIDTH}}     – (no such lines)"
        low, high = wilson(self.hits, self.total)
        return (
            f"{self.name:{_WIDTH}} {self.percent:5.1f} %  [{100 * low:.1f}, {100 * high:.1f}]  {self.hits}/{self.total}"
        )

    @property
    def percent(self) -> float:
        """0 to 100; of nothing, 0."""
        return 100 * self.hits / self.total if self.total else 0.0


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Give the 95 % score interval of a share (Wilson 1927), which holds for shares near 0 and 1 too."""
    z = 1.96
    share = hits / total
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    middle = share + z * z / (2 * total)
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
