"""The page for a new password in a real browser: what it says while somebody types, and where it leads."""

import socket
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
from tests.backend.databases import CHEAP_PASSWORDS

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
    listening = socket.create_server(("127.0.0.1", 0))  # connections queue until the server is ready
    config = uvicorn.Config(public_app(container), log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    with container.database.reading() as session:
        [mail] = mailbox.received(session, "sakura.ito", container.vault, waits_for=set())
    assert mail.link is not None
    yield mail.link.replace(container.settings.base_url, f"http://127.0.0.1:{listening.getsockname()[1]}")
    server.should_exit = True
    thread.join(10)


def test_rules_are_checked_off_while_typing(page: Page, address: str) -> None:
    page.goto(address)
    kept = page.locator(".kept")
    expect(kept).to_have_count(0)

    page.get_by_label("新しいパスワード", exact=True).fill("Abc1!")
    expect(kept).to_have_count(4)
    expect(page.locator("#summary")).to_have_text("満たしていない条件が1つあります。")

    page.get_by_label("新しいパスワード", exact=True).fill(GOOD)
    expect(kept).to_have_count(5)
    expect(page.locator("#summary")).to_have_text("条件をすべて満たしています。")


@pytest.mark.parametrize("forbidden", ["\\", " ", "あ", "！", "😀"])
def test_other_characters_are_told_at_once_and_never_sent(page: Page, address: str, forbidden: str) -> None:
    page.goto(address)
    for label in ("新しいパスワード", "新しいパスワード（確認のためもう一度）"):
        page.get_by_label(label, exact=True).fill(GOOD + forbidden)

    expect(page.locator("#summary")).to_have_text("使えない文字が含まれています。")
    page.get_by_role("button").click()
    expect(page).to_have_title("新しいパスワードの設定")


def test_a_refusal_is_read_out_and_the_second_try_succeeds(page: Page, address: str) -> None:
    page.goto(address)
    first, again = page.locator("#password"), page.locator("#password-again")
    first.fill(GOOD)
    again.fill(GOOD + "!")
    expect(page.locator("#match")).to_have_text("パスワードがまだ一致していません。")
    page.get_by_role("button").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("一致していません")
    expect(alert).to_be_focused()

    first.fill(GOOD)
    again.fill(GOOD)
    expect(page.locator("#match")).to_have_text("パスワードが一致しています。")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("パスワードを設定しました")


def test_the_password_can_be_looked_at(page: Page, address: str) -> None:
    page.goto(address)
    field = page.locator("#password")
    expect(field).to_have_attribute("type", "password")
    page.get_by_label("パスワードを表示する").check()
    expect(field).to_have_attribute("type", "text")


def test_it_fits_a_small_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
