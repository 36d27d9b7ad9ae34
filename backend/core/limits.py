"""How often something may be done. Built on the `limits` library: in memory, or in Redis for several workers."""

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from backend.core.problems import Problem


class Limiter:
    """Counts in moving windows. A storage that is down raises: limits fail closed."""

    def __init__(self, storage_url: str) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(storage_url))

    def allows(self, limit: str, *key: str) -> bool:
        """Count one more under `key` and tell whether it is within `limit` (such as `5/hour`)."""
        return self._limiter.hit(parse(limit), *key)

    def check(self, limit: str, *key: str) -> None:
        """Like `allows`, but raises the 429 problem."""
        if not self.allows(limit, *key):
            raise Problem(
                429,
                "too_many_requests",
                "短い時間に続けて送信されました。少し待ってからもう一度お試しください。",
                headers={"Retry-After": "60"},
            )
