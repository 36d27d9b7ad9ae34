"""A desk to work at: the console's page before a fake backend."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.web.console.console_page import ConsolePage
from tests.web.console.fake_console import FakeConsole, serving
from tests.web.console.fake_doors import build_app


@pytest.fixture
def desk() -> Iterator[FakeConsole]:
    console = FakeConsole()
    with serving(console, build_app(console)) as served:
        yield served


@pytest.fixture
def console(page: Page, desk: FakeConsole) -> ConsolePage:
    """The console, open at its first screen: who waits."""
    return ConsolePage(page, desk).at("queue")
