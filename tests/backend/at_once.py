"""The same thing done by several threads at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


def at_once(times: int, act: Callable[[], Result]) -> list[Result]:
    """What each call gave; raises what any raised. All start together, and share nothing but the database."""
    barrier = Barrier(times)

    def start(_number: int) -> Result:
        barrier.wait(10)
        return act()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(start, range(times)))
