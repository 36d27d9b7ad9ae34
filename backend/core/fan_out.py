"""Tells open event streams, within this process or across several, that something happened.

It is no record and no queue of work: an event goes to whoever listens at that moment, once or not at all. A reader that
must miss nothing takes an event for a poke and reads what there is from the database, as it does when it comes back.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

# A reader that is this far behind is cut off; it comes back and reads from the record what it missed.
_LONGEST_QUEUE = 200


@dataclass(frozen=True)
class Event:
    """`data` is JSON, so that it can be told to another process. `id`: of what the event is about, if that has one."""

    kind: str
    data: dict[str, Any]
    id: str | None = None


class Subscription:
    """What one reader has yet to be told: fed from any thread, read on the event loop that it was made on."""

    def __init__(self, longest: int = _LONGEST_QUEUE) -> None:
        self._loop = asyncio.get_running_loop()
        self._longest = longest
        self._lock = threading.Lock()
        self._events: deque[Event] = deque()
        self._is_over = False
        self._is_waking = False
        self._woken = asyncio.Event()

    def put(self, event: Event) -> None:
        """Keep it for the reader, who is cut off if they are too far behind. Never waits and never raises."""
        with self._lock:
            if self._is_over:
                return
            if len(self._events) < self._longest:
                self._events.append(event)
            else:
                self._is_over = True
            self._wake()

    def end(self) -> None:
        """Nothing comes any more; what is there can still be read."""
        with self._lock:
            self._is_over = True
            self._wake()

    def _wake(self) -> None:
        # Once for everything that comes in until the reader looks.
        if self._is_waking:
            return
        self._is_waking = True
        try:
            self._loop.call_soon_threadsafe(self._woken.set)
        except RuntimeError:
            self._is_over = True  # the loop is closed: nobody reads here any more

    async def waiting(self) -> list[Event]:
        """Everything that came in since the last call, oldest first; waits for something. Empty: the stream is over."""
        while True:
            with self._lock:
                events, is_over = list(self._events), self._is_over
                self._events.clear()
                self._is_waking = False
                self._woken.clear()
            if events or is_over:
                return events
            await self._woken.wait()

    async def within(self, seconds: float) -> list[Event] | None:
        """As `waiting`, but empty if nothing comes for so long; None: the stream is over."""
        try:
            async with asyncio.timeout(seconds):
                return await self.waiting() or None
        except TimeoutError:
            return []


class FanOut(Protocol):
    """What every implementation keeps, so that one over Redis Pub/Sub (one channel there for each here) can stand in.

    - At most once: nothing is kept for who does not listen, and nothing is sent again.
    - Order per channel: readers of a channel get its events in one and the same order. Between channels there is none.
    - Publishing never waits for a reader, nor for the network, and never raises: an event that can't be told is lost.
      Who publishes has committed first, so that a reader who is poked finds it.
    - A subscription that may have missed something it should have been told (the reader is too slow, the connection to
      the other processes was lost) ends. Its reader comes back, reads the record first, and so has missed nothing.
    """

    def publish(self, channel: str, event: Event) -> None:
        """Tell everybody who listens on this channel. From any thread."""

    def subscription(self, *channels: str) -> AbstractContextManager[Subscription]:
        """What happens on these channels from now on. On the event loop of its reader."""

    def close(self) -> None:
        """End every subscription, and those that are yet to be made, so that the server can stop."""


class InProcessFanOut:
    """Within one process, which is all that there is unless several are started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readers: dict[str, set[Subscription]] = {}
        self._is_closed = False

    def publish(self, channel: str, event: Event) -> None:
        with self._lock:
            for reader in self._readers.get(channel, ()):
                reader.put(event)

    @contextmanager
    def subscription(self, *channels: str) -> Iterator[Subscription]:
        reader = Subscription()
        with self._lock:
            for channel in channels:
                self._readers.setdefault(channel, set()).add(reader)
            if self._is_closed:
                reader.end()
        try:
            yield reader
        finally:
            with self._lock:
                for channel in channels:
                    self._leave(channel, reader)

    def _leave(self, channel: str, reader: Subscription) -> None:
        readers = self._readers[channel]
        readers.discard(reader)
        if not readers:
            del self._readers[channel]

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            for readers in self._readers.values():
                for reader in readers:
                    reader.end()
