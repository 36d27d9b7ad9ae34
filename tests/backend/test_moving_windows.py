"""Limits in memory: never more than allowed in any window, and nobody waits longer than needed."""

from hypothesis import given
from hypothesis import strategies as st
from limits import parse

from backend.core.moving_windows import MovingWindows


class _Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(
    amount=st.integers(1, 4),
    steps=st.lists(st.tuples(st.floats(0, 50), st.sampled_from("ab")), max_size=40),
)
def test_a_hit_counts_exactly_if_fewer_than_the_limit_lie_in_the_window(
    amount: int, steps: list[tuple[float, str]]
) -> None:
    clock = _Time()
    windows = MovingWindows(clock)
    counted: dict[str, list[float]] = {"a": [], "b": []}
    for wait, key in steps:
        clock.now += wait
        recent = [at for at in counted[key] if at >= clock.now - 60]
        assert windows.hit(parse(f"{amount}/minute"), key) == (len(recent) < amount)
        if len(recent) < amount:
            counted[key].append(clock.now)


def test_limits_of_one_key_are_counted_apart() -> None:
    windows = MovingWindows(_Time())
    assert windows.hit(parse("1/minute"), "codes", "1")
    assert windows.hit(parse("1/minute"), "codes", "2")
    assert windows.hit(parse("1/hour"), "codes", "1")
    assert not windows.hit(parse("1/minute"), "codes", "1")


def test_looking_counts_nothing() -> None:
    clock = _Time()
    windows = MovingWindows(clock)
    limit = parse("1/minute")
    assert all(windows.test(limit, "code") for _ in range(3))
    assert windows.hit(limit, "code")
    assert not windows.test(limit, "code")
    clock.now += 61
    assert windows.test(limit, "code")


def test_who_does_not_come_back_is_forgotten() -> None:
    clock = _Time()
    windows = MovingWindows(clock)
    for visitor in range(1_000):
        windows.hit(parse("5/minute"), str(visitor))
    windows.hit(parse("5/hour"), "patient")
    clock.now = 130
    windows.hit(parse("5/minute"), "newcomer")
    assert len(windows._windows) == 2
