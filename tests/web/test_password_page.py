"""The page for a new password in a real browser: what it says while somebody types, and where it leads."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, expect
from pydantic import SecretStr

import backend.models  # noqa: F401 - registers every model
from backend.app import build_container, public_app
from backend.container import Container
from backend.core.database import Base
from backend.core.settings import Settings
from backend.demo import seed
from backend.notifications import mailbox
from tests.backend.conftest import CHEAP_PASSWORDS

GOOD = "Brand-New-2026"


@pytest.fixture
def container(tmp_path: Path) -> Iterator[Container]:
    secret = SecretStr("secret-for-tests-0123456789abcdef")
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/test.db", secret_key=secret, channel_secret=secret, internal_secret=secret
    )
    built = build_container(settings)
    Base.metadata.create_all(built.database.engine)
    with built.database.unit_of_work() as session:
        seed.fill_if_empty(session, date(2026, 7, 15), CHEAP_PASSWORDS)
        built.password_resets.request(session, "sakura.ito")
    yield built
    built.database.dispose()


@pytest.fixture
def address(container: Container) -> Iterator[str]:
    """The page's address on a server that runs."""
    server = uvicorn.Server(uvicorn.Config(public_app(container), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    ready = threading.Event()
    server.startup = _then(server.startup, ready)  # type: ignore[method-assign]
    thread.start()
    assert ready.wait(20)
    port = server.servers[0].sockets[0].getsockname()[1]
    with container.database.reading() as session:
        [mail] = mailbox.received(session, "sakura.ito", container.vault, waits_for=set())
    assert mail.link is not None
    yield mail.link.replace(container.settings.base_url, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(20)
