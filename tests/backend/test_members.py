"""Finding members and checking passwords."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.passwords import Passwords
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
        assert members.has_password(member, SAKURA.password, CHEAP_PASSWORDS)
        assert not members.has_password(member, wrong, CHEAP_PASSWORDS)


def test_nobody_has_no_password() -> None:
    assert not members.has_password(None, "nobody has this password", CHEAP_PASSWORDS)


def test_an_old_hash_is_renewed_at_the_next_right_password(container: Container) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    with container.database.unit_of_work() as session:
        member = members.find_active(session, SAKURA.login_id)
        assert member is not None
        before = member.password_hash

        assert not members.has_password(member, "wrong", stronger)
        assert member.password_hash == before

        assert members.has_password(member, SAKURA.password, stronger)
        assert member.password_hash != before
        assert not stronger.is_outdated(member.password_hash)
        assert members.has_password(member, SAKURA.password, stronger)


def test_a_damaged_hash_lets_nobody_in() -> None:
    assert not CHEAP_PASSWORDS.verify("not a hash", "anything")


def test_moments_come_back_in_japanese_time(container: Container, clock: FixedClock) -> None:
    with container.database.reading() as session:
        locked = members.find(session, LOCKED.login_id)
        assert locked is not None
        assert locked.locked_at is not None
        assert locked.locked_at.utcoffset() == timedelta(hours=9)
        assert locked.locked_at.date() == clock.now().date() - timedelta(days=1)
