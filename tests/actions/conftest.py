"""A fake backend at door 2, and the client that talks to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actions.backend import Backend
from actions.settings import Settings
from tests.actions.fake_door2 import SECRET, FakeDoor2


@pytest.fixture
def door() -> Iterator[FakeDoor2]:
    """Listens while the test runs."""
    with FakeDoor2().running() as fake:
        yield fake


@pytest.fixture
def client(door: FakeDoor2) -> Backend:
    """With deadlines short enough to wait for."""
    return Backend(Settings(door.url, SECRET, connect_deadline=0.5, read_deadline=0.5))
