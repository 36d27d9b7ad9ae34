"""The real backend on a free port, for browser tests of My Page: demo data, a clock that stands still, a fake bot."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from playwright.sync_api import BrowserContext, Page
from pydantic import SecretStr

from backend.__main__ import Server
from backend.app import public_app
from backend.composition import build_container
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.demo.people import PEOPLE, Person
from backend.members import service as members
from backend.mypage import cookies
from backend.notifications import mailbox
from backend.notifications.mailbox import Received
from backend.sign_in.sessions import Browser
from tests.backend.conftest import NOW
from tests.backend.databases import CHEAP_PASSWORDS, SECRET_KEY, SeededDatabases
from tests.backend.fake_bot import FakeBot


@dataclass
class MyPageSite:
    """A site that runs. `clock` may be moved while it does."""

    origin: str
    container: Container
    clock: FixedClock
    bot: FakeBot

    def person(self, case: str) -> Person:
        """A demo member in this situation, as `/demo/members` names it; with `.login_id` and `.password`."""
        return next(person for person in PEOPLE if person.case == case)

    def mails(self, to: str) -> list[Received]:
        """What was sent to an address, phone number or login id, newest first."""
        with self.container.database.reading() as session:
            return mailbox.received(session, to, self.container.vault, waits_for=set())

    def newest_code(self, to: str) -> str:
        return next(mail.code for mail in self.mails(to) if mail.code)

    def newest_link(self, to: str) -> str:
        return next(mail.link for mail in self.mails(to) if mail.link)

    def come_signed_in(self, context: BrowserContext, login_id: str) -> None:
        """Give the browser a session of this member's, where signing in is not what is tried."""
        with self.container.database.unit_of_work() as session:
            member = members.find(session, login_id)
            assert member is not None
            token = self.container.sessions.open(session, member.id, Browser("127.0.0.1", "Tests"))
        context.add_cookies([{"name": cookies.SESSION, "value": token, "url": self.origin, "httpOnly": True}])

    def sign_in(self, page: Page, login_id: str, password: str, next_page: str = "/mypage") -> None:
        """All the way through the pages: password, then the code from the mailbox."""
        page.goto(f"{self.origin}/sign-in?next={next_page}")
        page.get_by_label("ログインID").fill(login_id)
        page.get_by_label("パスワード", exact=True).fill(password)
        page.get_by_role("button", name="ログイン").click()
        page.get_by_label("認証コード").fill(self.newest_code(login_id))
        page.get_by_role("button", name="ログイン").click()
        page.wait_for_url(f"{self.origin}{next_page}")


@contextmanager
def serving_my_page(databases: SeededDatabases) -> Iterator[MyPageSite]:
    """A fresh copy of the demo's database behind a server of its own."""
    bot = FakeBot(secret="channel-secret-for-tests-0123456789")
    bot.says("お答えです。")
    listening = socket.create_server(("127.0.0.1", 0))  # connections queue until the server is ready
    origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with bot.running(), databases.fresh() as url:
        clock = FixedClock(NOW)
        container = build_container(_settings(url, origin, bot), clock, CHEAP_PASSWORDS)
        config = uvicorn.Config(public_app(container), log_level="warning", timeout_graceful_shutdown=1)
        server = Server(config, container.fan_out.close)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield MyPageSite(origin, container, clock, bot)
        finally:
            server.should_exit = True
            thread.join(10)
            container.database.dispose()


def _settings(database_url: str, origin: str, bot: FakeBot) -> Settings:
    secret = SecretStr("secret-for-tests-0123456789abcdef")
    return Settings(
        database_url=database_url,
        public_url=origin,
        secret_key=SecretStr(SECRET_KEY),
        channel_secret=SecretStr(bot.secret),
        internal_secret=secret,
        rasa_url=f"http://127.0.0.1:{bot.port}",
        actions_url=f"http://127.0.0.1:{bot.port}",
    )
