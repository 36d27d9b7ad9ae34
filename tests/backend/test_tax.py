"""Consumption tax: one rounding per rate and invoice, whatever the lines are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.billing import tax
from backend.billing.tax import RateTotal

Line = tuple[int, int]
rates = st.sampled_from(sorted(tax.RATES))
charges: st.SearchStrategy[Line] = st.tuples(st.integers(0, 10_000_000), rates)
lines = st.lists(st.tuples(st.integers(-1_000_000, 10_000_000), rates), max_size=30)


@pytest.mark.parametrize(
    ("given_lines", "totals"),
    [
        ([], ()),
        ([(1000, 10)], (RateTotal(10, 1000, 100),)),
        ([(1009, 10)], (RateTotal(10, 1009, 100),)),
        # Line by line it would be 0 + 0 = 0 yen.
        ([(9, 10), (9, 10)], (RateTotal(10, 18, 1),)),
        ([(99, 8), (99, 10), (1, 8)], (RateTotal(10, 99, 9), RateTotal(8, 100, 8))),
        ([(0, 10)], (RateTotal(10, 0, 0),)),
        # Money given back: towards zero as well.
        ([(-19, 10)], (RateTotal(10, -19, -1),)),
        ([(1000, 10), (-5, 10)], (RateTotal(10, 995, 99),)),
    ],
)
def test_totals(given_lines: list[Line], totals: tuple[RateTotal, ...]) -> None:
    assert tax.totals(given_lines) == totals


@given(lines)
def test_parts_add_up(some: list[Line]) -> None:
    totals = tax.totals(some)

    assert sum(total.net for total in totals) == sum(net for net, _ in some)
    assert tax.gross(some) == sum(total.net + total.tax for total in totals)
    assert [total.percent for total in totals] == sorted({percent for _, percent in some}, reverse=True)


@given(lines)
def test_a_rate_is_rounded_once_and_by_less_than_a_yen(some: list[Line]) -> None:
    for total in tax.totals(some):
        exact_hundredths = total.net * total.percent
        assert abs(total.tax * 100) <= abs(exact_hundredths) < abs(total.tax * 100) + 100
        assert total.tax * exact_hundredths >= 0


@given(lines, st.randoms())
def test_the_order_of_lines_does_not_matter(some: list[Line], random: object) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tax.totals(shuffled) == tax.totals(some)


@given(st.lists(charges, min_size=1, max_size=30))
def test_how_a_sum_is_divided_into_lines_does_not_matter(some: list[Line]) -> None:
    joined = [(sum(net for net, percent in some if percent == rate), rate) for rate in {rate for _, rate in some}]
    assert tax.totals(joined) == tax.totals(some)


@given(st.lists(charges, max_size=30))
def test_rounding_each_line_would_never_ask_for_more(some: list[Line]) -> None:
    line_by_line = sum(tax.tax_on(net, percent) for net, percent in some)
    assert line_by_line <= sum(total.tax for total in tax.totals(some)) <= line_by_line + len(some)


@pytest.mark.parametrize("percent", [0, 5, 9, -10, 100])
def test_a_rate_that_there_is_not_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="no rate"):
        tax.totals([(100, percent)])
