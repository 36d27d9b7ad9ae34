"""What changed, read once for all the consoles that are open at this process, however many messages come in."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request

from backend.console import news
from backend.console.access import SignedInStaff
from backend.console.news import Json, News, Pokes
from backend.container import Container
from backend.conversations.channels import DESK
from backend.core.fan_out import Event, Subscription

logger = logging.getLogger(__name__)

# What comes in within the first is read and told together. Counts can wait longer; some change by time alone.
PAUSE_SECONDS = 0.1
_COUNTS_SECONDS = 1.0
_COUNTS_AGE_SECONDS = 30.0


@dataclass(eq=False)
class _Console:
    reader: Subscription
    me: SignedInStaff
    counts: Json | None = None


@dataclass(eq=False)
class DeskFeed:
    """Runs while a console is open, on the event loop of all of them; the database is read in threads."""

    services: Container
    _consoles: set[_Console] = field(default_factory=set)
    _task: asyncio.Task[None] | None = None

    @contextmanager
    def told_to(self, reader: Subscription, me: SignedInStaff) -> Iterator[None]:
        """Put into it what changes from now on; it ends if something may have been missed."""
        console = _Console(reader, me)
        self._consoles.add(console)
        if self._task is None:
            self._task = self._start()
        try:
            yield
        finally:
            self._consoles.discard(console)
            if not self._consoles and self._task is not None:
                self._task.cancel()
                self._task = None

    def streams_of(self, me: SignedInStaff) -> int:
        """How many consoles are open in their session."""
        return sum(console.me.session_id == me.session_id for console in self._consoles)

    def _start(self) -> asyncio.Task[None]:
        # Before the task's first step: nothing that happens from here on is missed.
        listening = ExitStack()
        desk = listening.enter_context(self.services.fan_out.subscription(DESK))
        task = asyncio.create_task(self._run(desk))

        def over(_task: asyncio.Task[None]) -> None:
            listening.close()
            if not task.cancelled():
                self._give_up(task.exception())

        task.add_done_callback(over)
        return task

    def _give_up(self, error: BaseException | None) -> None:
        """The consoles come back by themselves, and begin with reading how everything stands."""
        self._task = None
        if error is not None:
            # No details: they may hold content.
            logger.error("telling the consoles failed: %s", type(error).__name__)
        for console in self._consoles:
            console.reader.end()

    async def _run(self, desk: Subscription) -> None:
        counted_at = monotonic()
        is_count_due = True
        while True:
            counts_at = counted_at + (_COUNTS_SECONDS if is_count_due else _COUNTS_AGE_SECONDS)
            events = await desk.within(counts_at - monotonic())
            if events is None:
                return
            pokes = Pokes.of(events)
            is_count_due = is_count_due or pokes.change_counts
            counts_now = monotonic() >= counts_at
            counted = {console.me.staff_id for console in self._consoles} if counts_now else set()
            self._tell(await to_thread.run_sync(news.read, self.services, pokes, counted))
            if counts_now:
                counted_at, is_count_due = monotonic(), False
            await asyncio.sleep(PAUSE_SECONDS)

    def _tell(self, told: News) -> None:
        for console in self._consoles:
            for event in told.events:
                console.reader.put(event)
            counts = told.counts.get(console.me.staff_id, console.counts)
            if counts is not None and counts != console.counts:
                console.counts = counts
                console.reader.put(Event("counts", counts))


async def _of_request(request: Request) -> DeskFeed:
    feed: DeskFeed = request.app.state.desk_feed
    return feed


Feed = Annotated[DeskFeed, Depends(_of_request)]
