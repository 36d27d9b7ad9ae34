"""Password hashing with Argon2id (RFC 9106)."""

import os
from dataclasses import dataclass
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. Many people may log in at once, so memory counts.
_RECOMMENDED = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


# More at the same moment are no faster, and 40 worker threads' hashes take a gigabyte.
AT_ONCE = 2 * (os.cpu_count() or 1)


@dataclass(frozen=True)
class Checked:
    """What became of a password. `renewed_hash`: what to keep from now on, where the hash is of weaker settings."""

    is_right: bool
    renewed_hash: str | None = None


class Passwords:
    """Hashes and checks, `at_once` at the same moment, so that many sign-ins cannot use up the memory.

    Tests pass a cheaper hasher.
    """

    def __init__(self, hasher: PasswordHasher = _RECOMMENDED, at_once: int = AT_ONCE) -> None:
        self._hasher = hasher
        self._places = BoundedSemaphore(at_once)

    def hash(self, password: str) -> str:
        with self._places:
            return self._hasher.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        try:
            with self._places:
                return self._hasher.verify(stored, _encodable(password))
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, stored: str) -> bool:
        return self._hasher.check_needs_rehash(stored)

    def check(self, stored: str | None, password: str) -> Checked:
        """Whether this is the password, after the same work where there is none (`stored` is None)."""
        if stored is None:
            self.waste_time(password)
            return Checked(is_right=False)
        if not self.verify(stored, password):
            return Checked(is_right=False)
        return Checked(is_right=True, renewed_hash=self.hash(password) if self.is_outdated(stored) else None)

    def waste_time(self, password: str) -> None:
        """Do the work of `verify` where there is nothing to verify."""
        self.verify(self._dummy_hash, password)

    @cached_property
    def _dummy_hash(self) -> str:
        return self._hasher.hash("nobody has this password")


def _encodable(password: str) -> str:
    return password.encode("utf-8", "replace").decode()
