"""What changes between two looks at an account, while somebody is signing in."""

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.members.models import Member
from tests.backend.pages import Browser
from tests.backend.signing_in import SAKURA, enter_password, member_of

NEW = "Brand-New-Password-2"


@pytest.fixture
def browser(client: TestClient, container: Container) -> Browser:
    return Browser(client, container)


@pytest.mark.parametrize("is_outdated", [False, True])
def test_a_password_that_is_replaced_while_it_is_verified_is_right_no_more(
    browser: Browser, container: Container, monkeypatch: pytest.MonkeyPatch, is_outdated: bool
) -> None:
    """Nor is the old one stored again, where its hash would be renewed."""
    verify = container.passwords.verify

    def replaced_meanwhile(stored: str, password: str) -> bool:
        is_right = verify(stored, password)
        with container.database.unit_of_work() as session:
            member = session.get_one(Member, member_of(container).id)
            member.password_hash = container.passwords.hash(NEW)
            container.sessions.close_all(session, member.id)
        return is_right

    monkeypatch.setattr(container.passwords, "verify", replaced_meanwhile)
    monkeypatch.setattr(container.passwords, "is_outdated", lambda _stored: is_outdated)

    refused = enter_password(browser)

    assert (refused.path, refused.status) == ("/sign-in", 422)
    assert verify(member_of(container).password_hash, NEW)
    assert not verify(member_of(container).password_hash, SAKURA.password)
