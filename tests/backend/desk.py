"""Somebody at the desk, for tests: a browser with a session of staff's; how one is opened is tried elsewhere."""

from datetime import timedelta
from typing import Any, cast

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from backend.console import cookies
from backend.console.csrf import GUARD
from backend.container import Container
from backend.core.clock import FixedClock
from backend.demo.staff import COLLEAGUES
from backend.identity import totp
from backend.pages.csrf import HEADER
from backend.sign_in.sessions import Browser
from backend.staff import presence
from backend.staff import service as staff
from backend.staff.models import StaffMember

KIMURA, ISHII, NAKANO = COLLEAGUES
AGENT, OTHER_AGENT, ADMIN = (colleague.login_id for colleague in COLLEAGUES)

# As the test client names the server in the cookies it is given.
_HOST = "testserver.local"
_API = "/console/api"


class Desk:
    """One staff member's browser, with cookies of its own; calls of `/console/api` carry the CSRF header.

    Paths are relative to `/console/api`.
    """

    def __init__(self, client: TestClient, container: Container) -> None:
        # Another client without the lifespan: whoever gave theirs keeps the workers running.
        self.client = TestClient(cast(FastAPI, client.app), client=("127.0.0.1", 50100))
        # On the same event loop: what the app has opened there, such as its connection to the bot, is the loop's.
        self.client.portal = client.portal
        self.container = container
        self.staff_id = 0
        self.token = ""

    def sign_in(self, login_id: str = AGENT, *, is_online: bool = True) -> "Desk":
        """Come with a session of this colleague's; `is_online`: their console was open just now."""
        services = self.container
        with services.database.unit_of_work() as session:
            person = staff.find(session, login_id)
            assert person is not None, f"no staff member {login_id}"
            self.staff_id = person.id
            cookie = services.staff_sessions.open(session, person.id, Browser("127.0.0.1", "Tests"))
            session.flush()
            opened = services.staff_sessions.find(session, cookie)
            assert opened is not None
            self.token = GUARD.session_token(services, opened.id)
            if is_online:
                presence.note_seen(session, person.id, services.clock.now())
        self.client.cookies.set(
            cookies.full_name(services.settings, cookies.SESSION), cookie, domain=_HOST, path=cookies.PATH
        )
        return self

    def person(self) -> StaffMember:
        with self.container.database.reading() as session:
            return staff.get(session, self.staff_id)

    def code(self) -> str:
        """What their app shows half a minute from now, when it has come: never the same twice."""
        clock = cast(FixedClock, self.container.clock)
        clock.advance(timedelta(seconds=totp.STEP_SECONDS))
        login_id = self.person().login_id
        [secret] = [each.totp_secret for each in COLLEAGUES if each.login_id == login_id]
        return totp.code_at(secret, clock.now())

    def get(self, path: str, **query: Any) -> Response:
        return self.client.get(_API + path, params=query)

    def post(self, path: str, body: Any = None, **fields: Any) -> Response:
        """`fields`, or `body` where their names are no Python names."""
        return self.call("POST", path, body if body is not None else fields)

    def put(self, path: str, body: Any = None, **fields: Any) -> Response:
        return self.call("PUT", path, body if body is not None else fields)

    def patch(self, path: str, body: Any = None, **fields: Any) -> Response:
        return self.call("PATCH", path, body if body is not None else fields)

    def delete(self, path: str) -> Response:
        return self.call("DELETE", path, None)

    def call(self, method: str, path: str, body: Any) -> Response:
        return self.client.request(method, _API + path, json=body, headers={HEADER: self.token})
