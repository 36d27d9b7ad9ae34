"""Browsers for both sides. Who works at the desk leaves it empty behind them: other tests count on that."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from tests.e2e.conftest import Product
from tests.e2e.handoff.sides import Desk, Visitor
from tests.web.conftest import CHROMIUM, FLAGS

_PLAYWRIGHTS_OWN_MS = 5_000
# Two browsers and four servers share the machine.
_PATIENCE_MS = 20_000

# A code of the authenticator app opens the door once, so each signs in once, and keeps the key.
_KEYS: dict[tuple[int, str], StorageState] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium, chromium-browser or google-chrome on the PATH"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        expect.set_options(timeout=_PATIENCE_MS)
        yield browser
        expect.set_options(timeout=_PLAYWRIGHTS_OWN_MS)
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, product: Product) -> Iterator[OpenPage]:
    """A page of a browser of its own. Fails its test if a page logged an error that no failing answer explains."""
    troubles: list[str] = []
    contexts = []

    def opened(key: StorageState | None = None) -> Page:
        context = browser.new_context(
            base_url=product.origin,
            viewport={"width": 1440, "height": 900},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
            storage_state=key,
        )
        context.set_default_timeout(_PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [text for text in troubles if not re.search(r"Failed to load resource|net::ERR_", text)] == []


@pytest.fixture
def new_visitor(open_page: OpenPage, product: Product) -> Callable[[], Visitor]:
    return lambda: Visitor(open_page(), product).comes()


@pytest.fixture
def visitor(new_visitor: Callable[[], Visitor]) -> Visitor:
    """Somebody with the chat open."""
    return new_visitor()


@pytest.fixture
def desk(open_page: OpenPage, product: Product) -> Iterator[Desk]:
    """Somebody at the desk."""
    whose = (product.port, "kimura.agent")
    desk = Desk(open_page(_KEYS.get(whose)), product)
    if whose not in _KEYS:
        desk.signs_in(whose[1])
        _KEYS[whose] = desk.page.context.storage_state()
    desk.sits_down()
    yield desk
    desk.leaves()
