"""Consumption tax of an invoice. Pure.

A qualified invoice rounds once per rate: the net amounts of all lines of one rate are added up first, and the tax on
their sum is rounded. Rounding line by line and adding that up is not allowed (Order for Enforcement of the Consumption
Tax Act, article 70-10; National Tax Agency, Tax Answer No. 6371 「端数計算」 and its Q&A on the invoice system). Which
way to round is the issuer's choice: here always down.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

STANDARD: Final = 10
REDUCED: Final = 8
# Percent; the reduced rate must be recognisable at each line that has it.
RATES: Final = frozenset({STANDARD, REDUCED})


@dataclass(frozen=True)
class RateTotal:
    """All of an invoice at one rate: yen without tax, and the tax on it."""

    percent: int
    net: int
    tax: int

    @property
    def gross(self) -> int:
        return self.net + self.tax


def totals(lines: Iterable[tuple[int, int]]) -> tuple[RateTotal, ...]:
    """Of lines as (yen without tax, percent), the totals of each rate that occurs, the highest rate first.

    A line may be negative, as a discount is. Raises `ValueError` for a rate that there is not.
    """
    nets: dict[int, int] = defaultdict(int)
    for net, percent in lines:
        if percent not in RATES:
            raise ValueError(f"no rate of {percent} percent")
        nets[percent] += net
    return tuple(RateTotal(percent, net, tax_on(net, percent)) for percent, net in sorted(nets.items(), reverse=True))


def tax_on(net: int, percent: int) -> int:
    """Rounded down, so towards zero for money given back: never more tax than is due, either way."""
    tax = abs(net) * percent // 100
    return tax if net >= 0 else -tax


def gross(lines: Iterable[tuple[int, int]]) -> int:
    """What is to be paid in all, tax included."""
    return sum(total.gross for total in totals(lines))
