"""Passwords are hashed in threads of their own: a flood of sign-ins leaves the chat's alone."""

from threading import Event
from typing import Any

import anyio
import anyio.to_thread
from argon2 import PasswordHasher
from httpx import ASGITransport, AsyncClient, Response

from backend.app import public_app
from backend.composition import build_container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.members.passwords import Passwords


class _Stuck(PasswordHasher):
    """Is not done with a password before it is let go on."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.may_go_on = Event()

    def verify(self, *given: Any) -> Any:
        assert self.may_go_on.wait(60)
        return super().verify(*given)


async def _flood(settings: Settings, clock: FixedClock, hasher: _Stuck) -> tuple[Response, list[int]]:
    """What the chat answers while more sign in than there are threads, and what those are told afterwards."""
    container = build_container(settings, clock, Passwords(hasher))
    transport = ASGITransport(public_app(container), client=("127.0.0.1", 50000))
    statuses: list[int] = []
    async with AsyncClient(transport=transport, base_url="http://testserver") as browser:
        form = (await browser.get("/sign-in")).text
        token = form.partition('name="csrf_token" value="')[2].partition('"')[0]
        typed = {"csrf_token": token, "login_id": "nobody", "password": "Wrong-Pass-2026"}

        async def sign_in() -> None:
            statuses.append((await browser.post("/sign-in", data=typed)).status_code)

        async with anyio.create_task_group() as group:
            threads = int(anyio.to_thread.current_default_thread_limiter().total_tokens)
            for _ in range(threads + 10):
                group.start_soon(sign_in)
            await anyio.wait_all_tasks_blocked()
            try:
                with anyio.fail_after(10):
                    opened = await browser.post("/api/conversations", json={})
            finally:
                hasher.may_go_on.set()
    await container.gateway.close()
    container.database.dispose()
    assert len(statuses) == threads + 10
    return opened, statuses


def test_the_chat_answers_while_many_sign_in(settings: Settings, clock: FixedClock) -> None:
    opened, statuses = anyio.run(_flood, settings, clock, _Stuck())
    assert opened.status_code == 201
    assert set(statuses) == {422}
