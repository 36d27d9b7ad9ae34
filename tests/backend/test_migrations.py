"""Migrations: what an earlier release kept is still there, and all of them together make what the models say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

import backend.models  # noqa: F401 - registers every model
from backend.core.database import Base, Database
from backend.core.settings import PROJECT_ROOT
from tests.backend.databases import SeededDatabases

_MEMBER = """
INSERT INTO members (id, login_id, name, company, representative, email, phone, address, mail_opt_in, code_channel,
                     password_hash, failed_logins, registered_at)
VALUES (1, 'hanako', '見本 花子', '見本社', '見本 太郎', 'hanako@mihon.example', '090-0000-0100', '見本町1', true,
        'mail', 'x', 3, '2026-01-05 01:00:00')
"""
_PAID = (
    "INSERT INTO paid_registrations (member_id, status, applied_on, closing) VALUES (1, 'approved', '2026-01-06', '20')"
)
_ORDER = """
INSERT INTO orders (id, member_id, service, status, ordered_on, is_trial)
VALUES (1, 1, 'fjcloud_o', 'started', '2026-01-07', false)
"""
_CONTRACT = """
INSERT INTO contracts (id, member_id, order_id, service, status, started_on, is_trial)
VALUES (1, 1, 1, 'fjcloud_o', 'in_use', '2026-01-10', false)
"""
_INVOICE = """
INSERT INTO invoices
    (id, member_id, service, usage_month, used_from, used_until, amount, status, payment_method, closing)
VALUES (1, 1, 'fjcloud_o', '2026-01', '2026-01-10', '2026-01-31', 11000, 'paid', 'bank_transfer', '20')
"""
_TICKET = """
INSERT INTO tickets (id, kind, status, subject, body, created_at, member_id, requested_was_locked)
VALUES (1, 'contact', 'open', '件名', '本文', '2026-01-20 01:00:00', 1, false)
"""


def _configured(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(PROJECT_ROOT / "backend" / "migrations"))
    config.attributes["database_url"] = url
    return config


@pytest.fixture
def first_release(tmp_path: Path, databases: SeededDatabases) -> Iterator[str]:
    """A database as the first release left it, with something of everything in it."""
    with databases.empty() as url:
        command.upgrade(_configured(url), "0001")
        engine = Database(url).engine
        with engine.begin() as connection:
            for statement in (_MEMBER, _PAID, _ORDER, _CONTRACT, _INVOICE, _TICKET):
                connection.execute(text(statement))
        engine.dispose()
        yield url


@pytest.fixture
def upgraded(first_release: str) -> Iterator[Engine]:
    command.upgrade(_configured(first_release), "head")
    engine = Database(first_release).engine
    yield engine
    engine.dispose()


def test_what_was_kept_is_there_still(upgraded: Engine) -> None:
    with upgraded.connect() as connection:
        member = connection.execute(text("SELECT login_id, failed_logins FROM members")).one()
        paid = connection.execute(text("SELECT company, representative, name, address FROM paid_registrations")).one()
        counts = [
            connection.scalar(text(f"SELECT count(*) FROM {table}"))
            for table in ("orders", "contracts", "invoices", "tickets")
        ]
    assert tuple(member) == ("hanako", 3)
    # Paid knows what it was told when the member applied.
    assert tuple(paid) == ("見本社", "見本 太郎", "見本 花子", "見本町1")
    assert counts == [1, 1, 1, 1]


def test_the_migrations_make_what_the_models_say(upgraded: Engine) -> None:
    with upgraded.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_downgrading_and_upgrading_again_works(first_release: str) -> None:
    config = _configured(first_release)
    command.upgrade(config, "head")
    command.downgrade(config, "0001")
    command.upgrade(config, "head")
