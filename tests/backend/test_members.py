"""Finding members and checking passwords."""

from datetime import timedelta

import pytest

from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.members import service as members
from tests.backend.databases import CHEAP_PASSWORDS

SAKURA = next(person for person in PEOPLE if person.login_id == "sakura.ito")
WITHDRAWN = next(person for person in PEOPLE if person.case == "withdrawn")
LOCKED = next(person for person in PEOPLE if person.case == "locked")


@pytest.mark.parametrize("typed", ["sakura.ito", "Sakura.Ito", " sakura.ito\n", "ｓａｋｕｒａ．ｉｔｏ", "sakura.ito\0"])
def test_a_login_id_is_found_however_it_is_typed(container: Container, typed: str) -> None:
    with container.database.reading() as session:
        found = members.find_active(session, typed)
        assert found is not None
        assert found.name == "伊藤 さくら"


@pytest.mark.parametrize("typed", ["", " ", "nobody", "x" * 5000, "' OR 1=1 --", "\ud800", "%", "_" * 10])
def test_anything_else_is_nobody(container: Container, typed: str) -> None:
    with container.database.reading() as session:
        assert members.find(session, typed) is None


def test_who_has_left_is_found_by_staff_only(container: Container) -> None:
    with container.database.reading() as session:
        assert members.find_active(session, WITHDRAWN.login_id) is None
        left = members.find(session, WITHDRAWN.login_id)
        assert left is not None
        assert left.is_withdrawn


def test_who_is_locked_is_still_a_member(container: Container) -> None:
    with container.database.reading() as session:
        locked = members.find_active(session, LOCKED.login_id)
        assert locked is not None
        assert locked.is_locked


@pytest.mark.parametrize("wrong", ["", SAKURA.password + "x", SAKURA.password.lower(), "\ud800", "\0"])
def test_only_the_own_password_is_right(container: Container, wrong: str) -> None:
    with container.database.reading() as session:
        member = members.find_active(session, SAKURA.login_id)
        assert member is not None
        assert CHEAP_PASSWORDS.verify(member.password_hash, SAKURA.password)
        assert not CHEAP_PASSWORDS.verify(member.password_hash, wrong)


def test_a_damaged_hash_lets_nobody_in() -> None:
    assert not CHEAP_PASSWORDS.verify("not a hash", "anything")


def test_moments_come_back_in_japanese_time(container: Container, clock: FixedClock) -> None:
    with container.database.reading() as session:
        locked = members.find(session, LOCKED.login_id)
        assert locked is not None
        assert locked.locked_at is not None
        assert locked.locked_at.utcoffset() == timedelta(hours=9)
        assert locked.locked_at.date() == clock.now().date() - timedelta(days=1)
