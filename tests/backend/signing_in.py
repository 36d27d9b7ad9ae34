"""What tests of signing in have in common."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TypeVar

from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import AuditEvent
from backend.container import Container
from backend.demo.people import PEOPLE
from backend.members import service as members
from backend.members.models import Member
from backend.mypage import cookies
from tests.backend.conftest import newest_code
from tests.backend.pages import Browser, Page

T = TypeVar("T")

SAKURA = next(person for person in PEOPLE if person.login_id == "sakura.ito")
LOCKED = next(person for person in PEOPLE if person.case == "locked")
WITHDRAWN = next(person for person in PEOPLE if person.case == "withdrawn")
WRONG = "Wrong-Password-1"


def enter_password(browser: Browser, login_id: str = SAKURA.login_id, password: str = SAKURA.password) -> Page:
    return browser.fill("/sign-in", login_id=login_id, password=password)


def sign_in(browser: Browser, login_id: str = SAKURA.login_id, password: str = SAKURA.password) -> Page:
    """All the way, by mailed code."""
    return browser.submit(enter_password(browser, login_id, password), code=newest_code(browser.client, login_id))


def is_signed_in(browser: Browser) -> bool:
    return browser.client.get("/mypage", follow_redirects=False).status_code == 200


def member_of(container: Container, login_id: str = SAKURA.login_id) -> Member:
    with container.database.reading() as session:
        found = members.find(session, login_id)
        assert found is not None
        return found


def audited(container: Container, login_id: str = SAKURA.login_id) -> list[Action]:
    """A member's log, oldest first."""
    with container.database.reading() as session:
        mine = select(AuditEvent.action).where(AuditEvent.member_id == member_of(container, login_id).id)
        return [Action(action) for action in session.scalars(mine.order_by(AuditEvent.id))]


def backup_codes(container: Container, login_id: str = SAKURA.login_id) -> list[str]:
    """The codes that are still good; made if there are none yet."""
    member_id = member_of(container, login_id).id
    with container.database.unit_of_work() as session:
        container.backup_codes.ensure(session, member_id)
        return [shown.code for shown in container.backup_codes.shown(session, member_id) if shown.used_at is None]


@dataclass(frozen=True)
class Prepared:
    """A form that is filled in and ready to be sent, from any thread: its cookies do not change."""

    client: TestClient
    path: str
    fields: dict[str, str]
    cookie: str

    def send(self) -> Response:
        return TestClient(self.client.app, client=("127.0.0.1", 50000)).post(
            self.path, data=self.fields, headers={"Cookie": self.cookie}, follow_redirects=False
        )


def prepared(browser: Browser, page: Page, **typed: str) -> Prepared:
    cookie = "; ".join(f"{name}={value}" for name, value in browser.client.cookies.items())
    return Prepared(browser.client, page.path, page.form().fields | typed, cookie)


def at_once(calls: list[Callable[[], T]]) -> list[T]:
    """Call them all from threads that start together."""
    barrier = Barrier(len(calls))

    def call(one: Callable[[], T]) -> T:
        barrier.wait(timeout=10)
        return one()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def session_cookies(answers: list[Response]) -> list[str]:
    """The sessions that were opened."""
    return [answer.cookies[cookies.SESSION] for answer in answers if cookies.SESSION in answer.cookies]
