"""How often something may be done: counted in memory, or in Redis for several workers (by the `limits` library)."""

from functools import lru_cache

from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from backend.core.moving_windows import MovingWindows
from backend.core.problems import Problem

IN_MEMORY = "memory://"


class Limiter:
    """Counts in moving windows. A storage that is down raises: limits fail closed."""

    def __init__(self, storage_url: str) -> None:
        self._windows: MovingWindows | MovingWindowRateLimiter = (
            MovingWindows() if storage_url == IN_MEMORY else MovingWindowRateLimiter(storage_from_string(storage_url))
        )

    def allows(self, limit: str, *key: str) -> bool:
        """Count one more under `key` and tell whether it is within `limit` (such as `5/hour`)."""
        return self._windows.hit(_parsed(limit), *key)

    def would_allow(self, limit: str, *key: str) -> bool:
        """Whether one more would be within `limit`, without counting it."""
        return self._windows.test(_parsed(limit), *key)

    def check(self, limit: str, *key: str) -> None:
        """Like `allows`, but raises the 429 problem."""
        if not self.allows(limit, *key):
            raise Problem(
                429,
                "too_many_requests",
                "短い時間に続けて送信されました。少し待ってからもう一度お試しください。",
                headers={"Retry-After": "60"},
            )


@lru_cache
def _parsed(limit: str) -> RateLimitItem:
    return parse(limit)
