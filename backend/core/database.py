"""Engine, session and the columns that features share."""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import DateTime, Engine, MetaData, Select, create_engine, event, make_url
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from backend.core.clock import JST

# Names that Alembic can find again on every database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every model."""

    metadata = MetaData(naming_convention=NAMING)


class Timestamp(TypeDecorator[datetime]):
    """A moment: stored in UTC, given back aware in Japanese time. SQLite itself forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(JST)


Row = TypeVar("Row", bound=Base)


def add_once(session: Session, row: Row, same: Select[Row]) -> tuple[Row, bool]:
    """Add a row of which a unique index allows one: whoever comes second, however close, gets the first one's.

    `same` selects what the index would not let in beside it. The row that there is now, and whether it is the new one.
    """
    found = session.scalar(same)
    if found is not None:
        return found, False
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return session.scalars(same).one(), False
    return row, True


_AFTER_COMMIT = "after_commit"
_HAS_TURN = "has_turn"
_LONGEST_WAIT_SECONDS = 8


def after_commit(session: Session, key: Hashable, act: Callable[[], None]) -> None:
    """Have this done once the unit of work is committed, and not if it is rolled back; of one key only the last.

    For telling others what there is to see now. Must not fail: what was committed stays.
    """
    session.info.setdefault(_AFTER_COMMIT, {})[key] = act


class Database:
    """A database and its units of work."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {} if self.is_sqlite else {"pool_pre_ping": True}
        # An error's text goes to the log: without parameters, which hold hashes, codes and what people typed.
        self.engine: Engine = create_engine(parsed, pool_size=20, max_overflow=40, hide_parameters=True, **options)
        if self.is_sqlite:
            _make_sqlite_fit_for_many_writers(self.engine)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        self._reading = sessionmaker(self.engine.execution_options(reads_only=True), expire_on_commit=False)

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A session that commits when the block ends well and rolls back when it raises.

        Services never commit: the edge (a route, a worker) opens one of these around them.
        """
        with self._writing() as session:
            with session.begin():
                yield session
            for act in session.info.pop(_AFTER_COMMIT, {}).values():
                act()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking only: on SQLite it waits for no writer. What is changed in it is lost."""
        with self._reading() as session:
            yield session

    def dispose(self) -> None:
        self.engine.dispose()


def _make_sqlite_fit_for_many_writers(engine: Engine) -> None:
    """WAL lets readers go on beside a writer; BEGIN IMMEDIATE makes writers queue instead of failing half-way.

    Writers of this process queue here. Left to SQLite they would ask again and again after growing pauses: of fifty
    in a second some would wait for seconds, each holding a thread.

    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    """
    turn = threading.Lock()

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={_LONGEST_WAIT_SECONDS * 1000}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if connection.get_execution_options().get("reads_only", False):
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.info.get(_HAS_TURN):
            # Without a turn by then, SQLite says what is wrong.
            connection.info[_HAS_TURN] = turn.acquire(timeout=_LONGEST_WAIT_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def over(record: Any) -> None:
        if record.info.pop(_HAS_TURN, False):
            turn.release()

    # The first moment after the commit or the rollback, or after a BEGIN that failed.
    @event.listens_for(engine, "checkin")
    def _checkin(_connection: Any, record: Any) -> None:
        over(record)

    @event.listens_for(engine, "invalidate")
    def _invalidate(_connection: Any, record: Any, _error: Any) -> None:
        over(record)
