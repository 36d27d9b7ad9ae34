"""Whom a limit by address counts as one."""

import pytest
from starlette.requests import Request

from backend.core import peers


def _from(host: str | None) -> Request:
    return Request({"type": "http", "client": None if host is None else (host, 50000), "headers": []})


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        (None, "unknown", True),
    ],
)
def test_a_subscriber_of_ipv6_is_one_whatever_address_is_used(one: str | None, other: str, is_same: bool) -> None:
    """A line gets 2^64 addresses at the least, so that a limit by each of them would be none."""
    assert (peers.subscriber(_from(one)) == peers.subscriber(_from(other))) is is_same
