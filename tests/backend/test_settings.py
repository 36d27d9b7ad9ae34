"""What is refused at the start."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.__main__ import refuse_the_demos
from backend.container import Container
from backend.core.settings import PROJECT_ROOT, Settings
from tests.backend.desk import ADMIN, ISHII, KIMURA
from tests.backend.staff_signing_in import change

PRODUCTION = {
    "environment": "production",
    "public_url": "https://shop.example",
    "smtp_host": "mail.madoguchi.example",
    "smtp_security": "tls",
}


def test_production_starts_with_what_it_needs(settings: Settings) -> None:
    assert Settings(**(settings.model_dump() | PRODUCTION)).is_https


@pytest.mark.parametrize("public_url", [None, "http://shop.example"])
def test_production_without_https_is_refused(settings: Settings, public_url: str | None) -> None:
    """Its cookies would not be Secure, and a session could be read on the way."""
    with pytest.raises(ValidationError, match="public_url"):
        Settings(**(settings.model_dump() | PRODUCTION | {"public_url": public_url}))


@pytest.mark.parametrize("name", ["secret_key", "channel_secret", "internal_secret", "identity_token_secret"])
def test_secrets_that_can_be_guessed_are_refused_in_production(settings: Settings, name: str) -> None:
    """Whoever guesses the identity tokens' secret from a single token is any member in the chat."""
    with pytest.raises(ValidationError, match=name):
        Settings(**(settings.model_dump() | PRODUCTION | {name: SecretStr("a" * 31)}))


def test_production_asks_for_two_matches_before_it_unlocks(settings: Settings) -> None:
    assert Settings(**(settings.model_dump() | {"unlock_matches": 1})).unlock_matches == 1
    with pytest.raises(ValidationError, match="unlock_matches"):
        Settings(**(settings.model_dump() | PRODUCTION | {"unlock_matches": 1}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("staff_seen_seconds", 44),
        ("staff_session_idle_seconds", 86401),
        ("staff_session_total_seconds", 86401),
        ("staff_sign_in_seconds", 3601),
        ("staff_lock_seconds", 59),
        ("longest_queue", 0),
    ],
)
def test_values_that_open_a_hole_are_refused(settings: Settings, name: str, value: int) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings(**(settings.model_dump() | {name: value}))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "127.evil.example", "localhost.example"])
def test_the_demo_is_not_opened_to_others_unasked(host: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DEMO_OPEN"} | {"HOST": host}
    refused = subprocess.run(["ops/up"], cwd=PROJECT_ROOT, env=environment, capture_output=True, check=False)
    assert refused.returncode == 1
    assert b"DEMO_OPEN=1" in refused.stderr


def test_production_does_not_start_on_the_demos_database(settings: Settings) -> None:
    """Anybody could sign in there as an admin, disabled or not: another admin might enable them."""
    given = settings.model_dump() | PRODUCTION
    shown = {name: value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in given.items()}
    told = [*PRODUCTION, "database_url", "secret_key", "channel_secret", "internal_secret"]
    environment = os.environ | {f"MADOGUCHI_{name.upper()}": str(shown[name]) for name in told}

    refused = subprocess.run(
        [sys.executable, "-m", "backend"],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert refused.returncode == 1
    assert refused.stderr.decode().startswith("madoguchi: this database holds the demo's staff")
    assert b"MADOGUCHI_DATABASE_URL" in refused.stderr


def test_one_of_the_demos_staff_is_enough_also_without_a_way_in(container: Container) -> None:
    production = replace(container, settings=Settings(**(container.settings.model_dump() | PRODUCTION)))
    for login_id in (KIMURA.login_id, ISHII.login_id):
        change(container, login_id, email="somebody@shop.example")
    change(container, ADMIN, disabled_at=container.clock.now())
    with pytest.raises(SystemExit):
        refuse_the_demos(production)
    change(container, ADMIN, email="somebody@shop.example")
    refuse_the_demos(production)


def test_the_demo_starts_with_its_staff(container: Container) -> None:
    refuse_the_demos(container)


def test_an_error_of_the_database_says_nothing_of_what_was_to_be_stored(container: Container) -> None:
    with pytest.raises(SQLAlchemyError) as error, container.database.reading() as session:
        session.execute(text("SELECT * FROM nowhere WHERE code = :code"), {"code": "secret-123456"})
    assert "secret-123456" not in str(error.value)
