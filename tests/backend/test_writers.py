"""Units of work at the same time: each waits its turn, and whatever happens to one, the next has its own."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.core.database import Database

WRITERS = 20


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/writers.db")
    with made.unit_of_work() as session:
        session.execute(text("CREATE TABLE counted (number INTEGER)"))
        session.execute(text("INSERT INTO counted VALUES (0)"))
    yield made
    made.dispose()


def number(database: Database) -> int:
    with database.reading() as session:
        return int(session.execute(text("SELECT number FROM counted")).scalar_one())


def add_one(database: Database) -> None:
    with database.unit_of_work() as session:
        before = session.execute(text("SELECT number FROM counted")).scalar_one()
        session.execute(text("UPDATE counted SET number = :after"), {"after": before + 1})


def test_nothing_that_one_of_many_writers_did_is_lost(database: Database) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(add_one, database) for _ in range(WRITERS)]:
            done.result()
    assert number(database) == WRITERS


def test_who_only_reads_waits_for_no_writer(database: Database) -> None:
    with database.unit_of_work() as session:
        session.execute(text("UPDATE counted SET number = 7"))
        assert number(database) == 0
    assert number(database) == 7


def test_a_writer_that_fails_leaves_its_turn_to_the_next(database: Database) -> None:
    def fail() -> None:
        with database.unit_of_work() as session:
            session.execute(text("UPDATE counted SET number = 7"))
            raise ZeroDivisionError

    with ThreadPoolExecutor(2) as pool:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                pool.submit(fail).result()
            pool.submit(add_one, database).result()
    assert number(database) == 3


def test_a_lost_connection_keeps_nobody_waiting(database: Database) -> None:
    with database.unit_of_work() as session:
        session.execute(text("SELECT 1"))
        session.connection().invalidate()
        session.rollback()
    add_one(database)
    assert number(database) == 1


def test_the_next_writer_goes_on_right_after_the_one_before(database: Database) -> None:
    holds, is_waiting = threading.Event(), threading.Event()

    def wait_and_add() -> None:
        holds.wait()
        is_waiting.set()
        add_one(database)

    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(wait_and_add)
        with database.unit_of_work() as session:
            session.execute(text("UPDATE counted SET number = 7"))
            holds.set()
            assert is_waiting.wait(10)
            assert number(database) == 0
        second.result(timeout=5)
    assert number(database) == 8
