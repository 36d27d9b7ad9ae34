"""Fresh databases for tests, each a copy of one that was migrated and filled once."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Protocol

from argon2 import PasswordHasher
from sqlalchemy import create_engine, text

from backend.core.clock import JST
from backend.core.crypto import Vault
from backend.core.database import Database
from backend.demo import seed, staff
from backend.members.passwords import Passwords
from backend.setup_database import migrate

SECRET_KEY = "secret-key-for-tests-0123456789abcdef"
# Argon2 as cheap as it gets: what it costs is tried elsewhere.
CHEAP_PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class SeededDatabases(Protocol):
    def fresh(self) -> AbstractContextManager[str]:
        """The URL of a database that nobody else uses."""
        ...

    def empty(self) -> AbstractContextManager[str]:
        """The same with nothing in it, not even tables."""
        ...


def _fill(url: str, today: date) -> None:
    migrate(url)
    database = Database(url)
    with database.unit_of_work() as session:
        seed.fill_if_empty(session, today, CHEAP_PASSWORDS)
        staff.fill_if_empty(session, datetime.combine(today, time(9), JST), CHEAP_PASSWORDS, Vault(SECRET_KEY))
    database.dispose()


class SqliteDatabases:
    def __init__(self, folder: Path, today: date) -> None:
        self._folder = folder
        self._count = itertools.count()
        _fill(f"sqlite:///{folder}/seeded.db", today)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        # The last connection that closed has merged the log into the file, so the file is all there is.
        copy = self._folder / f"{next(self._count)}.db"
        shutil.copy(self._folder / "seeded.db", copy)
        yield f"sqlite:///{copy}"

    @contextmanager
    def empty(self) -> Iterator[str]:
        yield f"sqlite:///{self._folder / f'empty-{next(self._count)}.db'}"


class PostgresDatabases:
    def __init__(self, address: str, today: date) -> None:
        self._address = address
        self._count = itertools.count()
        self._engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        self._run("DROP DATABASE IF EXISTS seeded")
        self._run("CREATE DATABASE seeded")
        _fill(self._url("seeded"), today)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://madoguchi@{self._address}/{name}"

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def fresh(self) -> AbstractContextManager[str]:
        return self._made("seeded")

    def empty(self) -> AbstractContextManager[str]:
        return self._made("template1")

    @contextmanager
    def _made(self, template: str) -> Iterator[str]:
        name = f"copy_{next(self._count)}"
        self._run(f"DROP DATABASE IF EXISTS {name}")
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self._url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
