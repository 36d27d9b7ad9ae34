"""Whether the time of an answer tells that a login id exists: wrong passwords for known and unknown ids, by turns.

As many tries as lock nobody are made with each of the demo's members. The ratio of the medians is to be 1 within the
noise that a run sees between two sets of unknown ids.
"""

from __future__ import annotations

import re
import statistics
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

TRIES_PER_MEMBER = 8
_WRONG = "Wrong-Password-1"
_TOKEN = re.compile(r'name="csrf-token" content="([0-9a-f]+)"')
# Locked, or gone: the answer is the same, but these are a matter of their own.
_OUT_OF_USE = {"locked", "withdrawn"}


@dataclass(frozen=True)
class SignInTiming:
    """Medians in milliseconds: known ids, unknown ids, and unknown ids once more."""

    known: float
    unknown: float
    unknown_again: float

    @property
    def ratio(self) -> float:
        """Of the known to the unknown: what somebody who guesses ids could see."""
        return self.known / self.unknown

    @property
    def noise(self) -> float:
        """The same ratio where there is nothing to see."""
        return self.unknown_again / self.unknown

    def as_text(self) -> str:
        return (
            f"Refused sign-ins, median: {self.known:.1f} ms for login ids that exist, {self.unknown:.1f} ms for "
            f"others; ratio {self.ratio:.3f}, where two sets of unknown ids differ by {self.noise:.3f}"
        )


def measure(client: httpx.Client, tries_per_member: int = TRIES_PER_MEMBER) -> SignInTiming:
    """Try to sign in at a shop whose demo is on; `client` knows its origin. Raises ValueError if any id is let in."""
    people = client.get("/demo/members").raise_for_status().json()["members"]
    known = [person["login_id"] for person in people if person["case"] not in _OUT_OF_USE] * tries_per_member
    found = _TOKEN.search(client.get("/sign-in").raise_for_status().text)
    if found is None:
        raise ValueError("the sign-in page has no form")
    token = found[1]
    for _ in range(3):
        _refused(client, token, _nobody())
    times = [[_refused(client, token, login_id) for login_id in (each, _nobody(), _nobody())] for each in known]
    return SignInTiming(*(statistics.median(column) for column in _columns(times)))


def _columns(rows: Iterable[list[float]]) -> Iterable[tuple[float, ...]]:
    return zip(*rows, strict=True)


def _nobody() -> str:
    return f"nobody.{uuid.uuid4().hex[:8]}"


def _refused(client: httpx.Client, token: str, login_id: str) -> float:
    form = {"csrf_token": token, "login_id": login_id, "password": _WRONG}
    started = time.perf_counter()
    answer = client.post("/sign-in", data=form)
    taken = (time.perf_counter() - started) * 1000
    if answer.status_code != 422:
        raise ValueError(f"{login_id} was answered {answer.status_code}")
    return taken
