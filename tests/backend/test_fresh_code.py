"""Before an admin lets somebody in, or shuts somebody out, a code is asked for again: a session alone is not enough."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.container import Container
from backend.staff.models import Role
from tests.backend.conftest import mailbox
from tests.backend.desk import ADMIN, AGENT, KIMURA, NAKANO, Desk
from tests.backend.staff_signing_in import acts, backup_codes, newest_act, person

NEW = {
    "login_id": "arai.agent",
    "name": "新井 学",
    "display_name": "新井",
    "email": "arai@desk.example",
    "role": "admin",
}
WEIGHTY: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "", NEW),
    ("PATCH", "/{agent}", {"role": "admin"}),
    ("PATCH", "/{agent}", {"is_disabled": True}),
    ("PATCH", "/{agent}", {"is_disabled": False}),
    ("POST", "/{agent}/invitation", {}),
    ("POST", "/{agent}/reset-second-factor", {}),
    ("POST", "/{agent}/unlink-slack", {}),
]


@pytest.fixture
def admin(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in(ADMIN)


def call(desk: Desk, act: tuple[str, str, dict[str, Any]], **code: str) -> Any:
    method, path, body = act
    agent = person(desk.container, AGENT).id
    return desk.call(method, "/staff-accounts" + path.format(agent=agent), body | code)


@pytest.mark.parametrize("act", WEIGHTY)
def test_no_weighty_act_without_a_code(admin: Desk, client: TestClient, container: Container, act: Any) -> None:
    before = person(container, AGENT)

    assert call(admin, act).status_code == 422
    refused = call(admin, act, code="000000")

    assert (refused.status_code, refused.json()["code"]) == (422, "code_wrong")
    after = person(container, AGENT)
    assert (after.role, after.disabled_at, after.enrolled_at) == (before.role, None, before.enrolled_at)
    assert len(admin.get("/staff-accounts").json()["accounts"]) == 3
    assert mailbox(client, NEW["email"]) == mailbox(client, KIMURA.email) == []
    assert (newest_act(container).action, newest_act(container).actor_id) == (
        Action.STAFF_CODE_CHECK_FAILED,
        admin.staff_id,
    )
    assert person(container, ADMIN).locked_at is None


@pytest.mark.parametrize("act", WEIGHTY)
def test_with_one_it_is_done(admin: Desk, act: Any) -> None:
    assert call(admin, act, code=admin.code()).status_code in {200, 201}


def test_a_code_is_good_once(admin: Desk, container: Container) -> None:
    code = admin.code()

    assert call(admin, WEIGHTY[1], code=code).status_code == 200
    assert call(admin, WEIGHTY[2], code=code).json()["code"] == "code_wrong"
    assert person(container, AGENT).disabled_at is None


def test_what_is_refused_for_another_reason_uses_no_code_up(admin: Desk, container: Container) -> None:
    code = admin.code()
    taken = ("POST", "", NEW | {"login_id": AGENT})

    assert call(admin, taken, code=code).json()["code"] == "login_id_taken"
    assert call(admin, WEIGHTY[0], code=code).status_code == 201


def test_a_backup_code_does_too_and_is_used_up(admin: Desk, client: TestClient, container: Container) -> None:
    code = backup_codes(container, ADMIN)[0]

    assert call(admin, WEIGHTY[1], code=code).status_code == 200
    assert person(container, AGENT).role == Role.ADMIN
    assert Action.STAFF_BACKUP_CODE_USED in acts(container)
    assert "バックアップコード" in mailbox(client, NAKANO.email)[0]["subject"]
    assert call(admin, WEIGHTY[2], code=code).json()["code"] == "code_wrong"


def test_a_colleagues_code_is_none_of_ones_own(admin: Desk, client: TestClient, container: Container) -> None:
    code = Desk(client, container).sign_in(AGENT).code()

    assert call(admin, WEIGHTY[1], code=code).json()["code"] == "code_wrong"


def test_guessing_is_limited(admin: Desk, container: Container) -> None:
    allowed = int(container.settings.staff_code_checks.partition("/")[0])

    statuses = [call(admin, WEIGHTY[1], code="000000").status_code for _ in range(allowed)]

    assert statuses == [422] * allowed
    assert call(admin, WEIGHTY[1], code=admin.code()).status_code == 429


def test_what_members_see_is_changed_without(admin: Desk) -> None:
    assert call(admin, ("PATCH", "/{agent}", {"display_name": "きむら"})).json()["display_name"] == "きむら"
