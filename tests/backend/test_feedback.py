"""Thumbs on answers, and staff's look at them."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.audit.actions import Action
from backend.container import Container
from backend.feedback.models import AnswerFeedback
from tests.backend.at_once import at_once
from tests.backend.conftest import Visitor
from tests.backend.desk import OTHER_AGENT, Desk
from tests.backend.fake_bot import FakeBot
from tests.backend.ticket_kit import audited


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def thumb(visitor: Visitor, message_id: str, **opinion: Any) -> Any:
    url = f"/api/conversations/{visitor.id}/messages/{message_id}/feedback"
    return visitor.client.put(url, json=opinion, headers=visitor.headers)


def kept(container: Container) -> list[AnswerFeedback]:
    with container.database.reading() as session:
        return list(session.scalars(select(AnswerFeedback).order_by(AnswerFeedback.id)))


def test_a_thumb_is_kept_with_what_was_missing(container: Container, visitor: Visitor) -> None:
    [answer] = visitor.says("バックアップコードとは？")

    given = thumb(visitor, answer["id"], helpful=False, reason="incomplete", comment=" 使い方が\0ない ")

    assert (given.status_code, given.json()) == (200, {"accepted": True})
    [found] = kept(container)
    assert (found.is_helpful, found.shortcoming, found.comment) == (False, "incomplete", "使い方がない")
    assert (found.conversation_id, found.topic) == (visitor.id, "faq/backup_codes")


def test_a_changed_mind_replaces_what_was_said_and_is_looked_at_anew(
    container: Container, visitor: Visitor, desk: Desk
) -> None:
    [answer] = visitor.says("バックアップコードとは？")
    thumb(visitor, answer["id"], helpful=False, reason="unclear", comment="難しい")
    desk.post(f"/feedback/{kept(container)[0].id}/review")

    thumb(visitor, answer["id"], helpful=True, reason="unclear")

    [found] = kept(container)
    assert (found.is_helpful, found.shortcoming, found.comment, found.reviewed_at) == (True, None, "", None)


def test_many_taps_at_once_leave_one(container: Container, visitor: Visitor) -> None:
    [answer] = visitor.says("バックアップコードとは？")

    taps = at_once(6, lambda: thumb(visitor, answer["id"], helpful=True))

    assert [tap.status_code for tap in taps] == [200] * 6
    assert len(kept(container)) == 1


def test_only_answers_of_the_bot_can_be_judged(container: Container, visitor: Visitor, bot: FakeBot) -> None:
    visitor.says("パスワードはhunter2secret!です")
    messages = visitor.get("/messages").json()["messages"]
    others = [message for message in messages if message["author"] in {"member", "system"}]
    assert {message["author"] for message in others} == {"member", "system"}

    for message in others:
        refused = thumb(visitor, message["id"], helpful=True)
        assert (refused.status_code, refused.json()["code"]) == (409, "not_an_answer")
    assert kept(container) == []


def test_nobody_judges_in_another_conversation(client: TestClient, container: Container, visitor: Visitor) -> None:
    [answer] = visitor.says("バックアップコードとは？")
    other = Visitor(client)

    assert thumb(other, answer["id"], helpful=False).status_code == 404
    assert thumb(other, "none", helpful=False).status_code == 404
    url = f"/api/conversations/{visitor.id}/messages/{answer['id']}/feedback"
    assert client.put(url, json={"helpful": False}, headers=other.headers).status_code == 401
    assert client.put(url, json={"helpful": False}).status_code == 401
    assert kept(container) == []


@pytest.mark.parametrize(
    "opinion",
    [{}, {"helpful": True, "reason": "rude"}, {"helpful": True, "comment": "x" * 501}, {"helpful": 1, "x": 1}],
)
def test_other_opinions_are_refused(visitor: Visitor, opinion: dict[str, Any]) -> None:
    [answer] = visitor.says("バックアップコードとは？")

    assert thumb(visitor, answer["id"], **opinion).status_code == 422


def test_what_nobody_should_have_written_is_not_kept(container: Container, visitor: Visitor) -> None:
    [answer] = visitor.says("バックアップコードとは？")

    thumb(visitor, answer["id"], helpful=False, comment="パスワードはhunter2secret!です")

    assert "hunter2" not in kept(container)[0].comment


def test_it_still_can_be_said_after_the_end(container: Container, visitor: Visitor) -> None:
    [answer] = visitor.says("バックアップコードとは？")
    visitor.patch(ended=True)

    assert thumb(visitor, answer["id"], helpful=True).status_code == 200


# At the desk


def test_staff_read_what_was_asked_what_was_answered_and_what_was_missing(
    container: Container, visitor: Visitor, desk: Desk
) -> None:
    [answer] = visitor.says("電話は090-1234-5678です。コードとは？")
    thumb(visitor, answer["id"], helpful=False, reason="wrong_subject", comment="mail@mihon.exampleへ")
    before = desk.get("/feedback").json()

    [found] = before["answers"]

    assert (found["helpful"], found["reason_label"]) == (False, "質問と合っていない")
    assert (found["answer"], found["topic"], found["conversation_id"]) == (
        "お答えです。",
        "faq/backup_codes",
        visitor.id,
    )
    assert found["topic_title"] == container.topics.title("faq/backup_codes")
    assert [part["hidden"]["kind"] for part in found["question"] if "hidden" in part] == ["phone"]
    assert [part["hidden"]["kind"] for part in found["comment"] if "hidden" in part] == ["mail"]
    assert "1234" not in str(before)
    assert before["summary"] == {
        "helpful": 0,
        "unhelpful": 1,
        "unreviewed": 1,
        "ratings": 0,
        "average_score": None,
    }


def test_what_was_looked_at_is_done_with(
    client: TestClient, container: Container, visitor: Visitor, desk: Desk
) -> None:
    [answer] = visitor.says("バックアップコードとは？")
    thumb(visitor, answer["id"], helpful=False)
    feedback_id = kept(container)[0].id

    for each in (desk, Desk(client, container).sign_in(OTHER_AGENT)):
        assert each.post(f"/feedback/{feedback_id}/review").json() == {"id": feedback_id, "reviewed": True}

    assert kept(container)[0].reviewed_by == desk.staff_id
    assert len(audited(container, Action.FEEDBACK_REVIEWED)) == 1
    assert desk.get("/feedback").json()["answers"] == []
    assert [each["reviewed"] for each in desk.get("/feedback", view="all").json()["answers"]] == [True]
    assert desk.post("/feedback/9999/review").status_code == 404


def test_the_list_comes_in_pages(visitor: Visitor, desk: Desk) -> None:
    for number in range(5):
        [answer] = visitor.says(f"質問{number}")
        thumb(visitor, answer["id"], helpful=True)

    first = desk.get("/feedback", limit=3).json()
    second = desk.get("/feedback", limit=3, before=first["next"]).json()

    ids = [each["id"] for each in [*first["answers"], *second["answers"]]]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), second["next"]) == (5, None)


def test_it_is_for_staff_only(client: TestClient, visitor: Visitor) -> None:
    assert client.get("/console/api/feedback", headers=visitor.headers).status_code == 401
    assert client.post("/console/api/feedback/1/review", headers=visitor.headers).status_code == 401
