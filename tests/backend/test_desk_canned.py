"""Canned replies: filled from the conversation, changed by admins only."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.audit.models import AuditEvent
from backend.container import Container
from backend.demo import canned_replies
from backend.desk.canned import filled
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.desk import ADMIN, Desk

GREETING = {
    "shortcut": "kaiin",
    "title": "ごあいさつ",
    "text": "{会員名}様、担当の{担当者名}です。{受付番号}／{知らない}",
}


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


@pytest.fixture
def admin(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in(ADMIN)


def replies(desk: Desk, **query: str) -> list[dict[str, Any]]:
    answer = desk.get("/canned-replies", **query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["replies"]
    return found


def test_variables_are_filled_from_the_conversation_and_unknown_ones_stay(
    client: TestClient, visitor: Visitor, desk: Desk, admin: Desk
) -> None:
    assert admin.post("/canned-replies", GREETING).status_code == 201
    me = desk.person().display_name
    (alone,) = replies(desk)
    assert alone["text"] == GREETING["text"]
    assert alone["filled"] == f"{{会員名}}様、担当の{me}です。{{受付番号}}／{{知らない}}"
    (guests,) = replies(desk, conversation=visitor.id)
    assert guests["filled"] == f"お客様、担当の{me}です。{{受付番号}}／{{知らない}}"
    name = visitor.identify(login_id_of(client, "in_use")) and desk.get(f"/conversations/{visitor.id}").json()["title"]
    number = desk.post(f"/conversations/{visitor.id}/tickets", {"kind": "contact", "body": "折り返し"}).json()["number"]
    (known,) = replies(desk, conversation=visitor.id)
    assert known["filled"] == f"{name}様、担当の{me}です。{number}／{{知らない}}"
    assert desk.get("/canned-replies", conversation="nowhere").status_code == 404


def test_admins_add_change_and_remove_them(container: Container, desk: Desk, admin: Desk) -> None:
    added = admin.post("/canned-replies", GREETING)
    reply_id = added.json()["id"]
    changed = admin.put(f"/canned-replies/{reply_id}", GREETING | {"title": "新しい題名"})
    assert (changed.status_code, changed.json()["title"]) == (200, "新しい題名")
    assert [reply["title"] for reply in replies(desk)] == ["新しい題名"]
    taken = admin.post("/canned-replies", GREETING)
    assert (taken.status_code, taken.json()["code"]) == (409, "shortcut_taken")
    other = admin.post("/canned-replies", GREETING | {"shortcut": "other"}).json()["id"]
    taken = admin.put(f"/canned-replies/{other}", GREETING)
    assert (taken.status_code, taken.json()["code"]) == (409, "shortcut_taken")
    assert admin.delete(f"/canned-replies/{reply_id}").status_code == 204
    assert admin.delete(f"/canned-replies/{reply_id}").status_code == 404
    assert admin.put(f"/canned-replies/{reply_id}", GREETING).status_code == 404
    with container.database.reading() as session:
        logged = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.CANNED_REPLY_CHANGED)).all()
    assert [event.details["of"] for event in logged] == ["kaiin", "kaiin", "other", "kaiin"]
    assert {event.actor_id for event in logged} == {admin.staff_id}


def test_agents_only_take_them(desk: Desk, admin: Desk) -> None:
    reply_id = admin.post("/canned-replies", GREETING).json()["id"]
    for refused in (
        desk.post("/canned-replies", GREETING | {"shortcut": "x"}),
        desk.put(f"/canned-replies/{reply_id}", GREETING),
        desk.delete(f"/canned-replies/{reply_id}"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "admin_needed")


@pytest.mark.parametrize(
    "wrong", [{"shortcut": "a b"}, {"shortcut": "a/b"}, {"shortcut": ""}, {"title": " "}, {"text": "\n"}]
)
def test_none_is_without_its_parts(admin: Desk, wrong: dict[str, str]) -> None:
    assert admin.post("/canned-replies", GREETING | wrong).status_code == 422


def test_a_value_is_never_taken_for_a_variable() -> None:
    assert filled("{会員名}{担当者名}", {"会員名": "{担当者名}", "担当者名": "木村"}) == "{担当者名}木村"
    assert filled("｛会員名｝ { 会員名 } {} {会員", {"会員名": "田中"}) == "田中 田中 {} {会員"


def test_a_guest_is_addressed_and_never_named() -> None:
    nobody = {"会員名": None}
    assert filled("{会員名}様、｛ 会員名 ｝さま。{会員名}のご契約", nobody) == "お客様、お客様。{会員名}のご契約"
    assert filled("{会員名}様", {}) == "{会員名}様"


def test_the_demo_has_some_once(container: Container) -> None:
    with container.database.unit_of_work() as session:
        assert canned_replies.fill_if_empty(session, container.clock.now())
        assert not canned_replies.fill_if_empty(session, container.clock.now())


@pytest.mark.parametrize(("_shortcut", "title", "text"), canned_replies.REPLIES)
def test_the_demos_promise_nothing_and_are_whole(_shortcut: str, title: str, text: str) -> None:
    assert not any(word in text for word in ("分以内", "時間以内", "営業日", "本日中", "すぐに", "必ず"))
    assert text.endswith(("。", "）"))
    assert len(title) <= 20
