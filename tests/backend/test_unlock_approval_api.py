"""Unlocking with four eyes at the console: what each of the two is shown and answered."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.audit.acting import Acting
from backend.container import Container
from backend.core.settings import Settings
from tests.backend.approving import LOCKED, locked_member, with_approval
from tests.backend.desk import ADMIN, OTHER_AGENT, Desk
from tests.backend.ticket_kit import shown, unlock_request

CHECKS = [{"key": key, "asked": True, "matched": True} for key in ("name", "account")]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return with_approval(settings)


@pytest.fixture
def asker(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


@pytest.fixture
def approver(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in(OTHER_AGENT)


@pytest.fixture
def asked(container: Container, asker: Desk) -> dict[str, Any]:
    """A ticket that waits for an approval, as who asked is answered."""
    answer = asker.post(f"/tickets/{unlock_request(container, LOCKED)}/unlock", checks=CHECKS, client_key="u1")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def press(desk: Desk, ticket: dict[str, Any], step: str, **fields: Any) -> Any:
    return desk.post(f"/tickets/{ticket['number']}/unlock/{step}", request_id=ticket["approval"]["id"], **fields)


def test_both_see_who_asked_and_what_matched(asker: Desk, approver: Desk, asked: dict[str, Any]) -> None:
    approval = asked["approval"]
    assert approval["asked_by"] == {"id": asker.staff_id, "name": asker.person().name}
    assert approval["checks"] == [
        {"key": "name", "label": "お名前", "matched": True},
        {"key": "account", "label": "ご注文・ご契約", "matched": True},
    ]
    assert (approval["is_mine"], approval["is_lapsed"]) == (True, False)
    assert (asked["awaits_approval"], asked["requested"]["is_locked"], asked["status"]) == (True, True, "in_progress")
    assert [line["text"] for line in asked["history"]][1:3] == [
        "ご本人確認（一致：お名前・ご注文・ご契約）：解除の条件を満たしました",
        "ロック解除の承認を依頼しました",
    ]
    assert shown(approver, asked["number"])["approval"] == approval | {"is_mine": False}
    [listed] = [one for one in approver.get("/tickets").json()["tickets"] if one["number"] == asked["number"]]
    assert listed["awaits_approval"] is True


def test_approved_it_is_unlocked_and_closed(container: Container, approver: Desk, asked: dict[str, Any]) -> None:
    done = press(approver, asked, "approve").json()

    assert (done["status"], done["approval"], done["awaits_approval"]) == ("closed", None, False)
    assert [line["text"] for line in done["history"]][-3:-1] == [
        "ロックの解除を承認しました",
        "アカウントのロックを解除しました",
    ]
    assert press(approver, asked, "approve").status_code == 200
    assert not locked_member(container).is_locked


def test_sent_back_colleagues_read_why_with_what_is_personal_hidden(
    container: Container, approver: Desk, asked: dict[str, Any]
) -> None:
    assert press(approver, asked, "decline", note="  ").json()["code"] == "text_empty"
    done = press(approver, asked, "decline", note="090-1234-5678 も確かめてください").json()

    assert (done["approval"], done["steps"][0]) == (None, "unlock")
    [*_, line] = done["history"]
    assert line["text"] == "ロック解除の依頼を差し戻しました"
    assert "も確かめてください" in str(line["parts"])
    assert "1234" not in str(done)
    assert locked_member(container).is_locked


def test_why_it_cannot_be_answered_is_said_in_words(
    client: TestClient, container: Container, asker: Desk, approver: Desk, asked: dict[str, Any]
) -> None:
    own = press(asker, asked, "approve")
    assert (own.status_code, own.json()["code"]) == (409, "own_request")
    assert "別の担当者" in own.json()["detail"]
    asker.patch(f"/tickets/{asked['number']}", status="closed")
    gone = press(approver, asked, "approve")
    assert (gone.status_code, gone.json()["code"]) == (409, "nothing_asked")
    lapsed = shown(approver, asked["number"])
    assert lapsed["approval"] is None
    assert lapsed["history"][-1]["text"] == "チケットが完了したため、承認の依頼を取り下げました"


def test_what_lapsed_is_not_shown_as_waiting(container: Container, approver: Desk, asked: dict[str, Any]) -> None:
    with container.database.unit_of_work() as session:
        container.sign_ins.unlock(session, locked_member(container).id, Acting(approver.staff_id))

    seen = shown(approver, asked["number"])

    assert (seen["approval"]["is_lapsed"], seen["awaits_approval"], seen["steps"]) == (True, False, [])
    assert press(approver, asked, "approve").json()["code"] == "not_locked"


def test_what_has_not_been_looked_at_is_not_approved(approver: Desk, asked: dict[str, Any]) -> None:
    assert approver.post(f"/tickets/{asked['number']}/unlock/approve").status_code == 422


class TestByAdminsOnly:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"unlock_approval": "admin"})

    def test_an_agent_approves_nothing_and_an_admin_does(
        self, client: TestClient, container: Container, approver: Desk, asked: dict[str, Any]
    ) -> None:
        refused = press(approver, asked, "approve")
        assert (refused.status_code, refused.json()["code"]) == (403, "admin_needed")
        assert locked_member(container).is_locked
        assert press(Desk(client, container).sign_in(ADMIN), asked, "approve").status_code == 200
        assert not locked_member(container).is_locked

    def test_an_agent_can_send_it_back(self, container: Container, approver: Desk, asked: dict[str, Any]) -> None:
        assert press(approver, asked, "decline", note="もう一度").status_code == 200
        assert locked_member(container).is_locked
