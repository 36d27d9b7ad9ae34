"""Routes that hash a password run in threads of their own.

Hashing takes long and only a few are done at the same moment, so in the threads that all routes share a flood of
sign-ins would leave none to the chat. Here those who wait hold no thread.
"""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from starlette.responses import Response

from backend.members.passwords import AT_ONCE

Given = ParamSpec("Given")
# One for every event loop, as anyio keeps its own: a limiter is not for several.
_threads: RunVar[CapacityLimiter] = RunVar("threads that hash passwords")


def hashes_passwords(route: Callable[Given, Response]) -> Callable[Given, Awaitable[Response]]:
    """Decorates a plain function that is a route, below the router's own decorator."""

    @wraps(route)
    async def in_own_thread(*args: Given.args, **named: Given.kwargs) -> Response:
        return await to_thread.run_sync(partial(route, *args, **named), limiter=_limiter())

    return in_own_thread


def _limiter() -> CapacityLimiter:
    try:
        return _threads.get()
    except LookupError:
        _threads.set(CapacityLimiter(AT_ONCE))
        return _threads.get()
