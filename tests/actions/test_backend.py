"""The client of door 2: answers whole or raises, never blocks the loop, never shows a secret."""

from __future__ import annotations

import asyncio
import logging
import socket
import time

import pytest

from actions.backend import Backend, BackendError, BackendRefusedError, BackendUnreachableError, backend
from actions.settings import Settings, read_settings
from tests.actions.fake_door2 import ORDER, SECRET, FakeDoor2, Person

REFERENCE = "reference-0001"


def test_it_names_the_conversation_and_shows_the_secret(door: FakeDoor2, client: Backend) -> None:
    door.people[REFERENCE] = Person()

    answer = asyncio.run(client.orders(REFERENCE))

    assert answer["orders"][0] == ORDER
    assert (door.calls[0].reference, door.calls[0].authorization) == (REFERENCE, f"Bearer {SECRET}")


@pytest.mark.parametrize("number", ["ORD-2026-000123", "../invoices", "a/b?c=d#e", "注文", "%2e%2e"])
def test_what_a_member_typed_stays_one_part_of_the_path(door: FakeDoor2, client: Backend, number: str) -> None:
    asyncio.run(client.order(REFERENCE, number))

    assert door.calls[0].path == f"orders/{number}"
    assert door.calls[0].query == {}


def test_a_reference_cannot_lead_elsewhere(door: FakeDoor2, client: Backend) -> None:
    asyncio.run(client.orders("../../somebody-else"))

    assert door.calls[0].reference == "../../somebody-else"


def test_only_what_is_known_goes_into_a_calculation(door: FakeDoor2, client: Backend) -> None:
    asyncio.run(
        client.due_dates(REFERENCE, services=("fjcloud_v",), usage_month="--04", payment_method=None, closing="20")
    )

    assert door.calls[0].body == {"services": ["fjcloud_v"], "usage_month": "--04", "closing": "20"}


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (404, b'{"title": "Not Found"}', None),
        (422, b'{"code": "usage_month_invalid"}', "usage_month_invalid"),
        (500, b"<html>", None),
        (503, b"", None),
        (401, b"[]", None),
    ],
)
def test_a_refusal_is_raised_with_status_and_code(
    door: FakeDoor2, client: Backend, status: int, body: bytes, code: str | None
) -> None:
    door.instead["orders"] = (status, body)

    with pytest.raises(BackendRefusedError) as refused:
        asyncio.run(client.orders(REFERENCE))

    assert (refused.value.status, refused.value.code) == (status, code)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b"null", b'"text"', b'{"orders": ['])
def test_half_an_answer_is_none(door: FakeDoor2, client: Backend, body: bytes) -> None:
    door.instead["orders"] = (200, body)

    with pytest.raises(BackendError):
        asyncio.run(client.orders(REFERENCE))


def test_a_backend_that_hangs_is_given_up(door: FakeDoor2, client: Backend) -> None:
    door.open.clear()
    began = time.monotonic()

    with pytest.raises(BackendUnreachableError):
        asyncio.run(client.orders(REFERENCE))

    assert time.monotonic() - began < 3


def test_a_backend_that_is_down_is_told_apart() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        gone = Backend(Settings(f"http://127.0.0.1:{unused.getsockname()[1]}", SECRET))
        with pytest.raises(BackendUnreachableError):
            asyncio.run(gone.orders(REFERENCE))


def test_no_error_shows_secret_reference_or_login_id(
    door: FakeDoor2, client: Backend, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    door.open.clear()
    with pytest.raises(BackendUnreachableError) as unreachable:
        asyncio.run(client.request_password_reset(REFERENCE, "yamada_01"))
    door.open.set()
    door.instead["password-reset"] = (500, b'{"login_id": "yamada_01"}')
    with pytest.raises(BackendRefusedError) as refused:
        asyncio.run(client.request_password_reset(REFERENCE, "yamada_01"))

    said = f"{unreachable.value} {refused.value}"
    assert "yamada_01" not in said
    assert REFERENCE not in said
    assert SECRET not in said + caplog.text
    assert "yamada_01" not in caplog.text


def test_sixty_calls_wait_at_once_and_the_loop_goes_on(door: FakeDoor2) -> None:
    client = Backend(Settings(door.url, SECRET, connect_deadline=5, read_deadline=20))

    async def sixty() -> int:
        door.expect(60)
        calls = [asyncio.create_task(client.orders(f"reference-{number}")) for number in range(60)]
        # Only a loop that is not blocked gets to look.
        await asyncio.wait_for(asyncio.to_thread(door.all_waiting.wait), 15)
        door.open.set()
        return len(await asyncio.gather(*calls))

    assert asyncio.run(sixty()) == 60
    assert door.most_waiting == 60


def test_one_client_serves_all_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_INTERNAL_URL", "http://127.0.0.1:1/")
    monkeypatch.setenv("MADOGUCHI_INTERNAL_SECRET", SECRET)
    backend.cache_clear()

    assert backend() is backend()
    backend.cache_clear()


@pytest.mark.parametrize("missing", ["MADOGUCHI_INTERNAL_URL", "MADOGUCHI_INTERNAL_SECRET"])
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setenv("MADOGUCHI_INTERNAL_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("MADOGUCHI_INTERNAL_SECRET", SECRET)
    monkeypatch.delenv(missing)

    with pytest.raises(KeyError, match=missing):
        read_settings()


def test_settings_do_not_show_the_secret() -> None:
    assert SECRET not in repr(Settings("http://127.0.0.1:1", SECRET))
