"""Where Rasa keeps its conversations between turns: one row each, in SQLite or PostgreSQL, until it lapses.

A cache: the backend has the record. Hence no history of old sessions, nothing of what the bot said, and a row that
cannot be read any more starts the conversation anew.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.pool import QueuePool

from bot.tracker_compaction import compact_events, restore, slim

logger = logging.getLogger(__name__)

T = TypeVar("T")

_PURGE_EVERY_SECONDS = 600.0
_THREADS = 4

_metadata = sa.MetaData()
_trackers = sa.Table(
    "rasa_trackers",
    _metadata,
    sa.Column("reference", sa.String(128), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
    # Seconds since 1970, as in Rasa's events.
    sa.Column("updated_at", sa.Float(53), nullable=False, index=True),
)

_REFERENCE, _NOW, _OLDEST, _EVENTS = (sa.bindparam(name) for name in ("reference", "now", "oldest", "events"))
# Built once: SQLAlchemy takes longer to build a statement than SQLite to run it.
_READ = sa.select(_trackers.c.events).where(_trackers.c.reference == _REFERENCE, _trackers.c.updated_at >= _OLDEST)
_ALIVE = sa.select(_trackers.c.reference).where(_trackers.c.updated_at >= _OLDEST)
_PURGE = _trackers.delete().where(_trackers.c.updated_at < _OLDEST)


def _replace(insert: Callable[[sa.Table], Any]) -> Any:
    statement = insert(_trackers).values(reference=_REFERENCE, events=_EVENTS, updated_at=_NOW)
    replaced = {"events": statement.excluded.events, "updated_at": statement.excluded.updated_at}
    return statement.on_conflict_do_update(index_elements=["reference"], set_=replaced)


_REPLACE = {"sqlite": _replace(sqlite.insert), "postgresql": _replace(postgresql.insert)}


class RowTrackerStore(TrackerStore):
    """Keeps each conversation in one row that every turn replaces.

    `url`: SQLAlchemy URL of SQLite or PostgreSQL. `idle_hours`: a conversation untouched for so long is forgotten.
    `max_events`: a longer session is shortened to its slots and its last turns, since a turn's cost grows with it.
    Errors of the database reach the caller; the next call tries again.
    """

    def __init__(
        self,
        domain: Domain | None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        *,
        idle_hours: float = 24.0,
        max_events: int = 40,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(domain, event_broker)
        self._idle_seconds = float(idle_hours) * 3600
        self._max_events = int(max_events)
        self._clock = clock
        self._next_purge = clock()
        self._engine = _engine(host or "")
        self._replace = _REPLACE[self._engine.dialect.name]
        # A database that hangs must hold up one conversation, not Rasa's event loop.
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="trackers")
        _metadata.create_all(self._engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's current session; None if there is none, it has lapsed or cannot be read."""
        row = await self._in_thread(lambda connection: self._read(connection, sender_id))
        return self._restore(sender_id, row) if row is not None else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Replace the conversation's row; now and then also clear out what has lapsed."""
        if not tracker.events:
            return
        await self.stream_events(tracker)
        events = compact_events(tracker, self.domain, max_events=self._max_events)
        row = json.dumps([slim(event.as_dict()) for event in events], ensure_ascii=False, separators=(",", ":"))
        await self._in_thread(lambda connection: self._write(connection, tracker.sender_id, row))

    async def keys(self) -> Iterable[str]:
        """The references of all conversations that have not lapsed."""
        oldest = {"oldest": self._oldest()}
        return await self._in_thread(lambda connection: connection.execute(_ALIVE, oldest).scalars().all())

    def close(self) -> None:
        """Let go of threads and connections."""
        self._threads.shutdown()
        self._engine.dispose()

    def _restore(self, reference: str, row: str) -> DialogueStateTracker | None:
        try:
            tracker = self.init_tracker(reference)
            tracker.recreate_from_dialogue(Dialogue(reference, restore(json.loads(row))))
        except Exception as error:
            # Such as one written by another release. Failing each of its turns from now on would help nobody.
            logger.error("Conversation %s starts anew, its tracker is unreadable: %s", reference, type(error).__name__)
            return None
        return tracker

    def _oldest(self) -> float:
        return self._clock() - self._idle_seconds

    def _read(self, connection: Connection, reference: str) -> str | None:
        return connection.execute(_READ, {"reference": reference, "oldest": self._oldest()}).scalar()

    def _write(self, connection: Connection, reference: str, events: str) -> None:
        now = self._clock()
        connection.execute(self._replace, {"reference": reference, "events": events, "now": now})
        if now >= self._next_purge:
            self._next_purge = now + _PURGE_EVERY_SECONDS
            connection.execute(_PURGE, {"oldest": self._oldest()})

    async def _in_thread(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._in_transaction, work)

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            return work(connection)


def _engine(address: str) -> Engine:
    """Connect lazily to the database at this address.

    Raises:
        InvalidConfigException: no address, not one of ours, or its driver is missing. (An ImportError would make Rasa
            fall back to its memory with a mere warning.)
    """
    try:
        url = make_url(address)
        if url.get_backend_name() not in _REPLACE:
            raise InvalidConfigException("The tracker store needs a URL of SQLite or PostgreSQL.")
        return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    except (sa.exc.ArgumentError, ImportError) as error:
        raise InvalidConfigException("The tracker store's URL or the driver it names cannot be used.") from error


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise InvalidConfigException("The tracker store needs a file: in memory, conversations would be lost.")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, poolclass=QueuePool, pool_size=_THREADS, connect_args={"check_same_thread": False}, hide_parameters=True
    )

    @sa.event.listens_for(engine, "connect")
    def tune(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 2000")
        connection.execute("PRAGMA journal_mode = WAL")
        # Safe with WAL against a killed process; a power cut may cost the last turns of a cache.
        connection.execute("PRAGMA synchronous = NORMAL")

    return engine


def _postgresql(url: URL) -> Engine:
    return sa.create_engine(
        url,
        pool_size=_THREADS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 3, "options": "-c statement_timeout=3000"},
        hide_parameters=True,
    )
