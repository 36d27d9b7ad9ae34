"""Limits counted in this process's memory.

The `limits` library has such a storage too, but it starts a thread at nearly every hit, to clear out what has expired:
a fifth of what a turn costs the backend.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from limits import RateLimitItem

_SWEEP_EVERY_SECONDS = 60.0


@dataclass
class _Window:
    """The moments of the hits that counted, oldest first."""

    seconds: int
    hits: deque[float] = field(default_factory=deque)

    def forget_before(self, now: float) -> None:
        while self.hits and self.hits[0] < now - self.seconds:
            self.hits.popleft()


class MovingWindows:
    """Any number of threads may hit. `clock` tells seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}
        self._next_sweep = clock() + _SWEEP_EVERY_SECONDS

    def hit(self, limit: RateLimitItem, *key: str) -> bool:
        """Count one more under `key` if that is within the limit, and tell whether it was."""
        with self._lock:
            now = self._clock()
            self._sweep(now)
            window = self._windows.setdefault(limit.key_for(*key), _Window(limit.get_expiry()))
            window.forget_before(now)
            if len(window.hits) >= limit.amount:
                return False
            window.hits.append(now)
            return True

    def test(self, limit: RateLimitItem, *key: str) -> bool:
        """Whether a hit would be within the limit; counts nothing."""
        with self._lock:
            window = self._windows.get(limit.key_for(*key))
            if window is None:
                return True
            window.forget_before(self._clock())
            return len(window.hits) < limit.amount

    def _sweep(self, now: float) -> None:
        """Forget now and then who has not come back."""
        if now < self._next_sweep:
            return
        self._next_sweep = now + _SWEEP_EVERY_SECONDS
        for window in self._windows.values():
            window.forget_before(now)
        self._windows = {key: window for key, window in self._windows.items() if window.hits}
