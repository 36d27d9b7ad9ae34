"""One-time codes (HOTP, RFC 4226), a fresh seed for each."""

import pyotp

DIGITS = 6
# Each seed makes a single code, so its counter never moves.
_FIRST = 0


def new_seed() -> str:
    """A random base32 seed of 160 bits."""
    return pyotp.random_base32()


def code_of(seed: str, counter: int = _FIRST) -> str:
    """The six digits of this seed."""
    return pyotp.HOTP(seed, digits=DIGITS).at(counter)


def matches(seed: str, code: str, counter: int = _FIRST) -> bool:
    """Compared in constant time; anything but six ASCII digits never matches."""
    return (
        len(code) == DIGITS
        and code.isascii()
        and code.isdigit()
        and pyotp.HOTP(seed, digits=DIGITS).verify(code, counter)
    )
