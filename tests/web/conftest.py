"""A real Chromium, a fake backend, and a page with the widget on it."""

import os
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web.fake_backend import FakeBackend, serving
from tests.web.widget import Widget

# Chromium takes the last list only, so the first ones are Playwright's own. The others are two pages that it makes for
# every window, for what drops down from the address bar: half of what a window costs.
_LEFT_OUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(_LEFT_OUT)}",
]
# How long a page may take on a machine that is busy with other tests.
_PATIENCE_MS = 20_000
_PLAYWRIGHTS_OWN_MS = 5_000
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)
    for item in items:
        if not str(item.path).startswith(here) or "browser" not in getattr(item, "fixturenames", ()):
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no chromium, chromium-browser or google-chrome on the PATH"))


# This package's, not the run's: Playwright's loop counts as running in this thread, and other tests need their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        expect.set_options(timeout=_PATIENCE_MS)
        yield browser
        expect.set_options(timeout=_PLAYWRIGHTS_OWN_MS)
        browser.close()


@pytest.fixture
def fake() -> Iterator[FakeBackend]:
    with serving(FakeBackend()) as served:
        yield served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="ja-JP", timezone_id="Asia/Tokyo", reduced_motion="reduce"
    )
    context.set_default_timeout(_PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Fails its test if the page logged an error that no failing answer of the network explains."""
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield page
    unexplained = [text for text in troubles if not re.search(r"Failed to load resource|net::ERR_", text)]
    assert unexplained == []


@pytest.fixture
def widget(page: Page, fake: FakeBackend) -> Widget:
    """The demo page, with the chat still closed."""
    page.goto(fake.origin + "/")
    return Widget(page)
