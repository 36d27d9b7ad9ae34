"""One-time codes as the RFCs compute them."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.identity import codes, totp

SEED = base64.b32encode(b"12345678901234567890").decode()
# RFC 4226, appendix D.
HOTP_VECTORS = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
# RFC 6238, appendix B, the rows of SHA1.
TOTP_VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
NOON = datetime(2026, 7, 15, 3, 0, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("counter", "code"), list(enumerate(HOTP_VECTORS)))
def test_rfc_4226(counter: int, code: str) -> None:
    assert codes.code_of(SEED, counter) == code
    assert codes.matches(SEED, code, counter)
    assert not codes.matches(SEED, code, counter + 1)


@pytest.mark.parametrize(("seconds", "code"), TOTP_VECTORS)
def test_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_at(SEED, at(seconds), digits=8) == code
    assert totp.accepted_step(SEED, code, at(seconds), digits=8) == seconds // 30


@pytest.mark.parametrize("typed", ["", "75522", "7552244", "７５５２２４", "75522a", "755224\n", "-55224", "٧٥٥٢٢٤"])
def test_only_six_ascii_digits_are_a_code(typed: str) -> None:
    assert not codes.matches(SEED, typed)
    assert totp.accepted_step(SEED, typed, at(0)) is None


@given(st.text(max_size=8))
def test_no_text_breaks_the_check(typed: str) -> None:
    assert codes.matches(SEED, typed) is (typed == HOTP_VECTORS[0])
    assert totp.accepted_step(SEED, typed, NOON) is None or typed.isdigit()


def test_every_seed_is_its_own() -> None:
    assert len({codes.new_seed() for _ in range(50)} | {totp.new_seed() for _ in range(50)}) == 100


@pytest.mark.parametrize(("late", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off(late: int, accepted: bool) -> None:
    code = totp.code_at(SEED, NOON)

    assert (totp.accepted_step(SEED, code, NOON + timedelta(seconds=late)) is not None) is accepted


def test_a_step_that_was_used_is_refused_within_the_window() -> None:
    code = totp.code_at(SEED, NOON)
    used = totp.accepted_step(SEED, code, NOON)
    later = NOON + timedelta(seconds=30)

    assert used is not None
    assert totp.accepted_step(SEED, code, later, after=used) is None
    assert totp.accepted_step(SEED, totp.code_at(SEED, later), later, after=used) == used + 1
