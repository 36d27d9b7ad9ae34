"""Codes from an authenticator app (TOTP, RFC 6238): for people who sign in to staff's side."""

from datetime import datetime
from typing import Final

import pyotp

DIGITS: Final = 6
STEP_SECONDS: Final = 30


def new_seed() -> str:
    """A random base32 seed of 160 bits."""
    return pyotp.random_base32()


def code_at(seed: str, moment: datetime, *, digits: int = DIGITS) -> str:
    """The code that an app shows at this moment."""
    return pyotp.TOTP(seed, digits=digits, interval=STEP_SECONDS).at(int(moment.timestamp()))


def accepted_step(
    seed: str, code: str, moment: datetime, *, after: int | None = None, window: int = 1, digits: int = DIGITS
) -> int | None:
    """The time step whose code this is, or None.

    Clocks differ, so `window` steps to either side count too. A code is good once (RFC 6238, 5.2): the caller keeps the
    step and gives it as `after` the next time; codes of that step and earlier ones are then refused.
    """
    if len(code) != digits or not (code.isascii() and code.isdigit()):
        return None
    now = int(moment.timestamp()) // STEP_SECONDS
    hotp = pyotp.HOTP(seed, digits=digits)
    steps = range(max(now - window, 0), now + window + 1)
    # Every step is compared, so that the time taken does not tell which one it was.
    fitting = [step for step in steps if hotp.verify(code, step)]
    return next((step for step in fitting if after is None or step > after), None)
