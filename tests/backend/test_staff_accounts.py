"""Admins look after the accounts: they invite, change roles, help back in, and let nobody out who is still needed."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from backend.audit.actions import Action
from backend.container import Container
from backend.staff.models import Role
from tests.backend.conftest import Visitor, mailbox
from tests.backend.desk import ADMIN, AGENT, ISHII, KIMURA, OTHER_AGENT, Desk
from tests.backend.pages import Browser
from tests.backend.signing_in import SAKURA, at_once
from tests.backend.staff_signing_in import acts, backup_codes, change, enter_password, newest_act, person

NEW: dict[str, Any] = {
    "login_id": "Arai.Agent",
    "name": " 新井 学 ",
    "display_name": "新井",
    "email": "arai@desk.example",
    "role": "agent",
}


@pytest.fixture
def admin(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in(ADMIN)


@pytest.fixture
def agent(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in(AGENT)


def invite(desk: Desk, fields: dict[str, Any] | None = None) -> Response:
    return desk.post("/staff-accounts", NEW | {"code": desk.code()} | (fields or {}))


def test_a_colleague_is_invited(admin: Desk, client: TestClient, container: Container) -> None:
    answer = invite(admin)

    assert answer.status_code == 201
    made = answer.json()
    assert (made["login_id"], made["name"], made["has_password"], made["is_enrolled"]) == (
        "arai.agent",
        "新井 学",
        False,
        False,
    )
    [mail] = mailbox(client, NEW["email"])
    assert "/console/invitation/" in mail["link"]
    written = newest_act(container)
    assert (written.action, written.actor_id) == (Action.STAFF_INVITED, admin.staff_id)
    assert written.details["staff_id"] == made["id"]
    assert mail["link"].rpartition("/")[2] not in str(written.details)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"email": "no address"}, "email_invalid"),
        ({"login_id": "with blank"}, "invalid"),
        ({"login_id": "ab"}, "invalid"),
        ({"name": "   "}, "invalid"),
        ({"role": "owner"}, "invalid"),
        ({"password": "Secret-Word1"}, "invalid"),
    ],
)
def test_what_cannot_be_is_refused(admin: Desk, fields: dict[str, str], code: str) -> None:
    answer = invite(admin, fields)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("login_id", [KIMURA.login_id, KIMURA.login_id.upper()])
def test_a_login_id_is_given_once(admin: Desk, login_id: str) -> None:
    answer = invite(admin, {"login_id": login_id})

    assert (answer.status_code, answer.json()["code"]) == (409, "login_id_taken")


def test_a_role_changes_at_once(admin: Desk, agent: Desk, container: Container) -> None:
    assert agent.get("/audit").status_code == 403
    admin.patch(f"/staff-accounts/{agent.staff_id}", role="admin", code=admin.code())
    assert agent.get("/audit").status_code == 200
    admin.patch(f"/staff-accounts/{agent.staff_id}", role="agent", code=admin.code())
    assert agent.get("/audit").status_code == 403
    assert acts(container).count(Action.STAFF_CHANGED) == 2


@pytest.mark.parametrize("change_of", [{"role": "agent"}, {"is_disabled": True}])
def test_the_last_admin_stays(admin: Desk, container: Container, change_of: dict[str, Any]) -> None:
    answer = admin.patch(f"/staff-accounts/{admin.staff_id}", change_of | {"code": admin.code()})

    assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    assert person(container, ADMIN).role == Role.ADMIN
    assert person(container, ADMIN).disabled_at is None


def test_an_admin_who_never_signed_in_is_none_to_rely_on(admin: Desk) -> None:
    invite(admin, {"role": "admin"})

    assert admin.patch(f"/staff-accounts/{admin.staff_id}", role="agent", code=admin.code()).status_code == 409


def test_of_two_admins_one_may_go(admin: Desk, agent: Desk, container: Container) -> None:
    change(container, AGENT, role=Role.ADMIN)

    assert admin.patch(f"/staff-accounts/{admin.staff_id}", role="agent", code=admin.code()).status_code == 200
    assert agent.patch(f"/staff-accounts/{agent.staff_id}", role="agent", code=agent.code()).status_code == 409


def test_two_admins_cannot_remove_each_other_at_the_same_moment(admin: Desk, agent: Desk, container: Container) -> None:
    change(container, AGENT, role=Role.ADMIN)
    codes = [agent.code(), admin.code()]
    removals: list[Callable[[], int]] = [
        lambda: admin.patch(f"/staff-accounts/{agent.staff_id}", is_disabled=True, code=codes[1]).status_code,
        lambda: agent.patch(f"/staff-accounts/{admin.staff_id}", is_disabled=True, code=codes[0]).status_code,
    ]
    statuses = at_once(removals)

    assert sorted(statuses) in ([200, 401], [200, 409])
    left = [login_id for login_id in (ADMIN, AGENT) if person(container, login_id).disabled_at is None]
    assert len(left) == 1


def test_who_is_disabled_is_out_at_once(admin: Desk, agent: Desk, client: TestClient, container: Container) -> None:
    browser = Browser(client, container)
    enter_password(browser)
    assert agent.get("/me").status_code == 200

    assert (
        admin.patch(f"/staff-accounts/{agent.staff_id}", is_disabled=True, code=admin.code()).json()["is_disabled"]
        is True
    )

    assert agent.get("/me").status_code == 401
    assert browser.get("/console/sign-in/code").path == "/console/sign-in"
    assert enter_password(browser).status == 422
    assert AGENT not in str(admin.get("/staff").json())
    assert admin.post(f"/staff-accounts/{agent.staff_id}/invitation", code=admin.code()).json()["code"] == "disabled"


def test_what_they_had_waits_for_somebody_else(
    admin: Desk, agent: Desk, client: TestClient, container: Container
) -> None:
    visitor = Visitor(client)
    with container.database.unit_of_work() as session:
        container.handoffs.step_in(session, visitor.id, agent.staff_id)
    assert agent.get("/me").json()["open_count"] == 1

    admin.patch(f"/staff-accounts/{agent.staff_id}", is_disabled=True, code=admin.code())

    assert visitor.get("/messages").json()["handoff"]["state"] == "queued"
    assert [one["conversations"] for one in admin.get("/staff").json()["staff"]] == [0, 0]


def test_who_comes_back_has_the_factors_they_had(admin: Desk, container: Container, client: TestClient) -> None:
    kimura = person(container)
    admin.patch(f"/staff-accounts/{kimura.id}", is_disabled=True, code=admin.code())
    admin.patch(f"/staff-accounts/{kimura.id}", is_disabled=False, code=admin.code())

    assert enter_password(Browser(client, container)).path == "/console/sign-in/code"
    assert acts(container)[-2:] == [Action.STAFF_DISABLED, Action.STAFF_ENABLED]


def test_a_lost_second_factor_is_reset(admin: Desk, agent: Desk, client: TestClient, container: Container) -> None:
    codes = backup_codes(container)

    answer = admin.post(f"/staff-accounts/{agent.staff_id}/reset-second-factor", code=admin.code())

    assert answer.json()["is_enrolled"] is False
    assert agent.get("/me").status_code == 401
    browser = Browser(client, container)
    assert enter_password(browser).path == "/console/enrolment"
    assert codes[0] not in str(browser.get("/console/enrolment").text)
    with container.database.unit_of_work() as session:
        assert not container.staff_second_factor.redeem(session, agent.staff_id, codes[0])
    assert "解除" in mailbox(client, KIMURA.email)[0]["subject"]


def test_a_display_name_is_changed(admin: Desk, agent: Desk) -> None:
    admin.patch(f"/staff-accounts/{agent.staff_id}", display_name="きむら")

    assert agent.get("/me").json()["staff"]["display_name"] == "きむら"


@pytest.mark.parametrize("path", ["/invitation", "/reset-second-factor"])
def test_nobody_is_not_found(admin: Desk, path: str) -> None:
    assert admin.post(f"/staff-accounts/999999{path}", code=admin.code()).status_code == 404
    assert admin.post("/staff-accounts/999999/unlock").status_code == 404
    assert admin.patch("/staff-accounts/999999", display_name="誰").status_code == 404


def test_everybody_is_listed(admin: Desk, container: Container) -> None:
    change(container, ISHII.login_id, disabled_at=container.clock.now())
    accounts = admin.get("/staff-accounts").json()["accounts"]

    assert [(one["login_id"], one["is_disabled"]) for one in accounts] == [
        (AGENT, False),
        (OTHER_AGENT, True),
        (ADMIN, False),
    ]
    assert not {"password_hash", "totp_secret"} & set(accounts[0])


def test_who_is_away_says_so(agent: Desk, container: Container) -> None:
    assert agent.get("/me").json()["staff"]["is_available"] is True
    assert agent.put("/me/availability", available=False).json()["is_available"] is False
    agent.put("/me/availability", available=False)

    assert acts(container).count(Action.STAFF_AVAILABILITY_CHANGED) == 1
    assert newest_act(container).details == {"available": False}
    assert agent.get("/me").json()["desk"]["is_open"] is False


def test_the_audit_log_is_read_from_the_newest(admin: Desk, agent: Desk) -> None:
    for available in (False, True) * 30:
        agent.put("/me/availability", available=available)
    admin.put("/me/availability", available=False)
    first = admin.get("/audit").json()
    second = admin.get("/audit", before=first["next"]).json()

    assert first["acts"][0]["staff"]["name"] == "中野 恵子"
    assert (len(first["acts"]), len(second["acts"]), second["next"]) == (50, 11, None)
    ids = [act["id"] for act in first["acts"] + second["acts"]]
    assert ids == sorted(ids, reverse=True)
    assert first["acts"][0]["notes"] == ["離席中"]


@pytest.mark.parametrize(
    ("q", "found"),
    [("受付状態", 1), ("木村", 1), ("KIMURA.agent", 1), ("127.0.0.1", 1), ("127.0.0", 0), ("nobody", 0), ("  ", 1)],
)
def test_the_audit_log_is_searched(admin: Desk, agent: Desk, q: str, found: int) -> None:
    agent.put("/me/availability", available=False)

    assert len(admin.get("/audit", q=q).json()["acts"]) == found


def test_what_happened_to_a_member_is_found_by_their_login_id(admin: Desk, client: TestClient) -> None:
    Browser(client, admin.container).fill("/sign-in", login_id=SAKURA.login_id, password="Wrong-Password-1")

    [act] = admin.get("/audit", q=SAKURA.login_id).json()["acts"]
    assert (act["label"], act["actor_label"], act["notes"]) == ("ログインの失敗", "未ログイン", ["パスワード"])
    assert act["member"]["name"] == SAKURA.name
