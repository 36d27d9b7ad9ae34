"""What is refused at the start."""

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.container import Container
from backend.core.settings import Settings

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


def test_an_error_of_the_database_says_nothing_of_what_was_to_be_stored(container: Container) -> None:
    with pytest.raises(SQLAlchemyError) as error, container.database.reading() as session:
        session.execute(text("SELECT * FROM nowhere WHERE code = :code"), {"code": "secret-123456"})
    assert "secret-123456" not in str(error.value)
