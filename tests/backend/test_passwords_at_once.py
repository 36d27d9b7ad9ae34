"""How many passwords are hashed at the same moment."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Lock
from typing import Any

from argon2 import PasswordHasher

from backend.members.passwords import Passwords
from tests.backend.at_once import at_once

LIMIT = 2


class _Watched(PasswordHasher):
    """Notes how many are at it together; each waits until there are as many as may be."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self._lock, self._now, self.most = Lock(), 0, 0
        self._together = Barrier(LIMIT + 1, timeout=0.1)

    def verify(self, *given: Any) -> Any:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        with suppress(BrokenBarrierError):
            self._together.wait()
        with self._lock:
            self._now -= 1
        return super().verify(*given)


def test_many_sign_ins_use_no_more_memory_than_a_few() -> None:
    hasher = _Watched()
    passwords = Passwords(hasher, at_once=LIMIT)
    stored = passwords.hash("right")

    assert at_once(8, lambda: passwords.verify(stored, "right")) == [True] * 8
    assert hasher.most <= LIMIT
