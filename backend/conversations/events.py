"""Tells open event streams what happened in their conversation, within this process."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

# A reader that is this far behind is cut off; it resumes from its last event id with nothing lost.
_LONGEST_QUEUE = 200


@dataclass(frozen=True)
class Event:
    """`id` is a message's id for `message` events; the others are of the moment only and have none."""

    kind: Literal["message", "typing", "status"]
    data: dict[str, Any]
    id: str | None = None


class EventBus:
    """Publish from the event loop only."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[Event | None]]] = defaultdict(set)

    def publish(self, conversation_id: str, event: Event) -> None:
        for queue in list(self._queues.get(conversation_id, ())):
            if queue.qsize() < _LONGEST_QUEUE:
                queue.put_nowait(event)
            else:
                self._cut_off(conversation_id, queue)

    def _cut_off(self, conversation_id: str, queue: asyncio.Queue[Event | None]) -> None:
        self._queues[conversation_id].discard(queue)
        queue.put_nowait(None)

    @contextmanager
    def subscription(self, conversation_id: str) -> Iterator[asyncio.Queue[Event | None]]:
        """A queue of what happens from now on; None in it means that the stream is over."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._queues[conversation_id].add(queue)
        try:
            yield queue
        finally:
            self._queues[conversation_id].discard(queue)
            if not self._queues[conversation_id]:
                del self._queues[conversation_id]

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for conversation_id, queues in list(self._queues.items()):
            for queue in list(queues):
                self._cut_off(conversation_id, queue)
