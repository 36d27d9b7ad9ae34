"""What tests of staff's sign-in have in common."""

from datetime import UTC, datetime
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import AuditEvent
from backend.console import cookies
from backend.container import Container
from backend.demo.staff import Colleague
from backend.identity import totp
from backend.staff import service as staff
from backend.staff.models import StaffMember
from tests.backend.desk import KIMURA
from tests.backend.pages import Browser, Page

WRONG = "Wrong-Password-1"
HOST = "testserver.local"


def enter_password(browser: Browser, login_id: str = KIMURA.login_id, password: str = KIMURA.password) -> Page:
    return browser.fill("/console/sign-in", login_id=login_id, password=password)


def code_now(container: Container, colleague: Colleague = KIMURA, *, steps: int = 0) -> str:
    """What the app shows; `steps` before or after."""
    now = int(container.clock.now().timestamp()) // totp.STEP_SECONDS + steps
    return totp.code_at(colleague.totp_secret, datetime.fromtimestamp(now * totp.STEP_SECONDS, UTC))


def sign_in(browser: Browser, container: Container, colleague: Colleague = KIMURA) -> Page:
    """All the way, by the app's code."""
    page = enter_password(browser, colleague.login_id, colleague.password)
    return browser.submit(page, code=code_now(container, colleague))


def is_signed_in(browser: Browser) -> bool:
    return browser.client.get("/console", follow_redirects=False).status_code == 200


def has_session(client: TestClient) -> bool:
    return client.cookies.get(cookies.SESSION, domain=HOST, path=cookies.PATH) is not None


def person(container: Container, login_id: str = KIMURA.login_id) -> StaffMember:
    with container.database.reading() as session:
        found = staff.find(session, login_id)
        assert found is not None
        return found


def change(container: Container, login_id: str, **columns: Any) -> None:
    with container.database.unit_of_work() as session:
        found = staff.find(session, login_id)
        assert found is not None
        for name, value in columns.items():
            setattr(found, name, value)


def acts(container: Container) -> list[Action]:
    """The audit log, oldest first."""
    with container.database.reading() as session:
        return [Action(action) for action in session.scalars(select(AuditEvent.action).order_by(AuditEvent.id))]


def newest_act(container: Container) -> AuditEvent:
    with container.database.reading() as session:
        return session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()


def backup_codes(container: Container, login_id: str = KIMURA.login_id) -> list[str]:
    """New ones, as they are shown."""
    with container.database.unit_of_work() as session:
        found = staff.find(session, login_id)
        assert found is not None
        return container.staff_second_factor.renew_codes(session, found.id)
